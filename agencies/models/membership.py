"""Membership: who is what at which agency; the links that let a person set a password; and the record of both."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models.account import ResetRequest
from agencies.models.agency import Agency
from agencies.models.kinds import AgencyKind
from agencies.roles import Role

# 条例 第四条: 政府办公厅（室）是本行政区域的政府信息公开工作主管部门.
SUPERVISING_KINDS = (AgencyKind.GOVERNMENT, AgencyKind.OFFICE)
ONLY_THESE_SUPERVISE = "只有政府和政府办公厅（室）能有主管，请另选角色。"
INVITATION_LASTS = timedelta(days=7)


class Membership(models.Model):
    """One role of one person at one agency. A person may have several roles, at several agencies.

    The database refuses a supervisor at an agency that supervises nobody. Should such an agency become another kind
    later, its supervisors supervise nothing any more (agencies/role_scope.py).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="人员", related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机关", related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=[(role.value, role.label) for role in Role])
    since = models.DateTimeField("起始时间", auto_now_add=True)

    under_chain: ClassVar = (("user_id", "agency_id", "role", "since"),)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        ordering: ClassVar = ["agency__code", "user__username", "role"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "agency", "role"],
                name="membership_once",
                violation_error_message="此人在这个机关已有这个角色。",
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.agency}{self.get_role_display()}"

    def clean(self) -> None:
        """ValidationError for a supervisor at an agency that supervises nobody."""
        if self.role == Role.SUPERVISOR and self.agency_id and self.agency.kind not in SUPERVISING_KINDS:
            raise ValidationError({"role": ONLY_THESE_SUPERVISE})


class MembershipChange(models.Model):
    """What happened to the members of an agency, by whom. Rows are only ever added; the database refuses the rest.

    `by` is None for what the owner of the server did on its command line.
    """

    class Action(models.TextChoices):
        """What happened to a member."""

        GRANTED = "granted", "授予"
        REVOKED = "revoked", "撤销"
        INVITED = "invited", "发出设置密码的链接"
        ACCEPTED = "accepted", "用链接设置了密码"
        FACTOR_REMOVED = "factor_removed", "停用两步验证"
        RESET_ASKED = "reset_asked", "申请重设密码"
        RESET_CONFIRMED = "reset_confirmed", "确认重设密码"

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机关", related_name="membership_changes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="人员", related_name="+")
    action = models.CharField("变动", max_length=20, choices=Action)
    role = models.CharField(
        "角色", max_length=20, choices=[(role.value, role.label) for role in Role], blank=True, default=""
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="操作人", related_name="+", null=True, blank=True
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    under_chain: ClassVar = (("agency_id", "user_id", "action", "role", "by_id", "at"),)

    class Meta:
        verbose_name = "任职变动"
        verbose_name_plural = "任职变动"
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}{self.get_role_display()}：{self.user}"


class Invitation(models.Model):
    """A link with which a person sets a password, once, for seven days. Only the digest of its secret is kept.

    `by` is None for a link that the owner of the server made on its command line. `was_shown`: `by` saw the link;
    otherwise it went to the person alone, by e-mail. With a `reset` the link takes the code of that reset, too.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="人员", related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="机关", related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发出人", related_name="+", null=True, blank=True
    )
    reset = models.ForeignKey(
        ResetRequest, models.PROTECT, verbose_name="重设申请", related_name="+", null=True, blank=True
    )
    was_shown = models.BooleanField("给发出人看过", default=True)
    digest = models.CharField("摘要", max_length=64, unique=True)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = "邀请链接"
        verbose_name_plural = "邀请链接"
        constraints: ClassVar = [
            # A new link replaces the one before it.
            models.UniqueConstraint(fields=["user"], condition=Q(used_at=None), name="invitation_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.agency}：{self.user}"

    @property
    def is_open(self) -> bool:
        """Whether the link still works: not used, not expired."""
        return self.used_at is None and self.expires_at > timezone.now()
