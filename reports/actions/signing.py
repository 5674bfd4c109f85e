"""Signing: who may, and what a signature keeps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from agencies.models import User
from reports.actions.recording import Effects
from reports.models import Exemption, ImportRecord, Report, ReviewSettings, Revision, SignOff
from reports.workflow import checklists
from reports.workflow.transitions import State


def sign(report: Report, stage: State, by: User, opinion: str) -> Effects:
    """Write the signature of the stage under the content as it stands; what its event records of it.

    Asks no guard: the database refuses who may not sign (triggers/sign_off_is_due.sql, sign_off_by_no_writer.sql).
    """
    exemption = exemption_of(report, by) if why_not(report, by) else None
    signature = SignOff.objects.create(
        report=report,
        number=report.number,
        round=report.round,
        stage=str(stage),
        digest=report.content().digest(),
        signer=by,
        opinion=opinion,
        checklist=list(checklist(report, stage)),
        exemption=exemption,
    )
    data: dict[str, Any] = {"sign_off": signature.pk, "checklist": signature.checklist}
    data |= ({"opinion": opinion} if opinion else {}) | ({"exemption": exemption.pk} if exemption else {})
    return Effects(data, (signature,))


def why_not(report: Report, by: User) -> str:
    """Why this person is not the one to sign in this round; nothing where they are.

    An exemption lets them sign all the same. The rule is the database's too (SignOff).
    """
    if Revision.objects.filter(report=report, number__gt=report.since, author=by).exists():
        return "您改动过这一版的内容，不能由您审核签名，请换一位审核人。"
    if _wrote_its_file(report, by):
        return "这一版内容来自您导入或核对过的文件，不能由您审核签名，请换一位审核人。"
    if _words_stand_again(report, by):
        return "这一版恢复了您以前写的内容，不能由您审核签名，请换一位审核人。"
    if SignOff.objects.filter(report=report, round=report.round, signer=by).exists():
        return "您已在本轮的另一个环节签名，各环节要由不同的人签名。"
    return ""


def _wrote_its_file(report: Report, by: User) -> bool:
    """Whether the version began with a file that this person handed in or corrected."""
    taken = ImportRecord.objects.filter(report=report, kind=ImportRecord.Kind.DRAFT, revision__gt=report.since)
    return taken.filter(Q(upload__by=by) | Q(upload__corrections__by=by)).exists()


def _words_stand_again(report: Report, by: User) -> bool:
    """Whether a save of this version brought back, by whatever way, what this person wrote before it began."""
    if not report.since:
        return False
    earlier = Revision.objects.filter(report=report, number__lte=report.since, author=by)
    theirs = {pair for changes in earlier.values_list("changes", flat=True) for pair in _written(changes)}
    now = Revision.objects.filter(report=report, number__gt=report.since) if theirs else Revision.objects.none()
    return any(pair in theirs for changes in now.values_list("changes", flat=True) for pair in _written(changes))


def _written(changes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What a save wrote, each place with its text; what it emptied is nobody's."""
    return ((place, after) for place, (_, after) in changes.items() if after)


def exemption_of(report: Report, signer: User) -> Exemption | None:
    """The exception in force for the agency today, the one that ends last; none that the signer granted themselves."""
    running = Exemption.objects.filter(agency=report.agency_id, until__gte=timezone.localdate()).exclude(by=signer)
    return running.select_related("by").order_by("-until").first()


def checklist(report: Report, stage: State) -> tuple[str, ...]:
    """What the proof at this stage looks at, as the agency has it."""
    own = ReviewSettings.objects.filter(agency=report.agency_id).values_list("checklists", flat=True).first()
    return checklists.items(own or {}, stage)
