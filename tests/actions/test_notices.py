"""What people are told by the clock: the digest, and reminders of deadlines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from agencies import emails
from agencies.roles import Role
from reports import actions
from reports.models import Notice
from reports.workflow.transitions import Action
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


def sentences() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("user__username", "says"))


def test_digest_is_one_letter_with_all_that_is_new(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.comment(report, "", "<b>请核对</b>", people[Role.FIRST_REVIEWER])
    actions.apply(report, Action.SEND_BACK, people[Role.FIRST_REVIEWER], order(report, reason="第<三>部分请核对。"))
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
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
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody answers there
    with pytest.raises(SystemExit):
        call_command("send_digest")
    assert list(Notice.objects.values_list("mailed_at", flat=True)) == [None]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_digest")
    assert len(mail.outbox) == 1


def test_without_a_mail_server_everything_waits_and_goes_out_once_there_is_one(report, people, settings, capsys):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    locmem, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, emails.NO_SERVER_BACKEND
    call_command("send_digest")
    assert capsys.readouterr().out == "没有设置邮件服务器，没有寄信；有 1 条提醒等着寄出。\n"
    assert list(Notice.objects.values_list("mailed_at", flat=True)) == [None]
    settings.EMAIL_BACKEND = locmem
    call_command("send_digest")
    call_command("send_digest")
    assert [letter.to for letter in mail.outbox] == [["nx-zw-spt-sfj-first_reviewer@example.cn"]]


def test_what_was_read_is_not_mailed(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
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
    assert sentences() == ([("nx-zw-spt-sfj-drafter", name + words)] if words else [])


def test_whoever_holds_the_report_is_reminded_and_the_supervisor_hears_of_the_agency(report, people, monkeypatch):
    office = factories.agency("nx", kind="government", level="province")
    report.agency.parent = office
    report.agency.save()
    supervisor = person(office, Role.SUPERVISOR)
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    Notice.objects.all().delete()
    on(monkeypatch, date(2025, 1, 30))
    call_command("remind_late")
    assert sentences() == [
        (
            "nx-zw-spt-sfj-first_reviewer",
            "沙坡头区司法局2024年政府信息公开工作年度报告一审一校，截止日期2025年1月31日（还有 1 天）",
        ),
        (supervisor.username, "2024年年度报告还没有发布的机关有 1 个：沙坡头区司法局"),
    ]


def test_managers_hear_of_an_agency_that_nobody_drafts_for_and_so_do_its_supervisors(monkeypatch):
    county = factories.agency("x", name="样表县人民政府", kind="government")
    bureau = factories.agency("x-a", name="样表县司法局", parent=county)
    closed = factories.agency("x-b", name="样表县档案局", parent=county, is_active=False)
    manager, supervisor = person(bureau, Role.MANAGER), person(county, Role.SUPERVISOR)
    person(closed, Role.DRAFTER)
    on(monkeypatch, date(2025, 1, 31))
    call_command("remind_late")
    assert sentences() == [
        (
            manager.username,
            "样表县司法局2024年政府信息公开工作年度报告还没有开始填报，截止日期2025年1月31日（今天截止）；"
            "本机关还没有填报人，请在“成员和角色”里安排",
        ),
        (
            supervisor.username,
            "2024年年度报告还没有发布的机关有 1 个：样表县司法局。其中 1 个还没有填报人：样表县司法局",
        ),
    ]


def test_person_of_many_agencies_gets_one_notice_a_day(report, people, monkeypatch):
    county = factories.agency("x", name="样表县人民政府", kind="government")
    clerk = people[Role.DRAFTER]
    person(county, Role.SUPERVISOR, clerk.username)
    for number in range(4):
        person(factories.agency(f"x-{number}", parent=county), Role.DRAFTER, clerk.username)
    on(monkeypatch, date(2025, 1, 31))
    call_command("remind_late")
    ((name, says),) = sentences()
    assert (name, says.count("截止日期2025年1月31日（今天截止）")) == (clerk.username, 3)
    assert says.endswith(
        "等您处理的共 5 份，见工作台。2024年年度报告还没有发布的机关有 4 个：x-0局、x-1局、x-2局、x-3局"
    )
    actions.apply(report, Action.SUBMIT, clerk, order(report))
    Notice.objects.exclude(user=clerk).delete()
    call_command("remind_late")
    assert [name for name, _ in sentences()].count(clerk.username) == 1


def test_reminding_asks_the_same_number_of_questions_however_many_agencies(monkeypatch, django_assert_num_queries):
    """Agencies and people of the tree, reports and agencies of the year, who was told today, the new notices."""
    on(monkeypatch, date(2025, 1, 31))
    county = factories.agency("x", name="样表县人民政府", kind="government")
    supervisor = person(county, Role.SUPERVISOR)
    for begin, end in ((0, 3), (3, 30)):
        for number in range(begin, end):
            bureau = factories.agency(f"x-{number}", parent=county)
            person(bureau, Role.MANAGER if number % 2 else Role.DRAFTER)
        Notice.objects.all().delete()
        with django_assert_num_queries(6):
            call_command("remind_late")
        assert Notice.objects.count() == end + 1
        assert f"还没有发布的机关有 {end} 个" in Notice.objects.get(user=supervisor).says


def test_published_report_is_not_reminded_of(report, people, monkeypatch):
    factories.release(report)
    on(monkeypatch, date(2025, 1, 31))
    call_command("remind_late")
    assert sentences() == []
