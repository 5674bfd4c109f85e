"""What others did to a person's account: what the person is told of it, and resets of passwords that take two."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models.agency import Agency

RESET_LASTS = timedelta(days=7)
WRONG_CODES = 5  # so many wrong codes close a reset: the code has forty bits


class AccountNotice(models.Model):
    """One sentence to a person about their account, shown until they say that they read it. Nothing else ever changes.

    `by` is None for the command line of the server. `signing_from`: until then the person signs nothing, because
    somebody else had a hand in how they sign in; the database refuses it (reports/models/triggers).
    """

    class Kind(models.TextChoices):
        """What was done."""

        RESET_ASKED = "reset_asked", "申请重设密码"
        LINK = "link", "设置密码的链接"
        PASSWORD_RESET = "password_reset", "重设密码"
        FACTOR_REMOVED = "factor_removed", "停用两步验证"
        ROLES = "roles", "角色变动"
        EXEMPTION = "exemption", "审核例外"
        ACCOUNT = "account", "账号变动"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_notices", verbose_name="收件人"
    )
    kind = models.CharField("事项", max_length=20, choices=Kind)
    says = models.CharField("内容", max_length=700)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", default=timezone.now)
    signing_from = models.DateTimeField("可以签名的时间", null=True, blank=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    under_chain: ClassVar = (("user_id", "kind", "says", "by_id", "at", "signing_from"),)

    class Meta:
        verbose_name = "账号提醒"
        verbose_name_plural = "账号提醒"
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="account_notice_unread"),
            models.Index(
                fields=["user", "signing_from"], condition=Q(signing_from__isnull=False), name="account_notice_delay"
            ),
        ]

    def __str__(self) -> str:
        return self.says


class ResetRequest(models.Model):
    """A reset of a password that takes two people: `by` asks and holds a code, `confirmed_by` sees the link.

    The person needs both, so neither of the two can set the password alone. Only a hash of the code is kept.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="人员")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    at = models.DateTimeField("申请时间", default=timezone.now)
    code = models.CharField("代码的散列", max_length=200)
    wrong_codes = models.PositiveSmallIntegerField("输错次数", default=0)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    under_chain: ClassVar = (
        ("user_id", "agency_id", "by_id", "at", "code", "wrong_codes", "confirmed_by_id", "closed_at"),
    )

    class Meta:
        verbose_name = "重设密码的申请"
        verbose_name_plural = "重设密码的申请"
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=Q(closed_at=None), name="reset_one_open"),
            models.CheckConstraint(
                condition=~Q(by=models.F("user")) & (Q(confirmed_by=None) | ~Q(confirmed_by=models.F("by"))),
                name="reset_takes_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：{self.user}"

    @property
    def is_open(self) -> bool:
        """Whether it still can be confirmed or used."""
        return self.closed_at is None and self.at > timezone.now() - RESET_LASTS
