"""帮助: the manual, as a page and as a PDF, and what counts in each cell. Public, and no page asks the database."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reports import editions
from reports.public import absence, booklet, guidance, manual
from reports.public.pages import page

PDF_NAME = "年报使用手册.pdf"


@page
def manual_page(request: HttpRequest) -> HttpResponse:
    """The manual. Public, because who cannot sign in needs it most."""
    context = {"manual": manual.manual(), "editions": editions.all_editions()}
    return render(request, "public/help.html", context)


@login_not_required
@require_safe
def manual_pdf(request: HttpRequest) -> HttpResponse:
    """The manual as one PDF, to be printed and handed around. Public; 304 to a reader whose copy is current."""
    etag = quote_etag(booklet.digest())
    response = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(booklet.pdf(), content_type="application/pdf")
        response["Content-Disposition"] = "inline; filename=\"manual.pdf\"; filename*=UTF-8''" + quote(
            "年报使用手册.pdf"
        )
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


@page
def guidance_page(request: HttpRequest, year: int) -> HttpResponse:
    """口径说明 of the format that reports of the year follow. Public."""
    edition = _edition(year)
    context = {"edition": edition, "editions": editions.all_editions(), "parts": guidance.guided_parts(edition)}
    return render(request, "public/guidance.html", context)


@page
def guidance_data(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """The explanations of one page of the editor, as its panel reads them. Public; 404 for a page there is not."""
    try:
        return JsonResponse(guidance.page_data(_edition(year), key), json_dumps_params={"ensure_ascii": False})
    except KeyError as error:
        raise absence.NotPublished(absence.NO_PAGE) from error


def _edition(year: int) -> editions.Edition:
    """The format of the year's reports. Raises NotPublished where there is none."""
    try:
        return editions.for_year(year)
    except editions.NoEdition as error:
        raise absence.NotPublished(f"{error}。") from error
