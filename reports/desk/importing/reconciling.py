"""核对: what was read of a file, beside where it stands in it; correcting it, and making a report of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies.access import AgencyContext, requires
from agencies.form_layout import Include, SubmitButton
from agencies.roles import Role
from reports import actions
from reports.desk.importing import corrections
from reports.desk.importing.screen import ReconciliationScreen, shown_years
from reports.desk.importing.uploads import IMPORT_ROLES, upload_of
from reports.forms.years import YearForm
from reports.models import Upload

NO_YEAR = "请先选择这是哪一年度的报告。"
SAVED = "您刚才的改动已经保存。"


@require_safe
@requires()
def reconciliation(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """核对: what was read of a file in the official grid. For every member and the supervisors; eight queries."""
    return _show(request, ctx, upload_of(ctx, pk), posted_year(request.GET.get("year", "")))


def posted_year(text: str) -> int | None:
    """The year in the text if a report can be imported for it, else None."""
    return int(text) if text in map(str, shown_years(timezone.localdate())) else None


def _show(
    request: HttpRequest, ctx: AgencyContext, upload: Upload, year: int | None, refusals: list[str] | None = None
) -> HttpResponse:
    reconciliation = ReconciliationScreen(upload, year)
    context = {
        **_known(ctx, reconciliation),
        "year_form": YearForm(
            "这是哪一年度的报告",
            reconciliation.years,
            SubmitButton("按这一年度核对"),
            Include("desk/importing/_edition.html"),
            chosen=reconciliation.year,
            ids="%s",
            method="get",
        ),
        "refusals": refusals or [],
    }
    return render(request, "desk/importing/reconciliation.html", context, status=409 if refusals else 200)


def _known(ctx: AgencyContext, reconciliation: ReconciliationScreen) -> dict[str, Any]:
    """What every template of the page asks for."""
    rights = corrections.rights(ctx, IMPORT_ROLES)
    return {"ctx": ctx, "upload": reconciliation.upload, "reconciliation": reconciliation, **rights}


@require_POST
@requires(*IMPORT_ROLES)
def save(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """Save corrections and confirmations; `all` confirms every listed place. For the roles that may import.

    The script, which saves as it goes and sends only what changed, gets JSON (`corrections.answer`).
    """
    upload = upload_of(ctx, pk)
    year = posted_year(request.POST.get("year", ""))
    reconciliation = ReconciliationScreen(upload, year)
    result = corrections.correct(request, ctx, reconciliation)
    if request.headers.get("Accept") == "application/json":
        after = ReconciliationScreen(upload, year)
        return JsonResponse(corrections.answer(request, after, result.refused, _known(ctx, after)))
    if result.refused:
        return _show(request, ctx, upload, reconciliation.year, result.refused)
    messages.success(request, f"已保存，记下了 {result.count} 处。" if result.count else "没有改动。")
    return redirect(reconciliation.url)


@require_POST
@requires(Role.DRAFTER)
def draft(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """以此开始本年草稿: fill the agency's draft of the year from the file. For drafters.

    Goes on to the report, or shows the page again with what stands against it. What was typed or ticked is written down
    first; where that changed the content, the person is to see it before.
    """
    upload = upload_of(ctx, pk)
    year = posted_year(request.POST.get("year", ""))
    result = corrections.correct(request, ctx, ReconciliationScreen(upload, year))
    if result.refused or year is None:
        return _show(request, ctx, upload, year, [*result.refused, *([] if year else [NO_YEAR])])
    import_request = actions.ImportRequest(
        year, request.POST.get("digest", ""), frozenset(request.POST.getlist("agreed"))
    )
    try:
        report = actions.begin_draft(upload, import_request, ctx.user)
    except actions.Refused as error:
        return _show(request, ctx, upload, year, [*([SAVED] if result.count else []), *error.sentences])
    messages.success(request, f"{report}的草稿已按这个文件填好，可以继续填报。")
    return redirect("desk:edit_report", ctx.agency.code, year)


@require_safe
@requires()
def log(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """导入记录: line by line what was taken from the file, or what would be. For every member; six queries."""
    upload = upload_of(ctx, pk)
    import_records = list(upload.import_records.select_related("report__agency", "by"))
    chosen = next((each for each in import_records if str(each.pk) == request.GET.get("import_record")), None) or next(
        iter(import_records), None
    )
    reconciliation = ReconciliationScreen(
        upload, chosen.report.year if chosen else posted_year(request.GET.get("year", ""))
    )
    context = {
        "ctx": ctx,
        "upload": upload,
        "import_records": import_records,
        "chosen": chosen,
        "lines": chosen.lines if chosen else actions.as_records(reconciliation.sheet.lines),
        "left": chosen.left if chosen else [],
        "corrections": reconciliation.corrections,
        "back": reconciliation.url,
    }
    return render(request, "desk/importing/log.html", context)
