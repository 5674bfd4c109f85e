"""Asking that what was public elsewhere is taken in, and deciding on it: always two people, see `adoption_guards`."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, Membership, User
from agencies.roles import Role
from reports import editions
from reports.actions import addresses, adoption_guards, comments, importing, notices, wording
from reports.actions.adoption_guards import FirstPublication
from reports.actions.importing import ImportRequest
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.actions.requests import TransitionRequest
from reports.actions.starting import start
from reports.actions.transitions import NotPermitted, apply
from reports.models import AdoptionDecision, AdoptionRequest, EarlyAdoption, Explanation, Report, Upload, may_adopt
from reports.queries import adoptions
from reports.workflow.transitions import Action

LONGEST_REASON = 500
LONGEST_PERMISSION = timedelta(days=366)
Kind = AdoptionDecision.Kind


def ask_for_adoption(upload: Upload, request: ImportRequest, first: FirstPublication, by: User) -> AdoptionRequest:
    """Ask that the file's content becomes the year's published report. The publishers are told; nothing is public.

    Raises Refused with all that stands against it, and nothing happened.
    """
    reasons = adoption_guards.failures_of_first_publication(first, request.year)
    with transaction.atomic():
        locked, sheet, failures = importing.checked_sheet(upload, request)
        report = _locked(start(locked.agency, request.year, by, empty=True))
        failures += reasons + adoption_guards.failures_of_report(report, by)
        if AdoptionRequest.objects.filter(report=report, decision=None).exists():
            failures.append(f"{request.year} 年度已经有一份录入申请等待确认，请等它确认、退回或撤回以后再申请。")
        if failures or first.published_on is None:
            raise Refused(failures)
        asked = AdoptionRequest.objects.create(
            report=report,
            upload=locked,
            digest=adoptions.filled(report, sheet).content().digest(),
            published_on=first.published_on,
            address=addresses.normalised(first.address),
            no_address=first.no_address,
            by=by,
        )
        notices.tell_of_request(asked)
        facts = {"adoption": asked.pk, "digest": asked.digest, "file": locked.name}
        record("ask_adoption", by, report, **facts, rows=[asked])
    return asked


def confirm_adoption(asked: AdoptionRequest, digest: str, by: User) -> Report:
    """Make the content asked for public. `digest` is of what the person was shown.

    Raises Refused, NotPermitted for who is no publisher, Unprintable where a character has no glyph.
    """
    if digest != asked.digest:
        raise Refused([adoption_guards.CHANGED])
    report: Report = apply(asked.report, Action.ADOPT, by, TransitionRequest(adoption=asked.pk))
    return report


def return_adoption(asked: AdoptionRequest, reason: str, by: User) -> None:
    """Give the request back with a reason. For publishers of the agency, who asked excepted: they take it back."""
    reason = reason.strip()
    if not reason:
        raise Refused(["请写明退回的理由。"])
    if len(reason) > LONGEST_REASON:
        raise Refused([f"理由不超过 {LONGEST_REASON} 个字。"])
    if unseen := wording.why_not_kept("理由", reason):
        raise Refused(unseen)
    if not Membership.objects.filter(agency=asked.report.agency_id, user=by, role=Role.PUBLISHER).exists():
        raise NotPermitted([f"退回需要“{Role.PUBLISHER.label}”角色。"])
    with transaction.atomic():
        _decide(asked, Kind.RETURNED, by, reason)
        notices.tell_who_asked(asked, f"的录入申请被退回：{reason}", but=by)


def recall_adoption(asked: AdoptionRequest, by: User) -> None:
    """Take one's own request back."""
    if asked.by_id != by.pk:
        raise NotPermitted(["录入申请只能由申请人自己撤回。"])
    with transaction.atomic():
        _decide(asked, Kind.RECALLED, by)


def explain_adoption(asked: AdoptionRequest, reasons: Mapping[str, str], by: User) -> list[Explanation]:
    """Say why findings of the content asked for may stand: `reasons` by the key of a group of findings.

    Nothing is written for an empty reason, or one that stands already. Raises Refused where the request is decided, the
    year's report is written or reviewed here, a reason is too long or not printable, or a finding is gone.
    """
    reasons = {key: reason.strip() for key, reason in reasons.items() if reason.strip()}
    if any(len(reason) > LONGEST_REASON for reason in reasons.values()):
        raise Refused([f"说明不超过 {LONGEST_REASON} 个字。"])
    if unprintable := wording.why_not_printed("说明", *reasons.values()):
        raise Refused(unprintable)
    with transaction.atomic():
        report = _locked(asked.report)
        _refuse_decided(asked)
        # What is drafted and reviewed here is explained where it is drafted, before anybody signs.
        if failures := adoption_guards.failures_of_report(report, by):
            raise Refused(failures)
        groups = {group.key: group for group in adoptions.ProposedReport(asked).findings}
        if reasons.keys() - groups.keys():
            raise Refused(["有的问题已经不在了，或者内容有了改动，请刷新后再看。"])
        return [
            comments.write_explanation(asked.report, each, reason, by)
            for key, reason in reasons.items()
            for each in groups[key].members
            if reason != (each.explanation.reason if each.explanation else "")
        ]


def allow_early_adoption(agency: Agency, year: int, reason: str, until: date, by: User) -> EarlyAdoption:
    """Let the agency take in its report of the year before the season is over, until a day. For the office over it.

    Raises Refused without a reason, for a day past or too far away, where nothing needs allowing, and where the person
    has work of their own at the agency.
    """
    today, reason = timezone.localdate(), reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused([f"请写明准许提前录入的理由，不超过 {LONGEST_REASON} 个字。"])
    if unseen := wording.why_not_kept("理由", reason):
        raise Refused(unseen)
    if not today <= until <= today + LONGEST_PERMISSION:
        raise Refused(["截止日期应在今天之后、一年之内。"])
    if year > today.year or may_adopt(agency, year, today):
        raise Refused([f"{year} 年度还没有开始、编报已经结束或者已经准许，不需要准许。"])
    editions.for_year(year)
    if Membership.objects.filter(agency=agency, user=by).exclude(role=Role.SUPERVISOR).exists():
        raise Refused(["您在这个机关有角色，不能准许它提前录入，请由主管部门的另一个人准许。"])
    with transaction.atomic():
        allowed = EarlyAdoption.objects.create(agency=agency, year=year, reason=reason, until=until, by=by)
        facts = {"early_adoption": allowed.pk, "year": year, "reason": reason, "until": until}
        record("allow_early_adoption", by, agency, **facts, rows=[allowed])
    return allowed


def _locked(report: Report) -> Report:
    return Report.objects.select_related("agency").select_for_update(of=("self",)).get(pk=report.pk)


def _refuse_decided(asked: AdoptionRequest) -> None:
    if decision := AdoptionDecision.objects.filter(request=asked).first():
        raise Refused([f"这份申请{decision.get_kind_display()}，没有再做什么。"])


def _decide(asked: AdoptionRequest, kind: Kind, by: User, reason: str = "") -> None:
    """Write the decision under the report's lock, so that of two at once the second is told. In a transaction."""
    report = _locked(asked.report)
    _refuse_decided(asked)
    decision = AdoptionDecision.objects.create(request=asked, kind=kind, by=by, reason=reason)
    facts = {"adoption": asked.pk, "adoption_decision": decision.pk} | ({"reason": reason} if reason else {})
    record(f"{kind}_adoption", by, report, **facts, rows=[decision])
