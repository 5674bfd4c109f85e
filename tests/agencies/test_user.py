"""The user model: one name, in one place, and Django's own commands and pages with it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.test import Client

from agencies.models import User
from tests.agencies.people import PASSWORD, person


@pytest.mark.parametrize(("full_name", "shown"), [("李四", "李四"), ("", "li.si"), ("  ", "li.si")])
def test_person_is_called_by_the_full_name_or_else_by_the_user_name(full_name: str, shown: str) -> None:
    user = User(username="li.si", full_name=full_name)
    assert (user.display_name, str(user)) == (shown, "li.si")
    words = Template("{% load account %}{% user_display user %}").render(Context({"user": user}))
    assert words == shown


@pytest.mark.django_db
def test_superuser_is_made_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    facts = {"username": "root", "full_name": "系统管理员", "email": "root@example.cn"}
    call_command("createsuperuser", interactive=False, verbosity=0, **facts)
    user = User.objects.get()
    assert {name: getattr(user, name) for name in facts} == facts
    assert (user.is_superuser, user.is_staff, user.check_password(PASSWORD)) == (True, True, True)


@pytest.mark.django_db
def test_superuser_is_asked_in_chinese_until_each_answer_can_be_kept(monkeypatch, capsys) -> None:
    person("taken")
    answers = iter(["taken", "root", "", "系统管理员", "x", "", "short", PASSWORD, "别的", PASSWORD, PASSWORD])
    questions: list[str] = []

    def answer(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("getpass.getpass", answer)
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    call_command("createsuperuser", stdin=terminal)
    assert [question.partition("（")[0].rstrip("：") for question in questions] == [
        *["用户名", "用户名", "姓名", "姓名", "电子邮箱", "电子邮箱"],
        *["密码", "密码", "再输入一次密码", "密码", "再输入一次密码"],
    ]
    output = capsys.readouterr()
    assert output.err.splitlines() == [
        "这个用户名已有人使用，请另取一个。",
        "请填写姓名。",
        "输入一个有效的 Email 地址。",
        "密码太短，至少要 10 个字符。",
        "两次输入的密码不一样，请重新输入。",
    ]
    assert output.out == "已建立系统管理员 root（系统管理员）。请打开 /desk/ 登录，首页写着下一步。\n"
    user = User.objects.get(username="root")
    assert (user.full_name, user.email, user.is_superuser, user.check_password(PASSWORD)) == (
        "系统管理员",
        "",
        True,
        True,
    )


@pytest.mark.django_db
def test_administration_greets_by_the_name(client: Client) -> None:
    user = person("root", full_name="系统管理员", is_staff=True, is_superuser=True)
    client.force_login(user)
    assert "系统管理员" in client.get("/admin/").content.decode()


def test_telephone_has_the_form_of_an_agencys() -> None:
    user = User(username="u", password="x", telephone="不知道")
    with pytest.raises(ValidationError) as refusal:
        user.full_clean(validate_unique=False, validate_constraints=False)
    assert list(refusal.value.message_dict) == ["telephone"]


@pytest.mark.django_db
def test_user_name_is_taken_once() -> None:
    person("u")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("u")
