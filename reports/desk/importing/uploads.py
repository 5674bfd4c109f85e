"""导入: the files an agency took in, and handing in more. With JavaScript one request a file; without, all in one."""

from time import monotonic
from typing import Any, TypedDict

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from agencies.access import AgencyContext, requires
from agencies.accounts import security
from agencies.roles import Role
from reports import actions
from reports.forms.uploads import UploadForm
from reports.models import Upload

# Who may bring files and look them through: whoever writes, publishes or answers for the reports.
IMPORT_ROLES = (Role.DRAFTER, Role.PUBLISHER, Role.MANAGER, Role.SUPERVISOR)
PER_PAGE = 30
# Files of one request that are not begun after so many seconds wait for the next: a server gives up on a long answer.
SECONDS_PER_REQUEST = 15
NOTHING_RUNS = "sandbox; default-src 'none'"


class UploadResult(TypedDict):
    """What became of one file, as the script and the page show it."""

    name: str
    ok: bool
    says: str
    url: str


@require_safe
@requires()
def listing(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """导入: the agency's files, the newest first, and the form for more. For every member; five queries."""
    return _list(request, ctx)


def _list(request: HttpRequest, ctx: AgencyContext, **more: Any) -> HttpResponse:
    uploads = Upload.objects.filter(agency=ctx.agency).select_related("by")
    page = Paginator(uploads.prefetch_related("import_records__report"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "ctx": ctx,
        "page": page,
        "form": _form(request, ctx) if ctx.has(*IMPORT_ROLES) else None,
        **more,
    }
    return render(request, "desk/importing/uploads.html", context)


def _form(request: HttpRequest, ctx: AgencyContext, *posted: Any) -> UploadForm:
    return UploadForm(
        *posted,
        address=reverse("desk:upload", args=[ctx.agency.code]),
        most_megabytes=actions.MOST_MEGABYTES,
        login_url=f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    )


@require_POST
@requires(*IMPORT_ROLES)
def upload(request: HttpRequest, ctx: AgencyContext) -> HttpResponse:
    """Store and read the posted files, each on its own: one that is refused does not stop the others.

    For the roles that may import. A script, which sends one file at a time, gets JSON; a form gets its page, or the
    page of the file where it posted only one.
    """
    form = _form(request, ctx, request.POST, request.FILES)
    if form.is_valid():
        results = _upload_all(ctx, form.cleaned_data["files"])
    else:
        results = [_refusal_of("", str(sentence)) for sentence in form.errors["files"]]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"results": results})
    if len(results) == 1 and results[0]["ok"]:
        return redirect(results[0]["url"])
    return _list(request, ctx, results=results)


def _upload_all(ctx: AgencyContext, files: list[UploadedFile]) -> list[UploadResult]:
    until = monotonic() + SECONDS_PER_REQUEST
    results: list[UploadResult] = []
    for file in files:
        name = file.name or "未命名"
        if monotonic() > until:
            results.append(_refusal_of(name, "这一次没有来得及读，请再选一次。"))
        else:
            results.append(_upload_one(ctx, file, name))
    return results


def _upload_one(ctx: AgencyContext, file: UploadedFile, name: str) -> UploadResult:
    try:
        actions.refuse_size(file.size or 0, name)
        uploaded = actions.upload(ctx.agency, file.read(), name, ctx.user)
    except (actions.Refused, actions.OutcomeUnknown) as error:
        return _refusal_of(name, str(error))
    says = "已读出，请核对。" if uploaded.new else "这个文件以前导入过，没有再导入。"
    url = reverse("desk:reconciliation", args=[ctx.agency.code, uploaded.upload.pk])
    return {"name": name, "ok": True, "says": says, "url": url}


def _refusal_of(name: str, says: str) -> UploadResult:
    return {"name": name, "ok": False, "says": says, "url": ""}


def upload_of(ctx: AgencyContext, pk: int) -> Upload:
    """The agency's uploaded file. Raises Http404 when there is none of this key."""
    return get_object_or_404(Upload.objects.select_related("agency", "by"), pk=pk, agency=ctx.agency)


@require_safe
@requires()
def upload_original(request: HttpRequest, ctx: AgencyContext, pk: int) -> FileResponse:
    """The stored file as a download, never shown in the browser, so that nothing in it can run. For every member."""
    upload = upload_of(ctx, pk)
    try:
        stored = upload.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(f"“{upload.name}”不在存储中") from error
    security.log_download(request, ctx.user, ctx.agency, file=upload.name, upload=upload.pk)
    response = FileResponse(stored, as_attachment=True, filename=upload.name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
