"""`nianbao doctor`: whether this installation is in order, one line a thing, and what to do where it is not.

Exit 0 when all is well, 1 when something would keep the application from starting.
"""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from agencies.models import Agency, User
from reports.management import backup_state
from reports.management.startup import CHECKS, CannotTell, warnings


class Command(BaseCommand):
    help = "检查安装是否齐备：逐项列出，缺什么、怎么补"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for check in CHECKS:
            try:
                problem = check.problem()
            except CannotTell as reason:
                self.stdout.write(f"○ {check.name}：{reason}")
                continue
            self.stdout.write(f"✗ {check.name}：{problem}" if problem else f"✓ {check.name}")
            wrong += bool(problem)
        if wrong:
            self.stdout.write(f"有 {wrong} 项需要处理。")
            sys.exit(1)
        for advice in _advice():
            self.stdout.write(f"· {advice}")
        self.stdout.write("一切正常。")


def _advice() -> list[str]:
    """What keeps nothing from starting but is still to be done."""
    advice = list(warnings())
    if not settings.EMAIL_HOST:
        advice.append("没有设置 NIANBAO_SMTP_HOST：提醒和链接不会寄出，只在系统里显示。")
    if not User.objects.filter(is_superuser=True, is_active=True).exists():
        advice.append("还没有系统管理员。请运行：nianbao createsuperuser")
    if not Agency.objects.exists():
        advice.append("机关名录是空的。请运行：nianbao load_agencies /tmp/名录.csv")
    if not (settings.DEBUG or settings.IS_TRIAL or settings.BACKUP_KEY):
        advice.append("没有设置 NIANBAO_BACKUP_KEY：备份不加密，拿到备份的人能读到全部内容。")
    if not settings.DEBUG and (backup := backup_state.advice()):
        advice.append(backup)
    return advice
