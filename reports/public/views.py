"""The pages of the public site. Everyone may read them; they read releases only."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from agencies.models import Agency
from reports.public import absence, branches, files, publications
from reports.public import search as searching
from reports.rendering import document


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public page: GET and HEAD only, and 304 to a reader whose copy is still what would be sent."""

    def fresh(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        return response

    return login_not_required(require_safe(conditional_page(fresh)))


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
def agency(request: HttpRequest, code: str) -> HttpResponse:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise absence.no_agency(code)
    context = {
        "agency": found,
        "above": Agency.objects.ancestors_of(found),
        "releases": publications.of_agency(found),
        "tree": branches.grow(Agency.objects.descendants_of(found)),
    }
    return render(request, "public/agency.html", context)


@page
def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    release = publications.one(code, year, number)
    context = {
        "release": release,
        "document": document.build(release.content()),
        "shelf": publications.around(release),
        "pinned": number is not None,
        "above": Agency.objects.ancestors_of(release.agency),
    }
    return render(request, "public/report.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, code: str, year: int, name: str, number: int | None = None) -> HttpResponseBase:
    return files.respond(request, files.find(code, year, name, number))


@page
def robots(request: HttpRequest) -> HttpResponse:
    """Search results are for people; everything else may be indexed."""
    return render(request, "public/robots.txt", content_type="text/plain; charset=utf-8")
