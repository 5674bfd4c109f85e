"""The only writers of reports and releases. An action happens whole or not at all."""

import hashlib
from collections.abc import Callable, Mapping

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from agencies.models import Agency
from reports import content, editions, figures
from reports.findings import Finding, Level, errors
from reports.models import Release, ReleaseFile, Report
from reports.rendering import pdf

# Every format a release is published in, and what makes it.
WRITERS: Mapping[str, Callable[[content.Content], bytes]] = {ReleaseFile.Format.PDF: pdf.render}


class Blocked(Exception):
    """The action may not happen; `findings` say why, one sentence each."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("；".join(finding.says for finding in findings))
        self.findings = findings


def start(agency: Agency, year: int) -> Report:
    """The agency's report for the year, made empty if there is none. Raises NoEdition where no format covers it."""
    edition = editions.for_year(year)
    report, _ = Report.objects.get_or_create(agency=agency, year=year, defaults={"edition": edition.code})
    return report


def save(report: Report, *, entered: Mapping[str, object], prose: Mapping[str, str]) -> bool:
    """Replace what the report says; whether that changed anything.

    `entered` are raw values by cell key (computed cells are left out), `prose` text by prose key. Raises Blocked,
    and changes nothing, for a key the edition does not have or a value its cell cannot hold.
    """
    edition = editions.get(report.edition)
    read = figures.read(edition, entered)
    faults = [Finding(Level.ERROR, "B104", key, f"{key}：{fault}") for key, fault in read.faults.items()]
    strange = [key for key in prose if key not in edition.prose_keys]
    faults += [Finding(Level.ERROR, "F503", key, f"{edition.code} 版格式没有“{key}”这一部分") for key in strange]
    if faults:
        raise Blocked(faults)
    new = {"figures": figures.dump(figures.typed(edition, read.figures)), "prose": dict(prose)}
    if new == {"figures": report.figures, "prose": report.prose}:
        return False
    report.figures, report.prose = new["figures"], new["prose"]
    report.save(update_fields=["figures", "prose", "updated_at"])
    return True


def publish(report: Report) -> Release:
    """The newest release of the report, made now unless it already says exactly this.

    Raises Blocked while findings of level error remain, Unprintable when a character has no glyph. Files are
    rendered first and stored before the rows that name them are committed; if that fails they are taken away.
    """
    faults = errors(report.findings())
    if faults:
        raise Blocked(faults)
    said = report.content()
    stored: list[ReleaseFile] = []
    try:
        with transaction.atomic():
            Report.objects.select_for_update().get(pk=report.pk)
            newest = report.releases.order_by("-number").first()
            if newest and newest.digest == said.digest():
                return newest
            return _release(report, said, stored)
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
