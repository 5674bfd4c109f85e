"""Stored files against the digests their rows keep."""

from collections.abc import Iterator

from django.db.models.fields.files import FieldFile

from reports.content.digests import sha256
from reports.models import ReleaseFile, Upload


def changed_files() -> Iterator[str]:
    """Files of releases and originals of uploads that are not what they were."""
    for file in ReleaseFile.objects.select_related("release").iterator():
        if fault := _fault(file.file, file.sha256):
            yield f"{file.release}的文件“{file.name}”{fault}。"
    for upload in Upload.objects.defer("reading_data").iterator():
        if fault := _fault(upload.file, upload.sha256):
            yield f"导入的文件“{upload}”的原件{fault}。"


def _fault(file: FieldFile, digest: str) -> str:
    """What is wrong with a stored file that had this digest; nothing when it still has it."""
    try:
        with file.open("rb") as stored:
            return "" if sha256(stored.read()) == digest else "被改动过"
    except OSError:
        return "无法取出"
