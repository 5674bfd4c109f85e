"""A file of a release, handed out: found, compared with what the reader already has, streamed from storage.

With NIANBAO_ACCEL the web server in front reads the file itself (X-Accel-Redirect, docs/deployment.md).
"""

import logging
from urllib.parse import quote

from django.conf import settings
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from reports.models import Release, ReleaseFile
from reports.public import absence

logger = logging.getLogger(__name__)

# Every public format. What Python guesses of a name differs from system to system.
_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}
# What handing out a file does not read of its release: most of the row.
UNREAD = ("release__agency_facts", "release__figures", "release__prose")


def public() -> QuerySet[ReleaseFile]:
    """The files that everyone may have, in the order in which formats are listed."""
    rank = Case(
        *(When(format=form, then=Value(place)) for place, form in enumerate(ReleaseFile.Format.values)),
        output_field=IntegerField(),
    )
    return ReleaseFile.objects.exclude(format__in=ReleaseFile.INTERNAL).order_by(rank)


def find(code: str, year: int, name: str, number: int | None = None) -> ReleaseFile:
    """The public file of this name in the version, or in the newest version that has it.

    Raises NotPublished, and Withdrawn where its release was withdrawn.
    """
    releases = Release.objects.published().filter(agency__code=code, year=year)
    if number is not None:
        releases = releases.filter(number=number)
    files = ReleaseFile.objects.filter(release__in=releases, name=name).exclude(format__in=ReleaseFile.INTERNAL)
    files = files.select_related("release__agency").defer(*UNREAD)
    file = files.order_by("-release__number").first()
    if file is None:
        raise absence.no_file(code, year, name, number)
    return file


def respond(request: HttpRequest, file: ReleaseFile) -> HttpResponseBase:
    """The file as a download, or 304. Raises NotPublished, and logs it, when the storage has lost the file."""
    etag = quote_etag(file.sha256)
    changed = int(file.release.published_at.timestamp())
    response = get_conditional_response(request, etag, changed) or _download(file)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = "no-cache"  # keep it, but ask: a correction may take its place
    return response


def _download(file: ReleaseFile) -> HttpResponseBase:
    release = file.release
    response = _handed_over(file) if settings.ACCEL else _streamed(file)
    response["Content-Type"] = MEDIA_TYPES[file.format]
    response["Content-Disposition"] = disposition(file.name, f"{release.agency.code}-{release.year}.{file.format}")
    return response


def _streamed(file: ReleaseFile) -> FileResponse:
    try:
        return FileResponse(file.file.open("rb"))
    except FileNotFoundError as error:
        raise _lost(file) from error


def _handed_over(file: ReleaseFile) -> HttpResponse:
    """An answer without bytes, which tells the web server where they lie."""
    stored = str(file.file.name)
    if not file.file.storage.exists(stored):
        raise _lost(file)
    return HttpResponse(headers={"X-Accel-Redirect": settings.ACCEL + quote(stored)})


def _lost(file: ReleaseFile) -> absence.NotPublished:
    logger.error("发布文件不在存储中：%s（SHA-256 %s）", file.file.name, file.sha256)
    return absence.lost_file(file.release.agency.code, file.release.year)


def disposition(name: str, plain_name: str) -> str:
    """Content-Disposition for a name in any script, and a plain one for readers that know no other (RFC 6266)."""
    return f"attachment; filename=\"{plain_name}\"; filename*=UTF-8''{quote(name, safe='')}"
