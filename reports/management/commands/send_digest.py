"""`manage.py send_digest`: one letter to each person with everything new since the last one. For cron.

Notices that were read in the application meanwhile are not sent any more. Exit 1 when a letter could not be sent; it
goes with the next run.
"""

import logging
import sys
from collections import defaultdict
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import timezone

from agencies.accounts.names import name_of
from reports.models import Notice

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "把新的提醒汇总成一封信寄给每个人（供定时任务使用）"

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Notice.objects.filter(mailed_at=None, read_at=None, user__is_active=True).exclude(user__email="")
        by_user: dict[User, list[Notice]] = defaultdict(list)
        for notice in waiting.select_related("user", "report__agency").order_by("at", "pk"):
            by_user[notice.user].append(notice)
        sent = [self._send(user, notices) for user, notices in by_user.items()]
        self.stdout.write(f"寄出 {sum(sent)} 封信。")
        if not all(sent):
            sys.exit(1)

    def _send(self, user: User, notices: list[Notice]) -> bool:
        """One letter; its notices count as mailed only when the server has taken it."""
        context = {"name": name_of(user), "notices": notices, "address": f"{settings.SITE_ADDRESS}/desk/"}
        words = render_to_string("desk/letter_digest.txt", context)
        first = " ".join(notices[0].says.split())[:60]
        subject = first if len(notices) == 1 else f"{first}……等 {len(notices)} 件"
        try:
            send_mail(f"年报：{subject}", words, None, [user.email])
        except (SMTPException, OSError):
            log.exception("The digest for %s was not sent", user.username)
            self.stderr.write(f"给 {user.username} 的信没有寄出，下次再寄。")
            return False
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=timezone.now())
        return True
