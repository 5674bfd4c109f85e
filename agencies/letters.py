"""E-mail to people about their accounts."""

import logging
from smtplib import SMTPException

from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from agencies.accounts.names import name_of
from agencies.models import Agency

log = logging.getLogger(__name__)


def address_of(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[secret]))


def send_link(user: User, agency: Agency, address: str) -> bool | None:
    """None when the person has no e-mail address; False when the letter could not be sent, and the log says why."""
    if not user.email:
        return None
    words = render_to_string("agencies/letter_link.txt", {"name": name_of(user), "agency": agency, "address": address})
    try:
        send_mail(f"设置“年报”的登录密码（{agency.title_name}）", words, None, [user.email])
    except (SMTPException, OSError):
        log.exception("The link for %s was not sent", user.username)
        return False
    return True
