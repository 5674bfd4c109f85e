"""A new password for somebody who has one already: the link never passes through the hands of a single other person.

To the person's own address, where they confirmed one and letters can be sent: nobody else sees the link. Otherwise by
two people. One asks and is told a code, another confirms and is shown the link; the person gets the code from the one
and the link from the other, and the page of the link takes both. The one who asked has no link; the one who confirmed
has no code, five wrong codes close the reset, and could not have begun it alone. Both together could, so both are
recorded, the person is told at each step, and signs nothing for a time afterwards (agencies/accounts/telling.py).

The second must be somebody else indeed: who was shown the first link of a colleague's account might still hold that
account, so the two may not stand in such a line to each other, nor in one below the same manager, nor below an
administrator who opened one of the two lately.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agencies import access, emails, invitations, membership, trail
from agencies.accounts.telling import Kind, tell, who
from agencies.emails import Delivery
from agencies.membership import MembershipRefused
from agencies.models import Agency, Invitation, MembershipChange, ResetRequest, User
from agencies.models.account import RESET_LASTS, WRONG_CODES
from agencies.roles import Duty, Role

# Without letters and digits that are easily taken for another: the code is read out on the telephone.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
NOT_MAILED = "信没有寄出去，{name}没有收到链接。请过一会儿再试，或改用“申请重设密码”。"
SAME_HANDS = "您和{name}的账号是由同一人（或其中一人）开通的，不能互相确认，请由上级主管或系统管理员确认。"
OPENED_LATELY = timedelta(days=30)
ONES_OWN = "自己的密码请在“我的账号”里修改。"


def is_new(user: User) -> bool:
    """Whether the account never had a password: its first link may be shown, because nothing can be taken over."""
    return not user.has_usable_password() and user.last_login is None


def can_mail(user: User) -> bool:
    """Whether a link can be sent to an address that the person confirmed as their own."""
    return bool(user.email) and user.email_confirmed and emails.has_server()


def mail(user: User, agency: Agency, *, by: User) -> None:
    """Send a link to the person's own address; nobody is shown it. Raises MembershipRefused where that failed."""
    membership.check_reach(user, agency, "重设密码", by=by)
    if not can_mail(user):
        raise MembershipRefused(NOT_MAILED.format(name=user.display_name))
    secret = invitations.issue(user, agency, by=by, was_shown=False)
    # Not in the transaction: a mail server may take its time, and everybody who is recorded would wait.
    if emails.send_link(user, agency, emails.link_of(secret)) is not Delivery.SENT:
        invitations.withdraw(user)
        raise MembershipRefused(NOT_MAILED.format(name=user.display_name))
    tell([user], Kind.LINK, f"{who(by)}请您重设密码，链接已寄到您的邮箱。不是您要求的，请不要打开链接。", by=by)


@transaction.atomic
def ask(user: User, agency: Agency, *, by: User) -> str:
    """Ask for a reset that somebody else must confirm; the code, which the person needs beside the link.

    An earlier request that was not used dies. Raises MembershipRefused for oneself and for people out of reach.
    """
    if user.pk == by.pk:
        raise MembershipRefused(ONES_OWN)
    membership.check_reach(user, agency, "重设密码", by=by)
    close(user)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))
    request = ResetRequest.objects.create(user=user, agency=agency, by=by, code=make_password(code))
    membership.record(agency, user, MembershipChange.Action.RESET_ASKED, by=by, rows=[request])
    says = f"{who(by)}申请重设您的密码，等另一人确认。不是您要求的，请马上告知本机关的其他管理员或主管。"
    tell([user], Kind.RESET_ASKED, says, by=by)
    says = f"{who(by)}申请重设{user.display_name}（{user.username}）的密码，请向本人核实，再到“重设密码的申请”里确认。"
    tell([each for each in _who_may_confirm(request) if each.pk != user.pk], Kind.RESET_ASKED, says, by=by)
    return code


@transaction.atomic
def confirm(request: ResetRequest, *, by: User) -> str:
    """The secret of the link, for the second person. Raises MembershipRefused with why they cannot be the second."""
    locked = (
        ResetRequest.objects.select_for_update(of=("self",)).select_related("user", "agency", "by").get(pk=request.pk)
    )
    if reason := why_not(locked, by):
        raise MembershipRefused(reason)
    locked.confirmed_by = by
    locked.save(update_fields=["confirmed_by"])
    secret = invitations.issue(locked.user, locked.agency, by=by, reset=locked)
    membership.record(locked.agency, locked.user, MembershipChange.Action.RESET_CONFIRMED, by=by, rows=[locked])
    says = f"{who(locked.by)}申请、{who(by)}确认重设您的密码。链接和代码分别在他们手里，请您本人向两人索取。"
    tell([locked.user], Kind.RESET_ASKED, says, by=by)
    return secret


