"""核对门户: whether the page on the portal is what was published. Nothing of what is compared is stored."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.access import AgencyContext, requires
from reports import actions
from reports.forms.uploads import VerificationForm
from reports.importing import Unreadable, verification
from reports.importing.fetching import FetchFailed, fetch
from reports.importing.isolation import read_isolated
from reports.models import Release


@require_http_methods(["GET", "HEAD", "POST"])
@requires()
def verify(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """核对门户: the form for a saved page or a portal's address; posted, the differences. For every member."""
    release = Release.objects.published().newest().filter(agency=ctx.agency, year=year).first()
    context: dict[str, Any] = {"ctx": ctx, "year": year, "release": release}
    if request.method == "POST" and release:
        context |= _compared(request, release)
    form = VerificationForm(settings.PORTAL_HOSTS, address=str(context.get("address", "")))
    return render(request, "desk/importing/verification.html", {**context, "form": form})


def _compared(request: HttpRequest, release: Release) -> dict[str, Any]:
    address = request.POST.get("address", "").strip()
    file = request.FILES.get("page")
    name = file.name if file else address
    try:
        if file:
            actions.refuse_size(file.size or 0, file.name or "")
        data = file.read() if file else fetch(address, settings.PORTAL_HOSTS) if address else b""
        verdict = verification.compare(release.content(), read_isolated(data, printed=True)) if data else None
    except (FetchFailed, Unreadable, actions.Refused) as error:
        return {"refusal": str(error), "address": address}
    return {"verdict": verdict, "name": name, "address": address} if verdict else {"refusal": "请选择文件或填写网址。"}
