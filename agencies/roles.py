"""What a person may be at an agency (角色). A leaf: imports nothing of ours, and no Django."""

from enum import StrEnum


class Role(StrEnum):
    """The order is the way of a report: written, reviewed three times, published; then who looks after it all."""

    DRAFTER = "drafter"
    FIRST_REVIEWER = "first_reviewer"
    SECOND_REVIEWER = "second_reviewer"
    FINAL_REVIEWER = "final_reviewer"
    PUBLISHER = "publisher"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"

    @property
    def label(self) -> str:
        """The role's name in Chinese, as people read it."""
        return _LABELS[self]


class Duty(StrEnum):
    """What an administrator of the whole installation looks after, one thing each (三员, GB/T 22239—2019 8.1.5.1—3).

    None of them does the others' work, and none has a role at an agency.
    """

    SYSTEM = "system"
    SECURITY = "security"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """Its name in Chinese."""
        return _DUTY_LABELS[self]


_DUTY_LABELS = {
    Duty.SYSTEM: "系统管理员（机关登记）",
    Duty.SECURITY: "安全管理员（账号、角色、密码）",
    Duty.AUDITOR: "审计员（安全日志）",
}
_LABELS = {
    Role.DRAFTER: "填报人",
    Role.FIRST_REVIEWER: "一审",
    Role.SECOND_REVIEWER: "二审",
    Role.FINAL_REVIEWER: "三审",
    Role.PUBLISHER: "发布人",
    Role.MANAGER: "管理员",
    Role.SUPERVISOR: "主管",
}


def names(roles: frozenset[Role]) -> str:
    """“填报人、一审”, in the order of the work."""
    return "、".join(role.label for role in Role if role in roles)
