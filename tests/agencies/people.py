"""People for tests."""

from agencies.models import Agency, Membership, User
from agencies.roles import Role

PASSWORD = "只在测试里用的口令 7"


def person(username: str, *roles: Role, at: Agency | None = None, **facts: object) -> User:
    """A stored account with these roles at one agency, and the password above."""
    user = User(**{"username": username, "full_name": f"{username}的姓名"} | facts)
    user.set_password(PASSWORD)
    user.save()
    if at:
        appoint(user, at, *roles)
    return user


def appoint(user: User, at: Agency, *roles: Role) -> None:
    Membership.objects.bulk_create(Membership(user=user, agency=at, role=role) for role in roles)
