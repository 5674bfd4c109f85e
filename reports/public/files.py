"""A file of a release, handed out: found, compared with what the reader already has, streamed from storage."""

import logging
from mimetypes import guess_type
from urllib.parse import quote

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from reports.models import ReleaseFile
from reports.public import absence

logger = logging.getLogger(__name__)


def find(code: str, year: int, name: str, number: int | None = None) -> ReleaseFile:
    """The file of this name in the version, or in the newest version that has it. Raises NotPublished."""
    files = ReleaseFile.objects.filter(release__agency__code=code, release__year=year, name=name)
    if number is not None:
        files = files.filter(release__number=number)
    found = files.select_related("release__agency").order_by("-release__number").first()
    if found is None:
        raise absence.no_file(code, year, name)
    return found


def respond(request: HttpRequest, file: ReleaseFile) -> HttpResponseBase:
    """The file as a download, or 304. Raises NotPublished, and logs it, when the storage has lost the file."""
    etag = quote_etag(file.sha256)
    changed = int(file.release.published_at.timestamp())
    response = get_conditional_response(request, etag, changed) or _download(file)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "no-cache"  # keep it, but ask: a correction may take its place
    return response


def _download(file: ReleaseFile) -> FileResponse:
    release = file.release
    try:
        stored = file.file.open("rb")
    except FileNotFoundError as error:
        logger.error("发布文件不在存储中：%s（SHA-256 %s）", file.file.name, file.sha256)
        raise absence.lost_file(release.agency.code, release.year) from error
    response = FileResponse(stored, content_type=guess_type(file.name)[0] or "application/octet-stream")
    response["Content-Disposition"] = disposition(file.name, f"{release.agency.code}-{release.year}.{file.format}")
    return response


def disposition(name: str, plain_name: str) -> str:
    """Content-Disposition for a name in any script, and a plain one for readers that know no other (RFC 6266)."""
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name, safe='')}"
