"""The original beside what was read of it: pages of a PDF as pictures, other files by their lines and tables.

Nothing of an upload reaches the browser as it is: pictures are drawn, and texts written anew, in a process of its own.
"""

import json
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import AgencyContext, requires
from reports.desk.importing.uploads import NOTHING_RUNS, upload_of
from reports.importing.isolation import describe_isolated, draw_isolated
from reports.importing.page_images import WIDTH
from reports.importing.reading import Unreadable
from reports.models import Upload

# Counted up when what is kept would be drawn otherwise.
DRAWING = 1
_Drawn = TypeVar("_Drawn")


@require_safe
@requires()
def pages(request: HttpRequest, ctx: AgencyContext, pk: int) -> HttpResponse:
    """The original as a page; with `?part` only the part that the script puts beside the table. For every member.

    A file that cannot be shown is told of in a sentence. Raises Http404 where it is not in the storage.
    """
    upload = upload_of(ctx, pk)
    context: dict[str, object] = {"ctx": ctx, "upload": upload, "width": WIDTH}
    try:
        described = _kept(upload, "describe", describe_isolated)
        context |= {"original": described, "marks": json.dumps(described["marks"], separators=(",", ":"))}
    except Unreadable as error:
        context["refusal"] = str(error)
    name = "desk/importing/_original.html" if "part" in request.GET else "desk/importing/original.html"
    response = render(request, name, context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires()
def page_image(request: HttpRequest, ctx: AgencyContext, pk: int, number: int) -> HttpResponse:
    """A page of a PDF as a PNG, for every member; 422 with a sentence where it cannot be drawn.

    Raises Http404 where the file is not in the storage, and for a file without pages.
    """
    upload = upload_of(ctx, pk)
    if upload.reading.kind != "pdf":
        raise Http404(f"“{upload.name}”没有页")
    try:
        picture = _kept(upload, f"page-{number}", lambda data: draw_isolated(data, number))
    except Unreadable as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=422)
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response


def _kept(upload: Upload, what: str, draw: Callable[[bytes], _Drawn]) -> _Drawn:
    """What `draw` makes of the file, made once and kept for a while. Raises Unreadable, and Http404 for a lost file."""
    key = f"{upload.sha256}:{DRAWING}:{what}"
    drawn: _Drawn | None = caches["originals"].get(key)
    if drawn is None:
        try:
            with upload.file.open("rb") as stored:
                data = stored.read()
        except OSError as error:
            raise Http404(f"“{upload.name}”不在存储中") from error
        drawn = draw(data)
        caches["originals"].set(key, drawn)
    return drawn
