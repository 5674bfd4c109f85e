"""People invited from the command line of the server, all of them or nobody.

In: lines that name agency, role and person. Out: a link for each person, or every problem as a sentence.
"""

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from django import forms
from django.db import transaction

from agencies import access, emails, invitations
from agencies.contact import half_width
from agencies.forms import InviteForm
from agencies.lookup import NotFound, find_agency
from agencies.models import Agency, User
from agencies.models.membership import ONLY_THESE_SUPERVISE, SUPERVISING_KINDS
from agencies.people_list import PostLine
from agencies.register.problem import Problem
from agencies.roles import Role

ROLES = {name: role for role in Role for name in (role.value, role.label)}


@dataclass
class Invitee:
    """A person to be invited, stored or not yet, and what they are to be at which agencies. `link` once invited."""

    user: User
    posts: list[tuple[Agency, Role]] = field(default_factory=list)
    link: str = ""

    def __str__(self) -> str:
        """The line that is printed: name, roles, agencies, link."""
        roles = access.role_names_of(frozenset(role for _, role in self.posts))
        agencies = "、".join(dict.fromkeys(agency.title_name for agency, _ in self.posts))
        return f"{self.user.display_name}　{roles}　{agencies}　{self.link}"


def check(lines: Iterable[PostLine]) -> tuple[list[Invitee], list[Problem]]:
    """Whom the lines name, each person once, and everything that is in the way. Writes nothing."""
    people: dict[str, Invitee] = {}
    problems = [problem for line in lines for problem in _take(line, people)]
    return list(people.values()), problems


@transaction.atomic
def invite(people: Iterable[Invitee]) -> None:
    """Give everybody their roles and a link: new people an account without a password, others a new link.

    A link of the command line opens whatever else the person may do elsewhere.
    """
    for person in people:
        person.link = emails.link_of(invitations.appoint(person.user, person.posts, by=None))


def _take(line: PostLine, people: dict[str, Invitee]) -> Iterator[Problem]:
    """Add what the line says to the people, or say what is wrong with it."""
    agency = yield from _agency_of(line)
    role = ROLES.get(half_width(line.role))
    if role is None:
        yield line.problem("role", f"没有这个角色，请改为其中之一：{'、'.join(each.label for each in Role)}。")
    elif role is Role.SUPERVISOR and agency and agency.kind not in SUPERVISING_KINDS:
        yield line.problem("role", ONLY_THESE_SUPERVISE)
    username = half_width(line.username)
    person = people.get(username)
    stored = person.user if person else User.objects.filter(username=username).first()
    if stored:
        yield from _differences(line, stored)
    else:
        yield from _faults(line, username)
    if person is None:
        new = User(username=username, full_name=line.name, email=half_width(line.email))
        person = people[username] = Invitee(stored or new)
    if agency and role:
        person.posts.append((agency, role))


def _agency_of(line: PostLine) -> Generator[Problem, None, Agency | None]:
    """Yields a problem where there is no such agency; returns the agency."""
    try:
        return find_agency(line.agency)
    except NotFound as reason:
        yield line.problem("agency", str(reason))
        return None


def _differences(line: PostLine, user: User) -> Iterator[Problem]:
    """Where the line speaks of somebody else than the account of this user name."""
    if not user.is_active:
        yield line.problem("username", "这个账号已停用，请先在管理后台启用，或另取用户名。")
    if line.name and line.name != user.display_name:
        yield line.problem("name", f"这个用户名是{user.display_name}的；是同一个人请写原来的姓名，不是请另取用户名。")
    if line.email and half_width(line.email).lower() != user.email.lower():
        yield line.problem("email", "与这个账号现有的不同；这里不改邮箱，请去掉这一格，或由系统管理员在管理后台改。")


def _faults(line: PostLine, username: str) -> Iterator[Problem]:
    """What is wrong with the facts of a new account: the same rules as on the page where managers invite."""
    values = {"username": username, "name": line.name, "email": half_width(line.email)}
    for name, value in values.items():
        try:
            InviteForm.base_fields[name].clean(value)
        except forms.ValidationError as refusal:
            yield line.problem(name, "".join(refusal.messages))
    if other := User.objects.filter(username__iexact=username).first():
        yield line.problem("username", f"已有只差大小写的用户名“{other.username}”，请照它写，或另取一个。")
