"""The pages of the public site. Everyone may read them, and they read releases only."""

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
from reports.public.pages import page, with_withdrawal_notice


@page
def home(request: HttpRequest) -> HttpResponse:
    """The home page: search, the latest publications and the tree of agencies. Public."""
    years = publications.years()
    context = {
        "form": searching.SearchForm(years=years),
        "years": years,
        "latest": publications.latest(),
        "tree": branches.build_tree(Agency.objects.all()),
    }
    return render(request, "public/home.html", context)


@page
def search(request: HttpRequest) -> HttpResponse:
    """Agencies by name and year. Public."""
    form = searching.SearchForm(request.GET, years=publications.years())
    context = {"form": form}
    if form.is_valid():
        context |= searching.results(**form.cleaned_data, page=request.GET.get("page"))._asdict()
    return render(request, "public/search.html", context)


@page
def register(request: HttpRequest, year: int | None = None, number: int = 1) -> HttpResponse:
    """A page of the directory of agencies, all or of one year; page 1 has an address without a number. Public."""
    context = {"directory_page": directory.directory_page(year, number), "finder": searching.FinderForm()}
    return render(request, "public/directory.html", context)


@page
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """An agency: its reports, the chart of its figures, and the agencies below it. Public."""
    shown_agency = Agency.objects.filter(code=code).first()
    if shown_agency is None:
        raise absence.no_agency(code)
    releases = publications.for_agency(shown_agency)
    published = [release for release in releases if not hasattr(release, "withdrawal")]
    context = {
        "agency": shown_agency,
        "above": Agency.objects.ancestors_of(shown_agency),
        "releases": releases,
        "newest": published[0] if published else None,
        "chart": chart.draw(release.content() for release in published),
        "tree": branches.build_tree(Agency.objects.descendants_of(shown_agency)),
    }
    return render(request, "public/agency.html", context)


@page
def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    """A report: its newest version, or the one of the number. Public; 410 with a notice when it was withdrawn."""
    release = publications.get(code, year, number)
    text = texts.for_release(release)
    context = {
        "release": release,
        "document": text.document,
        "text": text.markup,
        "year_list": publications.year_list(release),
        "corrections": corrections.for_release(release),
        "linked_data": linked_data.of_report(request, release),
        "pinned": number is not None,
        "above": Agency.objects.ancestors_of(release.agency),
    }
    return render(request, "public/report.html", context)


@page
def compare(request: HttpRequest) -> HttpResponse:
    """Two reports, named `a` and `b`, side by side; with only one, what it can be compared with. Public."""
    first, second, other = (request.GET.get(name, "").replace("\0", "").strip() for name in ("a", "b", "other"))
    sides = comparing.sides(first, second)
    context: dict[str, object] = {
        "first": sides.first,
        "second": sides.second,
        "sentences": sides.sentences,
        "other": other,
    }
    selected = sides.first or sides.second
    if sides.first and sides.second:
        context["parts"] = comparing.parts(sides.first.content(), sides.second.content())
    if selected:
        context["selected"] = selected
        context["form"] = searching.CompareForm(selected, other)
        context["years"] = comparing.other_years(selected)
        context["agencies"] = comparing.other_agencies(selected, other) if other else []
    return render(request, "public/compare.html", context)


@login_not_required
@require_safe
@with_withdrawal_notice
def file(request: HttpRequest, code: str, year: int, name: str, number: int | None = None) -> HttpResponseBase:
    """A public file of a release as a download. Public; 410 with a notice when its release was withdrawn."""
    return files.respond(request, files.find(code, year, name, number))


@page
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: pages that answer a query are not to be indexed, everything else may be. Public."""
    return _text(request, "public/robots.txt", {}, "text/plain")


@page
def site_map(request: HttpRequest) -> HttpResponse:
    """The index of the site map (sitemaps.org). Public."""
    return _text(request, "public/sitemap_index.xml", {"parts": sitemap.parts()}, "application/xml")


@page
def site_map_part(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the site map. Public."""
    return _text(request, "public/sitemap.xml", {"places": sitemap.part(number)}, "application/xml")


def _text(request: HttpRequest, template: str, context: dict[str, object], media_type: str) -> HttpResponse:
    """A text for machines, in which addresses are absolute: `site` is how this one begins."""
    site = request.build_absolute_uri("/").removesuffix("/")
    return render(request, template, {"site": site, **context}, content_type=f"{media_type}; charset=utf-8")