def waiting_for(by: User) -> list[ResetRequest]:
    """The open requests that this person may confirm, the newest first."""
    return [request for request in _open() if not why_not(request, by)]


def open_request(user: User) -> ResetRequest | None:
    """The request for this person that is neither used nor too old."""
    return _open().filter(user=user).first()


def why_not(request: ResetRequest, by: User) -> str:
    """Why this person cannot be the second; empty where they can."""
    if not request.is_open or request.confirmed_by_id not in (None, by.pk):
        return "这个申请已经处理过，或者过了七天，请重新申请。"
    if by.pk in (request.by_id, request.user_id):
        return "申请人和本人都不能确认，请由另一位管理员、主管或系统管理员确认。"
    if not looks_after(by, request.agency):
        return "确认要由本机关的另一位管理员、上级主管或系统管理员来做。"
    if not _independent(by, request.by):
        return SAME_HANDS.format(name=request.by.display_name)
    return ""


@transaction.atomic
def right_code(reset: ResetRequest, code: str) -> bool:
    """Whether this is the code of the reset. The fifth wrong one closes the link and the request."""
    request = (
        ResetRequest.objects.select_for_update(of=("self",)).select_related("user", "agency", "by").get(pk=reset.pk)
    )
    if not request.is_open or request.wrong_codes >= WRONG_CODES:
        return False
    if check_password(code.strip().lower(), request.code):
        return True
    request.wrong_codes += 1
    request.save(update_fields=["wrong_codes"])
    trail.record("reset_wrong_code", None, request.agency, rows=[request], user=request.user_id)
    if request.wrong_codes >= WRONG_CODES:
        close(request.user)
        tell([request.user, request.by], Kind.RESET_ASKED, "重设密码的代码输错五次，链接已经作废。", by=None)
    return False


def close(user: User) -> None:
    """End the person's open request and its link."""
    invitations.close_reset(user)
    Invitation.objects.filter(user=user, used_at=None, reset__isnull=False).delete()


def _open() -> QuerySet[ResetRequest]:
    recent = ResetRequest.objects.filter(closed_at=None, at__gt=timezone.now() - RESET_LASTS)
    return recent.select_related("user", "agency", "by")


def looks_after(by: User, agency: Agency) -> bool:
    """Whether they are among those whom a second person is looked for."""
    return membership.answers_for_all(by) or bool(access.roles_in(by, agency) & {Role.MANAGER, Role.SUPERVISOR})


def _who_may_confirm(request: ResetRequest) -> list[User]:
    """The agency's other managers and those who supervise it. Superusers look into the list by themselves."""
    people = [*access.holders(request.agency, Role.MANAGER), *access.supervisors_of(request.agency)]
    return [each for each in dict.fromkeys(people) if not why_not(request, each)]


def _independent(one: User, other: User) -> bool:
    """Whether neither of two accounts could be in the hands of the other's person, or both in a third's.

    A superuser or 安全管理员 above both is such a third while a first link that they were shown was used in the last
    thirty days. If they never were, they could invite two managers and take any account over in a minute; if they
    always were, a small county, where one of them made every first account, would have nobody to confirm. Who wants to
    wait for it must keep two invented managers in the list of members for a month.
    """
    above_one, above_other = hands(one), hands(other)
    if other.pk in above_one or one.pk in above_other:
        return False
    common = above_one & above_other
    if User.objects.filter(pk__in=common, is_superuser=False).exclude(duty=Duty.SECURITY).exists():
        return False
    line = {one.pk, other.pk} | above_one | above_other
    lately = timezone.now() - OPENED_LATELY
    return not _shown(line).filter(by__in=common, used_at__gt=lately).exists()


def hands(user: User) -> set[int]:
    """Whoever was shown a link with which this account's password was set, and who was shown theirs, and so on."""
    seen: set[int] = set()
    below = {user.pk}
    while below:
        below = set(_shown(below).values_list("by", flat=True)) - seen
        seen |= below
    return seen


def _shown(users: set[int]) -> QuerySet[Invitation]:
    """The first links of these accounts that were shown to somebody and used."""
    return Invitation.objects.filter(
        user__in=users, used_at__isnull=False, was_shown=True, reset=None, by__isnull=False
    )
