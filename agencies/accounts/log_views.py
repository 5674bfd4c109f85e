"""安全日志, for the auditor alone: a page with filters, and the same lines as a CSV file."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.access import signed_in
from agencies.accounts import log_lines, security
from agencies.models import Event, User

PER_PAGE = 50
# A spreadsheet takes a cell that begins so for a formula, Chinese ones full-width signs too.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The newest lines that the filter leaves. Http404 for everybody but the auditor."""
    _auditor(request)
    form = log_lines.LogFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(log_lines.events(chosen), PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "page": page, "lines": map(log_lines.line, page), "asked": asked.urlencode()}
    return render(request, "account/log.html", context)


@require_safe
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All lines that the filter leaves, as UTF-8 that spreadsheets open. That it was fetched is a line itself."""
    auditor = _auditor(request)
    form = log_lines.LogFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    security.log(request, "export", auditor, what="安全日志", filter=request.GET.urlencode()[:500])
    events = log_lines.events(chosen).iterator(chunk_size=1000)
    response = StreamingHttpResponse(_lines(events), content_type="text/csv; charset=utf-8")
    name = f"安全日志{timezone.localdate():%Y%m%d}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _auditor(request: HttpRequest) -> User:
    user = signed_in(request)
    if not user.is_auditor:
        raise Http404
    return user


def _lines(events: Iterable[Event]) -> Iterator[str]:
    yield "\ufeff" + _line(log_lines.HEADINGS)
    for event in events:
        yield _line(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in log_lines.row(event))


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
