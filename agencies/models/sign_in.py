"""SignInDelay: how long an account or an address has to wait after wrong passwords."""

from typing import ClassVar

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
