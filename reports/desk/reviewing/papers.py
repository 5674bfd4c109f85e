"""Papers: the 校样 to read with a pencil and the page its code leads to, 校对意见, 审签单, the files of a release."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies import emails
from agencies.access import AgencyContext, requires
from agencies.accounts import security
from reports.desk.authoring.draft import report_of
from reports.models import ReleaseFile, Report, SignOff
from reports.queries import review_papers
from reports.rendering import portal as rendering_portal
from reports.rendering import proof, remarks, review_form
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.workflow.transitions import State


@require_safe
@requires()
def proof_pdf(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """校样: the report as it stands now with its findings marked, as PDF. For every member and the supervisors."""
    report = report_of(ctx, year)
    content = report.content()
    checked_at = reverse("desk:verify_proof", args=[ctx.agency.code, year, content.digest()])
    stamp = review_papers.stamp(report, emails.absolute(checked_at))
    annotated = review_papers.annotated(report)
    marks = [mark for note, _ in annotated for mark in note.marks]
    try:
        return _pdf(report, proof.render(content, stamp, marks, review_papers.remarks(annotated)), "校样")
    except (Unprintable, FontsMissing) as error:
        return _unprintable(request, ctx, year, str(error))


@require_safe
@requires()
def remarks_pdf(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """校对意见: the list of findings on the report as it stands now, as PDF. For every member and the supervisors."""
    report = report_of(ctx, year)
    try:
        return _pdf(report, remarks.render(review_papers.remark_sheet(report)), "校对意见")
    except (Unprintable, FontsMissing) as error:
        return _unprintable(request, ctx, year, str(error))


@require_safe
@requires()
def review_form_pdf(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """审签单 of the version the report is at, as PDF. For every member and the supervisors."""
    report = report_of(ctx, year)
    security.log_download(request, ctx.user, ctx.agency, file="审签单", year=year)
    try:
        return _pdf(report, review_form.render(review_papers.review_form(report)), "审签单")
    except (Unprintable, FontsMissing) as error:
        return _unprintable(request, ctx, year, str(error))


@require_safe
@requires()
def verify_proof(request: HttpRequest, ctx: AgencyContext, year: int, digest: str) -> HttpResponse:
    """The page a 校样's code leads to: whether the report has this digest, who signed it. For members."""
    report = report_of(ctx, year)
    sign_offs = SignOff.objects.filter(report=report, digest=digest).select_related("signer").order_by("pk")
    context = {
        "ctx": ctx,
        "report": report,
        "digest": digest,
        "same": report.content().digest() == digest,
        "release": report.releases.filter(digest=digest).first(),
        "signed": [{"stage": State(each.stage).label, "by": each.signer, "at": each.at} for each in sign_offs],
    }
    return render(request, "desk/reviewing/proof.html", context)


@require_safe
@requires()
def release_file(request: HttpRequest, ctx: AgencyContext, year: int, pk: int) -> FileResponse:
    """A file of a release as a download, internal formats included. For every member; Http404 for other agencies'
    files.
    """
    release_file = get_object_or_404(ReleaseFile, pk=pk, release__agency=ctx.agency, release__year=year)
    try:
        stored = release_file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(f"“{release_file.name}”不在存储中") from error
    security.log_download(request, ctx.user, ctx.agency, file=release_file.name, release=release_file.release_id)
    return FileResponse(stored, as_attachment=True, filename=release_file.name)


@require_safe
@requires()
def portal_html(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """The newest release as HTML to paste into a portal's editor. For every member; Http404 before publication."""
    release = get_object_or_404(report_of(ctx, year).releases.newest())
    return HttpResponse(rendering_portal.fragment(release.content()))


def _pdf(report: Report, data: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{report}{kind}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def _unprintable(request: HttpRequest, ctx: AgencyContext, year: int, says: str) -> HttpResponse:
    messages.error(request, f"现在还不能生成这份文件。{says}")
    return redirect("desk:paper", ctx.agency.code, year)
