"""SignInDelay: how long somebody waits after wrong passwords; PasswordUsed: which passwords a person had."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class SignInDelay(models.Model):
    """Wrong passwords under one key: a user name, an address, or a person's known browser. Only a digest of the key is
    kept. Rows are forgotten a day after the last failure (agencies/accounts/delays.py)."""

    key = models.CharField("键的摘要", max_length=64, primary_key=True)
    failures = models.PositiveIntegerField("失败次数", default=0)
    last_at = models.DateTimeField("最后一次失败", default=timezone.now)
    wait_until = models.DateTimeField("等到", null=True, blank=True)

    class Meta:
        verbose_name = "登录等待"
        verbose_name_plural = "登录等待"
        indexes: ClassVar = [models.Index(fields=["last_at"], name="sign_in_delay_last_at")]

    def __str__(self) -> str:
        return f"{self.failures}次"


class PasswordUsed(models.Model):
    """The hash of a password that a person set, and when: so that it is not used again, and does not grow too old."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="人员")
    hash = models.CharField("密码的散列", max_length=128)
    at = models.DateTimeField("设置时间", default=timezone.now)

    class Meta:
        verbose_name = "用过的密码"
        verbose_name_plural = "用过的密码"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user}"
