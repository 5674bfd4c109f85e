"""Papers of a draft: the 校样 to read with a pencil, the 审签单, and the page a 校样's code leads to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.access import Seat, requires
from reports import paperwork
from reports.models import Report, SignOff
from reports.rendering import proof, review_form
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.views.drafts import report_of
from reports.workflow import State


@require_safe
@requires()
def draft(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The 校样 of the report as it stands now, as PDF."""
    report = report_of(seat, year)
    said = report.content()
    checked_at = reverse("desk:proof", args=[seat.agency.code, year, said.digest()])
    stamp = paperwork.stamp(report, request.build_absolute_uri(checked_at))
    try:
        return _pdf(report, proof.render(said, stamp), "校样")
    except (Unprintable, FontsMissing) as error:
        return _unprintable(request, seat, year, str(error))


@require_safe
@requires()
def form(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The 审签单 of the version the report is at, as PDF."""
    report = report_of(seat, year)
    try:
        return _pdf(report, review_form.render(paperwork.review_form(report)), "审签单")
    except (Unprintable, FontsMissing) as error:
        return _unprintable(request, seat, year, str(error))


@require_safe
@requires()
def check(request: HttpRequest, seat: Seat, year: int, digest: str) -> HttpResponse:
    """Whether the report still says what a 校样 with this digest says, and who signed exactly that."""
    report = report_of(seat, year)
    signed = SignOff.objects.filter(report=report, digest=digest).select_related("signer").order_by("pk")
    context = {
        "seat": seat,
        "report": report,
        "digest": digest,
        "same": report.content().digest() == digest,
        "release": report.releases.filter(digest=digest).first(),
        "signed": [{"stage": State(each.stage).label, "by": each.signer, "at": each.at} for each in signed],
    }
    return render(request, "desk/proof.html", context)


def _pdf(report: Report, data: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{report}{kind}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def _unprintable(request: HttpRequest, seat: Seat, year: int, says: str) -> HttpResponse:
    messages.error(request, f"现在还不能生成这份文件。{says}")
    return redirect("desk:paper", seat.agency.code, year)
