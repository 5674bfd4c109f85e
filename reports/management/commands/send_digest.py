"""`manage.py send_digest`: one letter to each person with everything new since the last one. For cron.

Notices that were read in the application meanwhile are not sent any more. Without a mail server nothing is sent and
everything waits; exit 0. Exit 1 when a letter could not be sent; it goes with the next run.
"""

import sys
from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from agencies import emails
from agencies.models import User
from reports import actions
from reports.models import Notice


class Command(BaseCommand):
    help = "把新的提醒汇总成一封信寄给每个人（供定时任务使用）"

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = Notice.objects.filter(mailed_at=None, read_at=None, user__is_active=True).exclude(user__email="")
        if not emails.has_server():
            self.stdout.write(f"没有设置邮件服务器，没有寄信；有 {waiting.count()} 条提醒等着寄出。")
            return
        by_user: dict[User, list[Notice]] = defaultdict(list)
        for notice in waiting.select_related("user", "report__agency").order_by("at", "pk"):
            by_user[notice.user].append(notice)
        sent = [self._send(user, notices) for user, notices in by_user.items()]
        self.stdout.write(f"寄出 {sum(sent)} 封信。")
        if not all(sent):
            sys.exit(1)

    def _send(self, user: User, notices: list[Notice]) -> bool:
        """One letter; its notices count as mailed only when the server has taken it."""
        context = {"name": user.display_name, "notices": notices, "address": emails.absolute("/desk/")}
        letter = render_to_string("desk/email_digest.txt", context)
        first = " ".join(notices[0].says.split())[:60]
        subject = first if len(notices) == 1 else f"{first}……等 {len(notices)} 件"
        if emails.send(user, f"年报：{subject}", letter) is not emails.Delivery.SENT:
            self.stderr.write(f"给 {user.username} 的信没有寄出，下次再寄。")
            return False
        actions.mark_mailed(notices)
        return True
