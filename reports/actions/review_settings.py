"""How an agency's reviews run: its checklists, the office's check, and exceptions for small agencies."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies import membership, resets
from agencies.accounts.telling import Kind, tell, who
from agencies.models import Agency, Membership, User
from reports.actions import wording
from reports.actions.recording import record
from reports.actions.refusals import Refused
from reports.models import Exemption, ReviewSettings
from reports.workflow import checklists
from reports.workflow.transitions import STAGES, State

LONGEST_EXEMPTION = timedelta(days=366)


def set_checklist(agency: Agency, stage: str, text: str, by: User) -> tuple[str, ...]:
    """Let the proof at the stage look at these items, one a line; an empty text brings the usual list back.

    The items of the stage as they are now. Raises Refused for an unknown stage or items that cannot be a list.
    """
    if stage not in {str(each) for each in STAGES}:
        raise Refused([f"没有“{stage}”这个环节。"])
    try:
        items = checklists.parse_items(text)
    except ValueError as error:
        raise Refused([str(error)]) from error
    if unprintable := wording.why_not_printed("校对清单", *items):
        raise Refused(unprintable)
    with transaction.atomic():
        review_settings = _locked_settings(agency)
        review_settings.checklists = {**review_settings.checklists, stage: list(items)}
        if not items or items == checklists.USUAL[State(stage)]:
            del review_settings.checklists[stage]
        review_settings.save()
        record("set_checklist", by, agency, stage=stage, items=list(items), rows=[review_settings])
    return checklists.items(review_settings.checklists, stage)


def set_office_check(agency: Agency, on: bool, by: User) -> None:
    """Let the competent office look at the agency's reports before they are published, or no longer.

    Raises Refused for who holds a role at the agency and wants it no longer looked at.
    """
    if not on:
        _refuse_own(agency, by)
    with transaction.atomic():
        review_settings = _locked_settings(agency)
        if review_settings.office_check == on:
            return
        review_settings.office_check = on
        review_settings.save()
        record("set_office_check", by, agency, on=on, rows=[review_settings])


def grant_exemption(agency: Agency, reason: str, until: date, by: User) -> Exemption:
    """Let one person sign more than one stage at the agency until the day, for a year at most.

    Everybody at the agency is told. Raises Refused for who holds a role there, without a reason, with one that is too
    long, and for a day past or too far away.
    """
    _refuse_own(agency, by)
    today = timezone.localdate()
    reason = reason.strip()
    if not reason:
        raise Refused(["请写明为什么需要例外。"])
    if len(reason) > 500:
        raise Refused(["理由不超过 500 个字。"])
    if unprintable := wording.why_not_printed("理由", reason):
        raise Refused(unprintable)
    if not today <= until <= today + LONGEST_EXEMPTION:
        raise Refused(["截止日期应在今天之后、一年之内。"])
    with transaction.atomic():
        exemption = Exemption.objects.create(agency=agency, by=by, reason=reason, until=until)
        people = User.objects.filter(is_active=True, memberships__agency=agency).distinct()
        says = f"{who(by)}批准{agency.title_name}至{until:%Y-%m-%d}可以由同一人签多个环节，理由：{reason}"
        tell(people, Kind.EXEMPTION, says, by=by)
        record("grant_exemption", by, agency, exemption=exemption.pk, reason=reason, until=until, rows=[exemption])
    return exemption


def end_exemption(exemption: Exemption, by: User) -> None:
    """End the exemption with yesterday, so that nobody signs under it any more; what was signed stays."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if exemption.until <= yesterday:
        return
    with transaction.atomic():
        exemption.until = yesterday
        exemption.save(update_fields=["until"])
        record("end_exemption", by, exemption.agency, exemption=exemption.pk, rows=[exemption])


def _refuse_own(agency: Agency, by: User) -> None:
    """Raises Refused for who holds a role at the agency itself, and for an account whose first link was shown to
    somebody who does: nobody loosens the rules for their own reports."""
    if membership.roles_held(by, agency):
        raise Refused(["您在这个机关任职，不能为它放宽审核，请由上级的主管来办。"])
    if Membership.objects.filter(user__in=resets.hands(by), agency=agency).exists():
        raise Refused(["您的账号是由在这个机关任职的人开通的，不能为它放宽审核，请由上级的另一位主管来办。"])


def _locked_settings(agency: Agency) -> ReviewSettings:
    """The settings of the agency, new ones where nobody stored any yet; nobody else writes them meanwhile."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    return ReviewSettings.objects.filter(agency=agency).first() or ReviewSettings(agency=agency)
