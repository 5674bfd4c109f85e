"""Publishing: what was signed becomes a release and its files, all of them or none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath

from django.contrib.auth.models import User
from django.core.files.base import ContentFile

from reports import figures, paperwork
from reports.actions.sweeping import sweep
from reports.content import Content
from reports.digests import sha256, sm3
from reports.models import Release, ReleaseFile, Report, release_folder
from reports.rendering import formats, package, review_form

Format = ReleaseFile.Format


@dataclass
class Made:
    """The files that lie in the storage so far, whatever becomes of the transaction."""

    files: list[ReleaseFile] = field(default_factory=list)


@contextmanager
def kept_only_if_committed(made: Made) -> Iterator[None]:
    """Take the files away again when what they belong to did not happen."""
    try:
        yield
    except BaseException:
        for file in made.files:
            file.file.delete(save=False)
        raise


def release(held: Report, by: User | None, made: Made, *, imported: bool = False) -> Release:
    """Write the release of the report as it stands, and its files. Inside the transaction that holds the report.

    `imported`: it was public elsewhere before and nobody signed it here. Raises Unprintable when a character has no
    glyph. Files are stored before the rows that name them are committed; a run that is killed between leaves files
    that no row names, and the next attempt sweeps them away.
    """
    said = held.content()
    row = Release.objects.create(
        report=held,
        agency=held.agency,
        year=held.year,
        number=held.number,
        edition=held.edition,
        agency_facts=dict(said.agency),
        figures=figures.dump(said.figures),
        prose=dict(said.prose),
        digest=said.digest(),
        sm3=sm3(said.canonical()),
        origin=Release.Origin.IMPORTED if imported else Release.Origin.REVIEWED,
        round=None if imported else held.round,
        reason=held.reason if held.number > 1 else "",
        published_by=by,
        revision=held.version,
    )
    sweep(release_folder(ReleaseFile(release=row), ""))
    _store_all(row, said, made, None if imported else review_form.render(paperwork.review_form(held)))
    return row


def _store_all(row: Release, said: Content, made: Made, signed: bytes | None) -> None:
    """Every format, all of them in one ZIP and, with the form that was `signed`, the package for the portal."""
    files = {formats.file_name(said, ending): write(said) for ending, write in formats.WRITERS.items()}
    for form, (name, data) in zip(formats.WRITERS, files.items(), strict=True):
        _store(row, Format(form), name, data, made)
    packed = formats.file_name(said, "zip")
    _store(row, Format.ZIP, packed, package.build(said, files, row.number), made)
    if signed:
        name = f"{PurePath(packed).stem}审签单.pdf"
        _store(row, Format.FORM, name, signed, made)
        upload = package.build(said, files | {name: signed}, row.number)
        _store(row, Format.PACKAGE, f"{PurePath(packed).stem}门户上传包.zip", upload, made)


def _store(row: Release, form: Format, name: str, data: bytes, made: Made) -> None:
    file = ReleaseFile(release=row, format=form, name=name, size=len(data), sha256=sha256(data), sm3=sm3(data))
    made.files.append(file)
    file.file.save(f"{form}{PurePath(name).suffix}", ContentFile(data), save=False)
    file.save(force_insert=True)
