"""核对门户: whether what stands on the portal is what was published. Nothing of what is compared is kept."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.access import Seat, requires
from reports import actions, verifying
from reports.fetching import Unfetched, fetch
from reports.importing import Unreadable
from reports.importing.isolation import read_apart
from reports.models import Release


@require_http_methods(["GET", "HEAD", "POST"])
@requires()
def live(request: HttpRequest, seat: Seat, year: int) -> HttpResponse:
    """The form for a saved page or an address of the portal and, once it is sent, what differs."""
    release = Release.objects.standing().newest().filter(agency=seat.agency, year=year).first()
    context = {"seat": seat, "year": year, "release": release, "hosts": settings.PORTAL_HOSTS}
    if request.method == "POST" and release:
        context |= _compared(request, release)
    return render(request, "desk/live.html", context)


def _compared(request: HttpRequest, release: Release) -> dict[str, Any]:
    address = request.POST.get("address", "").strip()
    file = request.FILES.get("page")
    name = file.name if file else address
    try:
        if file:
            actions.refuse_size(file.size or 0, file.name or "")
        data = file.read() if file else fetch(address, settings.PORTAL_HOSTS) if address else b""
        verdict = verifying.compare(release.content(), read_apart(data, printed=True)) if data else None
    except (Unfetched, Unreadable, actions.Refused) as error:
        return {"refusal": str(error), "address": address}
    return {"verdict": verdict, "name": name, "address": address} if verdict else {"refusal": "请选择文件或填写网址。"}
