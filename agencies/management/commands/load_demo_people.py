"""`manage.py load_demo_people`: one person for each role at the demo agencies, to try things out. Safe to repeat."""

import secrets
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agencies import membership
from agencies.models import Agency, User
from agencies.roles import Role

# Without letters and digits that are easily taken for another.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
AT_AN_AGENCY = tuple(role for role in Role if role != Role.SUPERVISOR)
# The beginning of the user names, the agency, the roles there: “spt-drafter”.
POSTS = (
    ("spt", "nx-zw-spt-sfj", AT_AN_AGENCY),
    ("sft", "nx-sft", AT_AN_AGENCY),
    ("hsb", "nx-wz-hsb-sfj", AT_AN_AGENCY),
    ("nx", "nx", (Role.MANAGER, Role.SUPERVISOR)),
    ("zw", "nx-zw", (Role.SUPERVISOR,)),
)


class NewPerson(NamedTuple):
    """An account that was just made, with its password in plain text to be shown once."""

    username: str
    name: str
    password: str


class Command(BaseCommand):
    help = "载入试用人员：每个试用机关每种角色一人，密码只在新建时显示一次"

    def handle(self, *args: Any, **options: Any) -> None:
        agencies = Agency.objects.in_bulk([code for _, code, _ in POSTS], field_name="code")
        if missing := sorted({code for _, code, _ in POSTS} - agencies.keys()):
            raise CommandError(f"没有机关 {'、'.join(missing)}，请先运行 load_demo。")
        with transaction.atomic():
            new = [
                person
                for prefix, code, roles in POSTS
                for role in roles
                if (person := appoint(prefix, agencies[code], role))
            ]
        self._tell(new)

    def _tell(self, new: list[NewPerson]) -> None:
        if not new:
            self.stdout.write(
                "试用人员已经有了，密码不再显示。忘记时可以重设，例如：manage.py changepassword spt-drafter"
            )
            return
        self.stdout.write("试用人员（密码只显示这一次）：")
        for person in new:
            self.stdout.write(f"  {person.username:<22} {person.password}　{person.name}")
        self.stdout.write("登录：/account/login/　重设密码，例如：manage.py changepassword spt-drafter")


def appoint(prefix: str, agency: Agency, role: Role) -> NewPerson | None:
    """The person with a new password, or None when the account is there; nothing of it is changed then."""
    name = username(prefix, role)
    if User.objects.filter(username=name).exists():
        return None
    person = NewPerson(name, f"{agency.title_name}{role.label}", new_password())
    user = User.objects.create_user(name, full_name=person.name)  # whose first role is nothing to be told of
    membership.grant(user, agency, role, by=None)
    user.set_password(person.password)
    user.save(update_fields=["password"])
    return person


def username(prefix: str, role: Role) -> str:
    """What the account for the role is called, such as “spt-drafter”."""
    return f"{prefix}-{role.value.replace('_', '-')}"


def new_password() -> str:
    """Four groups of four: eighty bits, and short enough to be typed."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
