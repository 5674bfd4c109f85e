"""Publishing: a report becomes a release and its files."""

import hashlib
from collections.abc import Callable, Mapping

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from reports import content, figures
from reports.actions.refusals import Blocked
from reports.actions.saving import locked
from reports.findings import errors
from reports.models import Release, ReleaseFile, Report
from reports.rendering import pdf

# Every format a release is published in, and what makes it.
WRITERS: Mapping[str, Callable[[content.Content], bytes]] = {ReleaseFile.Format.PDF: pdf.render}


def publish(report: Report) -> Release:
    """The newest release of the report, made now unless it already says exactly this.

    Raises Blocked while findings of level error remain, Unprintable when a character has no glyph. Files are
    rendered first and stored before the rows that name them are committed; if that fails they are taken away.
    """
    stored: list[ReleaseFile] = []
    try:
        with transaction.atomic():
            held = locked(report)
            if faults := errors(held.findings()):
                raise Blocked(faults)
            said = held.content()
            newest = held.releases.order_by("-number").first()
            if newest and newest.digest == said.digest():
                return newest
            return _release(held, said, stored)
    except BaseException:
        for made in stored:
            made.file.delete(save=False)
        raise


def _release(report: Report, said: content.Content, stored: list[ReleaseFile]) -> Release:
    """Write a release and its files; `stored` is told of each file as soon as it lies in the storage."""
    last = report.releases.aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        report=report,
        agency=report.agency,
        year=report.year,
        number=last + 1,
        edition=report.edition,
        agency_facts=dict(said.agency),
        figures=figures.dump(said.figures),
        prose=dict(said.prose),
        digest=said.digest(),
        revision=report.version,
    )
    for form, write in WRITERS.items():
        data = write(said)
        made = ReleaseFile(
            release=release,
            format=form,
            name=f"{said.title}.{form}",
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        stored.append(made)
        made.file.save(f"report.{form}", ContentFile(data), save=False)
        made.save(force_insert=True)
    return release
