"""Files that the storage has lost, made again: every format is a pure function of the release's content.

In: the rows of releases and uploads. Out: one sentence for each file that is not there or not as it was: whether it
lies there again. Only bytes that have the size and the digests kept with the row are written, and nothing that lies
there is replaced. What cannot be made of the content (a 审签单, a file of an older program) may still lie in one of the
release's archives. An upload's original is somebody else's work: nothing can make it again.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.content.digests import sha256, sm3
from reports.models import Release, ReleaseFile, Upload
from reports.queries import review_papers
from reports.rendering import formats, package, review_form
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable

Format = ReleaseFile.Format
_ARCHIVES = (Format.ZIP, Format.PACKAGE)


@dataclass(frozen=True)
class Remade:
    """What became of one file that was missing or changed."""

    says: str
    restored: bool = False


def remake_missing() -> Iterator[Remade]:
    """Go through every release and every upload, and make again what can be made."""
    for release in Release.objects.select_related("agency", "report__agency").order_by("pk").iterator():
        yield from _Shelf(release).fill()
    for upload in Upload.objects.defer("reading_data").order_by("pk").iterator():
        data = _stored(upload.file.name)
        if data is None or sha256(data) != upload.sha256:
            state = "不见了" if data is None else "被改动过"
            yield Remade(f"导入的文件“{upload}”（{upload.file.name}）的原件{state}，不能重新生成，请从备份里取回。")


class _Shelf:
    """The files of one release: those that lie there as they were, and the bytes of those that do not."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.rows = {Format(row.format): row for row in release.files.all()}
        stored = {form: _stored(row.file.name) for form, row in self.rows.items()}
        self.there = {form for form, data in stored.items() if data is not None}
        self.whole = {
            form: data for form, data in stored.items() if data is not None and _agrees(self.rows[form], data)
        }

    def fill(self) -> Iterator[Remade]:
        """Write what is missing; a sentence for each. Archives come last: they are made of the others."""
        lost = [form for form in (*formats.WRITERS, Format.FORM, *_ARCHIVES) if form in self.rows.keys() - self.whole]
        packed = self._packed() if lost else {}
        for form in map(Format, lost):
            row = self.rows[form]
            where = f"{self.release}的“{row.name}”（{row.file.name}）"
            if form in self.there:
                yield Remade(f"{where}被改动过，没有覆盖；请先把它移走，再运行一次。")
            elif (data := self._bytes(form, packed)) is None:
                yield Remade(f"{where}不见了，现在的程序做不出同样的文件，请从备份里取回。")
            elif not _write(row, data):
                yield Remade(f"{where}不见了，存储不接受这个文件名，没有写入。")
            else:
                self.whole[form] = data
                yield Remade(f"{where}已重新生成，与发布时一致。", restored=True)

    def _packed(self) -> dict[str, bytes]:
        """The members of the archives that are whole, by their names."""
        members: dict[str, bytes] = {}
        for form in _ARCHIVES:
            if form in self.whole:
                with zipfile.ZipFile(io.BytesIO(self.whole[form])) as archive:
                    members |= {name: archive.read(name) for name in archive.namelist()}
        return members

    def _bytes(self, form: Format, packed: Mapping[str, bytes]) -> bytes | None:
        """The file's own bytes, from an archive or made anew; None where neither has its digests."""
        row = self.rows[form]
        sources: tuple[Callable[[], bytes | None], ...] = (lambda: packed.get(row.name), lambda: self._made(form))
        for source in sources:
            try:
                data = source()
            except (Unprintable, FontsMissing, KeyError, ValueError):  # of another program's content or names
                continue
            if data is not None and _agrees(row, data):
                return data
        return None

    def _made(self, form: Format) -> bytes | None:
        content = self.release.content()
        if form is Format.FORM:
            report = self.release.report
            is_last = (report.number, report.round) == (self.release.number, self.release.round)
            return review_form.render(review_papers.review_form(report)) if is_last else None
        if form in _ARCHIVES:
            members = [*formats.WRITERS, *([Format.FORM] if form is Format.PACKAGE else [])]
            files = {self.rows[each].name: self.whole[each] for each in map(Format, members) if each in self.rows}
            return package.build(content, files, self.release.number)
        return formats.WRITERS[form](content)


def _stored(name: str | None) -> bytes | None:
    if not name:
        return None
    try:
        with default_storage.open(name) as stored:
            data: bytes = stored.read()
            return data
    except OSError:
        return None


def _agrees(row: ReleaseFile, data: bytes) -> bool:
    """Whether these are the bytes that were published. Releases older than SM3 digests have none."""
    return (len(data), sha256(data), sm3(data) if row.sm3 else "") == (row.size, row.sha256, row.sm3)


def _write(row: ReleaseFile, data: bytes) -> bool:
    """Whether the file lies under its own name now: the storage gives another where that is taken."""
    name = default_storage.save(row.file.name, ContentFile(data))
    if name != row.file.name:
        default_storage.delete(name)
    return bool(name == row.file.name)
