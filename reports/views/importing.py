"""导入: the files an agency took in, and handing in more. With JavaScript one request a file; without, all in one."""

from time import monotonic
from typing import Any, TypedDict

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions
from reports.models import Intake

# Who may bring files and look them through: whoever writes, publishes or answers for the reports.
HANDS = (Role.DRAFTER, Role.PUBLISHER, Role.MANAGER, Role.SUPERVISOR)
MOST_FILES = 60
PER_PAGE = 30
# Files of one request that are not begun after so many seconds wait for the next: a server gives up on a long answer.
PATIENCE = 15
NOTHING_RUNS = "sandbox; default-src 'none'"


class Result(TypedDict):
    """What became of one file, as the script and the page show it."""

    name: str
    ok: bool
    says: str
    url: str


@require_safe
@requires()
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every file of the agency, the newest first, with what was made of it; and the form for more. Five queries."""
    return _list(request, seat)


def _list(request: HttpRequest, seat: Seat, **more: Any) -> HttpResponse:
    intakes = Intake.objects.filter(agency=seat.agency).select_related("by")
    page = Paginator(intakes.prefetch_related("takings__report"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "page": page,
        "can_bring": seat.has(*HANDS),
        "most_files": MOST_FILES,
        "most_megabytes": actions.MOST_MEGABYTES,
        **more,
    }
    return render(request, "desk/imports.html", context)


@require_POST
@requires(*HANDS)
def upload(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take the posted files in, each for itself: what becomes of one says nothing of the next.

    A script, which sends one file at a time, gets JSON; a form its page, or the file's own where it is the only one.
    """
    files = request.FILES.getlist("files")
    if len(files) > MOST_FILES or not files:
        says = f"一次最多导入 {MOST_FILES} 个文件，请分几次。" if files else "请先选择文件。"
        results = [_not("", says)]
    else:
        results = _take_all(seat, files)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"results": results})
    if len(results) == 1 and results[0]["ok"]:
        return redirect(results[0]["url"])
    return _list(request, seat, results=results)


def _take_all(seat: Seat, files: list[UploadedFile]) -> list[Result]:
    until = monotonic() + PATIENCE
    results: list[Result] = []
    for file in files:
        name = file.name or "未命名"
        if monotonic() > until:
            results.append(_not(name, "这一次没有来得及读，请再选一次。"))
        else:
            results.append(_take(seat, file, name))
    return results


def _take(seat: Seat, file: UploadedFile, name: str) -> Result:
    try:
        actions.refuse_size(file.size or 0, name)
        taken = actions.take_in(seat.agency, file.read(), name, seat.user)
    except actions.Refused as error:
        return _not(name, str(error))
    says = "已读出，请核对。" if taken.new else "这个文件以前导入过，没有再导入。"
    url = reverse("desk:collation", args=[seat.agency.code, taken.intake.pk])
    return {"name": name, "ok": True, "says": says, "url": url}


def _not(name: str, says: str) -> Result:
    return {"name": name, "ok": False, "says": says, "url": ""}


def intake_of(seat: Seat, pk: int) -> Intake:
    """The agency's file, or Http404."""
    return get_object_or_404(Intake.objects.select_related("agency", "by"), pk=pk, agency=seat.agency)


@require_safe
@requires()
def original(request: HttpRequest, seat: Seat, pk: int) -> FileResponse:
    """The file as it was handed in, to be kept and not shown: whatever is in it, it does not run on this site."""
    intake = intake_of(seat, pk)
    try:
        stored = intake.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(f"“{intake.name}”不在存储中") from error
    response = FileResponse(stored, as_attachment=True, filename=intake.name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
