"""Papers: the 校样 to read with a pencil and the page its code leads to, 校对意见, 审签单, the files of a release."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.access import Seat, requires
from reports import paperwork
from reports.models import ReleaseFile, Report, SignOff
from reports.rendering import portal as rendering_portal
from reports.rendering import proof, remarks, review_form
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.views.drafts import report_of
from reports.workflow import State


@require_safe
@requires()
def draft(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The 校样 of the report as it stands now, its findings marked, as PDF."""
    report = report_of(seat, year)
    said = report.content()
    checked_at = reverse("desk:proof", args=[seat.agency.code, year, said.digest()])
    stamp = paperwork.stamp(report, request.build_absolute_uri(checked_at))
    found = paperwork.noted(report)
    marks = [mark for note, _ in found for mark in note.marks]
    try:
        return _pdf(report, proof.render(said, stamp, marks, paperwork.remarks(found)), "校样")
    except (Unprintable, FontsMissing) as error:
        return _unprintable(request, seat, year, str(error))


@require_safe
@requires()
def opinions(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The 校对意见: what the checks say of the report as it stands now, as PDF."""
    report = report_of(seat, year)
    try:
        return _pdf(report, remarks.render(paperwork.remark_sheet(report)), "校对意见")
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


@require_safe
@requires()
def file(request: HttpRequest, seat: Seat, year: int, pk: int) -> FileResponse:
    """A file of a release, the 审签单 and the package for the portal too."""
    found = get_object_or_404(ReleaseFile, pk=pk, release__agency=seat.agency, release__year=year)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(f"“{found.name}”不在存储中") from error
    return FileResponse(stored, as_attachment=True, filename=found.name)


@require_safe
@requires()
def portal(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The published report as HTML for a portal's editor, to be put on the clipboard."""
    release = get_object_or_404(report_of(seat, year).releases.newest())
    return HttpResponse(rendering_portal.fragment(release.content()))


def _pdf(report: Report, data: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{report}{kind}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def _unprintable(request: HttpRequest, seat: Seat, year: int, says: str) -> HttpResponse:
    messages.error(request, f"现在还不能生成这份文件。{says}")
    return redirect("desk:paper", seat.agency.code, year)
