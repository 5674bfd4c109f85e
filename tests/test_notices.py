"""What people are told by the clock: the digest, and reminders of deadlines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.models import Notice
from reports.workflow import Action
from tests import factories
from tests.signing import order, person, staffed

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.report(factories.agency(), 2024)


@pytest.fixture
def people(report):
    people = staffed(report.agency)
    for user in people.values():
        user.email = f"{user.username}@example.cn"
        user.save()
    return people


def on(monkeypatch, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(timezone, "now", lambda: noon)


def said() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("user__username", "says"))


def test_digest_is_one_letter_with_all_that_is_new(report, people):
    actions.perform(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.comment(report, "", "<b>请核对</b>", people[Role.FIRST_REVIEWER])
    actions.perform(report, Action.SEND_BACK, people[Role.FIRST_REVIEWER], order(report, reason="第<三>部分请核对。"))
    actions.perform(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    call_command("send_digest")
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (
            ["nx-zw-spt-sfj-first_reviewer@example.cn"],
            "年报：沙坡头区司法局2024年政府信息公开工作年度报告等待您一审一校……等 2 件",
        ),
        (
            ["nx-zw-spt-sfj-drafter@example.cn"],
            "年报：沙坡头区司法局2024年政府信息公开工作年度报告在一审一校被退回：第<三>部分请核对。",
        ),
    ]
    assert "被退回：第<三>部分请核对。" in mail.outbox[1].body
    call_command("send_digest")
    assert len(mail.outbox) == 2


def test_letter_that_the_server_refuses_goes_with_the_next_run(report, people, settings):
    actions.perform(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    with pytest.raises(SystemExit):
        call_command("send_digest")
    assert list(Notice.objects.values_list("mailed_at", flat=True)) == [None]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_digest")
    assert len(mail.outbox) == 1


def test_what_was_read_is_not_mailed(report, people):
    actions.perform(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    Notice.objects.update(read_at=timezone.now())
    call_command("send_digest")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 1, 10), None),
        (date(2025, 1, 17), "截止日期2025年1月31日（还有 14 天）"),
        (date(2025, 1, 31), "截止日期2025年1月31日（今天截止）"),
        (date(2025, 2, 1), None),
        (date(2025, 2, 7), "截止日期2025年1月31日（已超过 7 天）"),
    ],
)
def test_drafters_are_reminded_on_certain_days(day, words, report, people, monkeypatch):
    on(monkeypatch, day)
    call_command("remind_late")
    call_command("remind_late")
    name = "沙坡头区司法局2024年政府信息公开工作年度报告填报中，"
    assert said() == ([("nx-zw-spt-sfj-drafter", name + words)] if words else [])


def test_whoever_holds_the_report_is_reminded_and_the_supervisor_hears_of_the_agency(report, people, monkeypatch):
    office = factories.agency("nx", kind="government", level="province")
    report.agency.parent = office
    report.agency.save()
    supervisor = person(office, Role.SUPERVISOR)
    actions.perform(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    Notice.objects.all().delete()
    on(monkeypatch, date(2025, 1, 30))
    call_command("remind_late")
    assert said() == [
        (
            "nx-zw-spt-sfj-first_reviewer",
            "沙坡头区司法局2024年政府信息公开工作年度报告一审一校，截止日期2025年1月31日（还有 1 天）",
        ),
        (supervisor.username, "2024年年度报告还没有发布的机关有 1 个：沙坡头区司法局"),
    ]


def test_published_report_is_not_reminded_of(report, people, monkeypatch):
    factories.release(report)
    on(monkeypatch, date(2025, 1, 31))
    call_command("remind_late")
    assert said() == []
