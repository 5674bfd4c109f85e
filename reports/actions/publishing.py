"""Publishing: what was signed becomes a release and its files, all of them or none."""

import secrets
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.utils import timezone

from agencies.models import User
from reports.actions.outcome import StoredFiles
from reports.actions.sweeping import sweep
from reports.content import figures
from reports.content.digests import sha256, sm3
from reports.content.report import Content
from reports.models import AdoptionRequest, Release, ReleaseFile, Report, release_folder
from reports.queries import review_papers
from reports.rendering import formats, package, review_form

Format = ReleaseFile.Format


def create_release(
    locked: Report, by: User | None, stored_files: StoredFiles, *, adoption: AdoptionRequest | None = None
) -> Release:
    """Write the release of the report as it stands, and its files. Inside the transaction that locked the report.

    `adoption`: it was public elsewhere before, as that says, and nobody signed it here. Raises Unprintable when a
    character has no glyph. Files are stored before the rows that name them are committed; a run that is killed between
    leaves files that no row names, and the next attempt, or `sweep_files`, sweeps them away.
    """
    content = locked.content()
    release = Release.objects.create(
        report=locked,
        agency=locked.agency,
        year=locked.year,
        number=locked.number,
        edition=locked.edition,
        agency_facts=dict(content.agency),
        figures=figures.dump(content.figures),
        prose=dict(content.prose),
        digest=content.digest(),
        sm3=sm3(content.canonical()),
        origin=Release.Origin.IMPORTED if adoption else Release.Origin.REVIEWED,
        round=None if adoption else locked.round,
        adoption=adoption,
        published_at=adoption.published_at if adoption else timezone.now(),
        reason=locked.reason if locked.number > 1 else "",
        published_by=by,
        revision=locked.version,
    )
    sweep(release_folder(ReleaseFile(release=release), ""))
    signed_form = None if adoption else review_form.render(review_papers.review_form(locked))
    _store_all(release, content, signed_form, stored_files)
    return release


def _store_all(release: Release, content: Content, signed_form: bytes | None, stored_files: StoredFiles) -> None:
    """Every format, all of them in one ZIP and, with the form that was signed, the package for the portal."""
    files = {formats.file_name(content, ending): write(content) for ending, write in formats.WRITERS.items()}
    for ending, (name, data) in zip(formats.WRITERS, files.items(), strict=True):
        _store(release, Format(ending), name, data, stored_files)
    zip_name = formats.file_name(content, "zip")
    _store(release, Format.ZIP, zip_name, package.build(content, files, release.number), stored_files)
    if signed_form:
        form_name = f"{PurePath(zip_name).stem}审签单.pdf"
        _store(release, Format.FORM, form_name, signed_form, stored_files)
        portal_package = package.build(content, files | {form_name: signed_form}, release.number)
        _store(release, Format.PACKAGE, f"{PurePath(zip_name).stem}门户上传包.zip", portal_package, stored_files)


def _store(release: Release, form: Format, name: str, data: bytes, stored_files: StoredFiles) -> None:
    file = ReleaseFile(release=release, format=form, name=name, size=len(data), sha256=sha256(data), sm3=sm3(data))
    # A name of this attempt's own: an attempt that does not know yet that it failed deletes nobody else's file.
    stored_files.store(file, f"{form}-{secrets.token_hex(4)}{PurePath(name).suffix}", ContentFile(data))
    file.save(force_insert=True)
