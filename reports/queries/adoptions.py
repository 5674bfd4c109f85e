"""What was public elsewhere and is to be taken in: what a request would publish, who may confirm it, who waits."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies import access
from agencies.models import User
from agencies.roles import Role
from reports import editions
from reports.checks.blanks import group_blanks
from reports.content import outline
from reports.content.report import Content
from reports.editions import cells_of
from reports.findings import weight
from reports.importing.reconciliation import ReviewLine, ReviewSheet
from reports.models import AdoptionRequest, Correction, Report, Revision
from reports.models.explanation import ReviewedFinding, reviewed_findings


@dataclass(frozen=True)
class FindingGroup:
    """One finding of an old report, or all blank cells of one table at once, explained together. `place`: its name."""

    place: str
    says: str
    members: tuple[ReviewedFinding, ...]

    @property
    def key(self) -> str:
        """What names the group in a form."""
        return self.members[0].fingerprint

    @property
    def is_open(self) -> bool:
        """Whether something of it is neither a notice nor explained."""
        return any(each.is_open for each in self.members)

    @property
    def level(self) -> str:
        """The level of its findings."""
        return self.members[0].finding.level

    @property
    def level_label(self) -> str:
        """The level in Chinese."""
        return self.members[0].finding.level.label

    @property
    def first(self) -> ReviewedFinding:
        """The finding whose explanation is shown for all."""
        return self.members[0]

    @property
    def waiting_words(self) -> str:
        """What has to be done about it."""
        return f"“{self.place}”的{self.level_label}还没有说明：{self.says}"


class ProposedReport:
    """What the request would publish, as the file with its corrections says it now. Nothing of it is stored."""

    def __init__(self, request: AdoptionRequest, sheet: ReviewSheet | None = None) -> None:
        self.request = request
        self.edition = editions.get(request.report.edition)
        self.sheet = sheet or request.upload.reconciled(self.edition)
        self.report = filled(request.report, self.sheet)

    @cached_property
    def content(self) -> Content:
        """The content as it would be released. At most one query."""
        return self.report.content()

    @property
    def is_as_asked(self) -> bool:
        """Whether that is still exactly what was asked for."""
        return self.content.digest() == self.request.digest

    @cached_property
    def findings(self) -> list[FindingGroup]:
        """What the checks say of it, errors first, with why each may stand."""
        reviewed = reviewed_findings(self.report, self.report.findings(), as_published=True)
        by_finding = {id(each.finding): each for each in reviewed}
        blanks = {each.finding.where: each for each in reviewed if each.finding.code == outline.BLANK_CELL}
        groups: dict[str, FindingGroup] = {}
        for finding, keys in group_blanks(self.edition, [each.finding for each in reviewed]):
            alone = by_finding.get(id(finding))
            members = (alone,) if alone else tuple(blanks[key] for key in keys)
            group = FindingGroup(self._place(finding.where, alone=bool(alone)), finding.says, members)
            groups.setdefault(group.key, group)
        return sorted(groups.values(), key=lambda group: weight(group.first.finding))

    def _place(self, where: str, *, alone: bool) -> str:
        """The name of the place, or of the table it stands in."""
        if not alone:
            return outline.page_titles(self.edition)[outline.page_of(self.edition, where)]
        cells = cells_of(self.edition)
        return cells[where].label if where in cells else outline.part_title(self.edition, where)

    @property
    def differences(self) -> list[ReviewLine]:
        """Where it says otherwise than was read: corrected places, doubtful ones, totals that are not the sum."""
        return [line for line in self.sheet.lines if line.is_unsure or (line.now != line.read and not line.computed)]


def filled(report: Report, sheet: ReviewSheet) -> Report:
    """The report as it would be with exactly what the sheet says; nothing is stored."""
    proposed = copy(report)
    proposed.figures, proposed.prose, proposed.pending = {}, {}, {}
    for place, text in sheet.values.items():
        proposed.put(place, text)
    return proposed


def requests() -> QuerySet[AdoptionRequest]:
    """Requests with all that their pages name."""
    return AdoptionRequest.objects.select_related("report__agency", "upload__by", "by", "decision__by")


def to_confirm(user: User) -> QuerySet[AdoptionRequest]:
    """Requests that the user, as publisher of the agency, can confirm: they had no hand in the content. One query."""
    agencies = access.memberships_of(user).filter(role=Role.PUBLISHER).values("agency")
    corrected = Correction.objects.filter(upload=OuterRef("upload"), by=user)
    wrote = Revision.objects.filter(report=OuterRef("report"), author=user)
    had_a_hand = Q(by=user) | Q(upload__by=user) | Exists(corrected) | Exists(wrote)
    waiting = requests().filter(decision=None, report__agency__in=agencies).exclude(had_a_hand)
    return waiting.defer("report__figures", "report__prose", "report__pending", "upload__reading_data").order_by("pk")


def why_not(request: AdoptionRequest, user: User) -> str:
    """Why this person is not the one to confirm, as a sentence; nothing where they are. The database says the same."""
    another = "，不能由您确认，请另一位发布人确认。"
    if user.pk == request.by_id:
        return f"这份申请是您提出的{another}"
    if user.pk == request.upload.by_id:
        return f"这个文件是您交来的{another}"
    if Correction.objects.filter(upload=request.upload_id, by=user).exists():
        return f"您核对、改正过这个文件读出的内容{another}"
    if Revision.objects.filter(report=request.report_id, author=user).exists():
        return f"您改动过这份报告的草稿{another}"
    return ""
