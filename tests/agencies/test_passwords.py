"""Rules about passwords: sorts of characters, none used before, none too old; each said in a plain sentence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from agencies.accounts.passwords import ClassesValidator
from agencies.models import PasswordUsed, User
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

NEW = ("春天里的一个口令 1", "春天里的一个口令 2", "春天里的一个口令 3", "春天里的一个口令 4")


@pytest.fixture
def clerk() -> User:
    return person("clerk")


def change(client: Client, old: str, new: str) -> dict[str, list[str]]:
    """The complaints about a new password of one's own; none where it was taken."""
    answer = client.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})
    return {} if answer.status_code == 302 else answer.context["form"].errors


@pytest.mark.parametrize(
    ("classes", "password", "is_good"),
    [
        (1, "aaaa", True),
        (2, "aaaa", False),
        (3, "aaA1", True),
        (4, "aaA1", False),
        (4, "aA1春", True),
        (9, "aA1-", True),
    ],
)
def test_sorts_of_characters_are_counted(classes: int, password: str, is_good: bool) -> None:
    rule = ClassesValidator(classes)
    if is_good:
        rule.validate(password)
        return
    with pytest.raises(ValidationError) as refused:
        rule.validate(password)
    assert refused.value.messages == [f"密码要有小写字母、大写字母、数字、其他字符中的 {classes} 种。"]


def test_last_three_passwords_and_the_present_one_are_refused(client: Client, clerk: User, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # so many changes a minute are too many otherwise
    client.force_login(clerk)
    used = {"password1": ["不能用最近 3 次用过的密码。"]}
    assert change(client, PASSWORD, PASSWORD) == used
    for old, new in zip((PASSWORD, *NEW), NEW, strict=False):
        assert change(client, old, new) == {}
    assert change(client, NEW[3], NEW[2]) == used
    assert change(client, NEW[3], NEW[0]) == {}
    assert not any(password in row.hash for row in PasswordUsed.objects.all() for password in NEW)


def test_password_that_is_too_old_is_changed_first(client: Client, clerk: User, settings) -> None:
    client.force_login(clerk)
    settings.PASSWORD_DAYS = 90
    assert client.get("/desk/").status_code == 200
    PasswordUsed.objects.update(at=timezone.now() - timedelta(days=91))
    answer = client.get("/desk/", follow=True)
    assert answer.redirect_chain == [("/account/password/", 302)]
    assert [str(message) for message in answer.context["messages"]] == ["密码用得太久了，请先修改密码。"]
    assert change(client, PASSWORD, NEW[0]) == {}
    assert client.get("/desk/").status_code == 200
