"""The earlier contents of a report that the review screen can mark it against."""

from dataclasses import dataclass

from agencies.models import Event
from reports.content import fields
from reports.content.report import Content, gather, printed
from reports.models import Release, Report, agency_facts
from reports.queries import history
from reports.workflow.transitions import State

SIGNED, LAST_YEAR, NOTHING = "signed", "last-year", "nothing"


@dataclass(frozen=True)
class ComparedVersion:
    """What the report can be marked against: its key in the address, its label, its content (None: mark nothing)."""

    key: str
    label: str
    content: Content | None


def choices(report: Report) -> list[ComparedVersion]:
    """What there is to compare with: the content signed last, the year before; and always nothing at all."""
    versions = [_signed(report), _last_year(report)]
    return [*(version for version in versions if version), ComparedVersion(NOTHING, "不标改动", None)]


def _signed(report: Report) -> ComparedVersion | None:
    """The newest content that somebody signed and that has changed since, rebuilt from the saves made after it."""
    signed = Event.objects.filter(report_id=report.pk, action="approve")
    event = signed.exclude(data__digest=report.content().digest()).order_by("-number").first()
    if event is None:
        return None
    state = history.state_at(report, event.data["version"])
    texts: dict[str, dict[str, str]] = {fields.FIGURES: {}, fields.PROSE: {}, fields.PENDING: {}}
    for place, text in state.items():
        kind, key = fields.split(place)
        texts[kind][key] = text
    written = gather(
        report.edition, report.year, agency_facts(report.agency), texts[fields.FIGURES], texts[fields.PROSE]
    )
    label = f"与第{event.data['round']}轮{State(event.data['from']).label}签名的内容相比"
    before = report.last_year()
    return ComparedVersion(SIGNED, label, printed(written, before.figures if before else None))


def _last_year(report: Report) -> ComparedVersion | None:
    before = Release.objects.filter(report__agency=report.agency_id, year=report.year - 1).newest().first()
    return ComparedVersion(LAST_YEAR, f"与{report.year - 1}年的报告相比", before.content()) if before else None
