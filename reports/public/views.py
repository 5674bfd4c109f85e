"""The pages of the public site. Everyone may read them; they read releases only."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Agency
from reports.public import (
    absence,
    branches,
    chart,
    comparing,
    corrections,
    directory,
    files,
    linked_data,
    publications,
    sitemap,
    texts,
)
from reports.public import search as searching
from reports.public.pages import noticed, page


@page
def home(request: HttpRequest) -> HttpResponse:
    years = publications.years()
    context = {
        "form": searching.SearchForm(years=years),
        "years": years,
        "latest": publications.latest(),
        "tree": branches.grow(Agency.objects.all()),
    }
    return render(request, "public/home.html", context)


@page
def search(request: HttpRequest) -> HttpResponse:
    form = searching.SearchForm(request.GET, years=publications.years())
    context = {"form": form}
    if form.is_valid():
        context |= searching.results(**form.cleaned_data, page=request.GET.get("page"))._asdict()
    return render(request, "public/search.html", context)


@page
def register(request: HttpRequest, year: int | None = None, number: int = 1) -> HttpResponse:
    """A page of the register of agencies; the first has an address without a number and no other."""
    return render(request, "public/directory.html", {"leaf": directory.leaf(year, number)})


@page
def agency(request: HttpRequest, code: str) -> HttpResponse:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise absence.no_agency(code)
    releases = publications.of_agency(found)
    standing = [release for release in releases if not hasattr(release, "withdrawal")]
    context = {
        "agency": found,
        "above": Agency.objects.ancestors_of(found),
        "releases": releases,
        "newest": standing[0] if standing else None,
        "chart": chart.draw(release.content() for release in standing),
        "tree": branches.grow(Agency.objects.descendants_of(found)),
    }
    return render(request, "public/agency.html", context)


@page
def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    release = publications.one(code, year, number)
    text = texts.of(release)
    context = {
        "release": release,
        "document": text.document,
        "text": text.markup,
        "shelf": publications.around(release),
        "corrections": corrections.of(release),
        "linked_data": linked_data.of_report(request, release),
        "pinned": number is not None,
        "above": Agency.objects.ancestors_of(release.agency),
    }
    return render(request, "public/report.html", context)


@page
def compare(request: HttpRequest) -> HttpResponse:
    """Two reports, named `a` and `b`; with one of them alone, what it can be compared with (`other`: a name)."""
    first, second, other = (request.GET.get(name, "").replace("\0", "").strip() for name in ("a", "b", "other"))
    sides = comparing.sides(first, second)
    context: dict[str, object] = {
        "first": sides.first,
        "second": sides.second,
        "sentences": sides.sentences,
        "other": other,
    }
    one = sides.first or sides.second
    if sides.first and sides.second:
        context["parts"] = comparing.parts(sides.first.content(), sides.second.content())
    if one:
        context["one"] = one
        context["years"] = comparing.other_years(one)
        context["agencies"] = comparing.other_agencies(one, other) if other else []
    return render(request, "public/compare.html", context)


@login_not_required
@require_safe
@noticed
def file(request: HttpRequest, code: str, year: int, name: str, number: int | None = None) -> HttpResponseBase:
    return files.respond(request, files.find(code, year, name, number))


@page
def robots(request: HttpRequest) -> HttpResponse:
    """What answers a question is for people; everything else may be indexed."""
    return _text(request, "public/robots.txt", {}, "text/plain")


@page
def site_map(request: HttpRequest) -> HttpResponse:
    return _text(request, "public/sitemap_index.xml", {"parts": sitemap.parts()}, "application/xml")


@page
def site_map_part(request: HttpRequest, number: int) -> HttpResponse:
    return _text(request, "public/sitemap.xml", {"places": sitemap.part(number)}, "application/xml")


def _text(request: HttpRequest, template: str, context: dict[str, object], media_type: str) -> HttpResponse:
    """A text for machines, in which addresses are absolute: `site` is how this one begins."""
    site = request.build_absolute_uri("/").removesuffix("/")
    return render(request, template, {"site": site, **context}, content_type=f"{media_type}; charset=utf-8")
