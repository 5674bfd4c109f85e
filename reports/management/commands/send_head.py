"""`manage.py send_head`: send the head of the trail out of this machine, to a mailbox and a syslog. For the clock.

Whoever keeps these lines proves with `verify_trail --since` that nothing before them was rewritten, by whomever. Exit 0
where nothing is set, with a sentence that says so; 1 when the letter was not taken.
"""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from agencies import emails, trail
from agencies.trail.outside import to_syslog

NOWHERE = "没有设置 NIANBAO_TRAIL_MAILBOX 或 NIANBAO_SYSLOG，链头没有送出本机。"


class Command(BaseCommand):
    help = "把操作记录的链头送到机外的邮箱和 syslog（供定时任务使用）"

    def handle(self, *args: Any, **options: Any) -> None:
        head = trail.head()
        logged = to_syslog(f"trail head {head}")
        mailed = self._mail(head) if settings.TRAIL_MAILBOX else None
        if mailed is False:
            self.stderr.write(f"给 {settings.TRAIL_MAILBOX} 的信没有寄出。")
            sys.exit(1)
        self.stdout.write(f"已送出链头：{head}" if logged or mailed else NOWHERE)

    def _mail(self, head: trail.Head) -> bool:
        subject = f"年报操作记录链头 {timezone.localdate()} 第 {head.number} 条"
        text = f"{settings.SITE_ADDRESS}\n链头：{head}\n\n请保存这封信。核对：nianbao verify_trail --since {head}\n"
        return emails.send_to(settings.TRAIL_MAILBOX, subject, text) is emails.Delivery.SENT
