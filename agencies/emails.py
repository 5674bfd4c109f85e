"""Letters to people: what becomes of each, and the letters about accounts.

Every letter of the project goes through `send`. Links in letters begin with `settings.SITE_ADDRESS` and not with what
a request says of its host.
"""

import logging
from enum import StrEnum
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.models import AccountNotice, Agency, User

NO_SERVER_BACKEND = "agencies.mail_backend.NoServerBackend"

log = logging.getLogger(__name__)


class Delivery(StrEnum):
    """What became of a letter."""

    SENT = "sent"  # the mail server took it
    FAILED = "failed"  # the mail server did not, and the log says why
    NO_ADDRESS = "no_address"  # nobody wrote an e-mail address
    NO_SERVER = "no_server"  # no mail server is set


def has_server() -> bool:
    """Whether letters can be sent at all: whether a mail server is set."""
    return settings.EMAIL_BACKEND != NO_SERVER_BACKEND


def send(user: User, subject: str, text: str, to: str = "") -> Delivery:
    """Send a letter in plain text to a person, if there is a mail server and an address (`to`, or the person's own)."""
    return send_to(to or user.email, subject, text)


def send_to(address: str, subject: str, text: str) -> Delivery:
    """Send a letter in plain text to an address, if there is a mail server and an address."""
    if not address:
        return Delivery.NO_ADDRESS
    if not has_server():
        return Delivery.NO_SERVER
    try:
        send_mail(subject, text, None, [address])
    except (SMTPException, OSError):
        log.exception("The letter to %s was not sent", address)
        return Delivery.FAILED
    return Delivery.SENT


def absolute(address: str) -> str:
    """The whole address, for what is read away from the site: `/desk/` → `https://nianbao.example.gov.cn/desk/`."""
    return f"{settings.SITE_ADDRESS}{address}"


def link_of(secret: str) -> str:
    """The link: the whole address of the page on which the secret's owner sets a password."""
    return absolute(reverse("invitation", args=[secret]))


def send_link(user: User, agency: Agency, address: str) -> Delivery:
    """Send the link with which the person sets a password."""
    facts = {"name": user.display_name, "agency": agency, "address": address}
    subject = f"设置“年报”的登录密码（{agency.title_name}）"
    return send(user, subject, render_to_string("agencies/email_link.txt", facts))


def send_own_address(user: User, address: str, link: str) -> Delivery:
    """Send the link that proves that letters to this new address reach the person, to the new address."""
    text = render_to_string("agencies/email_own_address.txt", {"name": user.display_name, "address": link})
    return send(user, "确认您在“年报”系统的电子邮箱", text, to=address)


def send_account_notice(notice: AccountNotice) -> Delivery:
    """Tell the person by letter what others did to their account; the same sentence stands on 我的账号."""
    facts = {"name": notice.user.display_name, "notice": notice, "address": absolute(reverse("mfa_index"))}
    subject = f"您在“年报”系统的账号：{notice.get_kind_display()}"
    return send(notice.user, subject, render_to_string("agencies/email_account_notice.txt", facts))
