"""安全日志: what stands in it, who reads it, and what strangers cannot do to it; the three administrators."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from agencies import membership, trail
from agencies.membership import MembershipRefused
from agencies.models import AccountNotice, Agency, Event, User
from agencies.roles import Role
from reports import actions
from tests import uploads
from tests.agencies.members import at, invite
from tests.agencies.people import PASSWORD, person

pytestmark = pytest.mark.django_db

BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 " + "x" * 300, "REMOTE_ADDR": "10.0.0.9"}


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def sign_in(username: str, password: str = PASSWORD) -> Client:
    browser = Client(**BROWSER)
    browser.post("/account/login/", {"login": username, "password": password})
    return browser


def auditor() -> Client:
    return signed_in(person("auditor", duty="auditor"))


def actions_logged() -> list[str]:
    return list(Event.objects.order_by("number").values_list("action", flat=True))


def test_coming_and_going_and_failing_stand_in_the_log_with_address_and_browser(bureau: Agency) -> None:
    clerk = person("clerk")
    for number in range(5):
        sign_in("CLERK", f"猜测的口令 {number}")
    sign_in("nobody", PASSWORD)
    clerk_in = sign_in("clerk")
    assert "_auth_user_id" not in clerk_in.session  # still waiting, and no event
    assert actions_logged() == ["sign_in_failed"] * 4 + ["sign_in_locked", "sign_in_unknown"]
    failed = Event.objects.order_by("number")[4]
    assert (failed.actor, failed.data["user"], failed.data["address"], len(failed.data["agent"])) == (
        None,
        clerk.pk,
        "10.0.0.9",
        120,
    )
    person("other")
    browser = sign_in("other")
    browser.post("/account/logout/")
    assert actions_logged()[-2:] == ["sign_in", "sign_out"]
    assert PASSWORD not in str(list(Event.objects.values_list("data", flat=True)))


def test_invented_names_make_an_event_only_at_powers_of_ten(settings) -> None:
    for number in range(12):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post(
            "/account/login/", {"login": f"name-{number}", "password": "x" * 12}
        )
    assert [event.data["count_this_hour"] for event in Event.objects.order_by("number")] == [1, 10]


def test_auditor_reads_and_filters_and_nobody_else_finds_it(bureau: Agency, client: Client) -> None:
    manager = person("manager", Role.MANAGER, at=bureau)
    invite(signed_in(manager), bureau)
    sign_in("manager")
    browser = auditor()
    rows = list(browser.get("/account/log/").context["page"])
    assert {event.action for event in rows} == {"sign_in", "member_granted", "member_invited"}
    for query, kinds in (
        ("kind=sign_in", {"sign_in"}),
        ("person=new.clerk", {"member_granted", "member_invited"}),
        ("person=MANAGER&kind=member_invited", {"member_invited"}),
        (f"agency={bureau.code}", {"member_granted", "member_invited"}),
        ("until=2020-01-01", set()),
    ):
        left = browser.get(f"/account/log/?{query}").context["page"]
        assert {event.action for event in left} == kinds, query
    others = (manager, User.objects.create_superuser("root"), person("sec", duty="security", is_staff=True))
    assert [
        signed_in(user).get(page).status_code for user in others for page in ("/account/log/", "/account/log.csv")
    ] == [404] * 6


def test_csv_is_the_same_lines_and_is_itself_logged(bureau: Agency) -> None:
    person("clerk", full_name="=HYPERLINK(1)")
    sign_in("clerk")
    answer = auditor().get("/account/log.csv?kind=sign_in")
    text = b"".join(answer.streaming_content).decode()
    lines = text.splitlines()
    assert lines[0].startswith("\ufeff序号,时间,事项,操作人,用户名,机关,地址,浏览器,内容,摘要")
    assert (len(lines), ",登录,'=HYPERLINK(1),clerk,,10.0.0.9," in lines[1]) == (2, True)
    assert actions_logged()[-1] == "export"


def test_fetched_original_is_logged_once_in_ten_minutes(tree: dict[str, Agency], settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    drafter = person("drafter", Role.DRAFTER, at=tree["nx-sft"])
    uploads.upload(tree["nx-sft"], drafter, pk=1)
    browser = signed_in(drafter)
    for _ in range(3):
        assert browser.get("/desk/nx-sft/uploads/1/original/").status_code == 200
    actions.start(tree["nx-sft"], 2024)
    assert [event.data["upload"] for event in Event.objects.filter(action="download")] == [1]


def test_act_of_the_administration_is_an_event_with_before_and_after_and_told(admin_client: Client) -> None:
    clerk = person("clerk", email="hers@example.cn", email_confirmed=True)
    page = f"/admin/agencies/user/{clerk.pk}/change/"
    sent = {
        "username": "clerk",
        "full_name": "clerk的姓名",
        "email": "mine@example.cn",
        "is_active": "on",
        "is_staff": "on",
    }
    facts = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00", "telephone": ""}
    assert admin_client.post(page, sent | facts).status_code == 302
    event = Event.objects.get(action="admin_change")
    assert event.data["before"]["email"] == "hers@example.cn"
    assert (event.data["after"]["email"], event.data["after"]["is_staff"]) == ("mine@example.cn", True)
    clerk.refresh_from_db()
    assert not clerk.email_confirmed
    assert "在管理后台修改了您的账号" in AccountNotice.objects.get(user=clerk).says


def test_change_of_an_agency_is_an_event(bureau: Agency) -> None:
    browser = signed_in(person("sys", duty="system", is_staff=True))
    form = browser.get(f"/admin/agencies/agency/{bureau.pk}/change/").context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value is not None and value is not False}
    browser.post(f"/admin/agencies/agency/{bureau.pk}/change/", sent | {"telephone": "0955-7000000"})
    event = Event.objects.get(action="admin_change")
    assert (event.data["name"], event.data["after"]) == (bureau.code, {"telephone": "0955-7000000"})


def test_none_of_the_three_does_the_others_work(bureau: Agency) -> None:
    root = User.objects.create_superuser("root")
    clerk = person("clerk", Role.DRAFTER, at=bureau)
    pages = [
        "/admin/agencies/agency/add/",
        f"/admin/agencies/user/{clerk.pk}/change/",
        "/admin/agencies/membership/add/",
        at(bureau),
        "/account/log/",
    ]
    got = {}
    for duty in ("system", "security", "auditor"):
        browser = signed_in(person(duty, duty=duty, is_staff=duty != "auditor"))
        got[duty] = [browser.get(page).status_code for page in pages]
    assert got == {
        "system": [200, 403, 403, 404, 404],
        "security": [403, 200, 200, 200, 404],
        "auditor": [302, 302, 302, 404, 200],
    }
    security = signed_in(User.objects.get(username="security"))
    for other in (root, User.objects.get(username="auditor"), User.objects.get(username="security")):
        sent = security.post(f"/admin/agencies/user/{other.pk}/change/", {"is_active": ""})
        assert sent.status_code == 403, other
    form = security.get(f"/admin/agencies/user/{clerk.pk}/change/").context["adminform"].form
    assert not {"duty", "is_superuser", "is_staff"} & set(form.fields)


def test_nobody_holds_two_duties_nor_a_role_beside_one(bureau: Agency) -> None:
    holder = person("holder", duty="auditor")
    with pytest.raises(IntegrityError, match="user_duty_or_superuser"), transaction.atomic():
        User.objects.filter(pk=holder.pk).update(is_superuser=True)
    with pytest.raises(IntegrityError, match="user_duty_known"), transaction.atomic():
        User.objects.filter(pk=holder.pk).update(duty="both")
    with pytest.raises(MembershipRefused, match="三员之一"):
        membership.grant(holder, bureau, Role.MANAGER, by=None)


def test_duty_is_given_by_command_and_recorded(bureau: Agency, capsys) -> None:
    User.objects.create_superuser("root", full_name="张工")
    call_command("give_duty", "root", "security")
    assert capsys.readouterr().out == "张工（root）：安全管理员（账号、角色、密码）。\n"
    root = User.objects.get(username="root")
    assert (root.duty, root.is_superuser, root.is_staff) == ("security", False, True)
    event = Event.objects.get(action="duty_given")
    assert (event.actor, event.data["before"]["is_superuser"]) == (None, True)
    person("clerk", Role.DRAFTER, at=bureau)
    with pytest.raises(CommandError, match="此人在机关任职"):
        call_command("give_duty", "clerk", "auditor")


def test_password_set_on_the_command_line_is_recorded_and_told(monkeypatch) -> None:
    clerk = person("clerk")
    monkeypatch.setattr("getpass.getpass", lambda **_: "春天里的一个口令 5")
    call_command("changepassword", "clerk")
    assert actions_logged() == ["account_notice", "password_set"]
    assert AccountNotice.objects.get(user=clerk).signing_from is not None


def test_every_event_about_people_goes_to_the_syslog(settings, caplog, django_capture_on_commit_callbacks) -> None:
    settings.SYSLOG = ("127.0.0.1", 514)
    person("clerk")
    with caplog.at_level("INFO", "nianbao.outside"), django_capture_on_commit_callbacks(execute=True):
        sign_in("clerk")
    event = Event.objects.get()
    (line,) = [record.getMessage() for record in caplog.records if record.name == "nianbao.outside"]
    sent = json.loads(line)
    assert (sent["number"], sent["action"], sent["hash"], sent["data"]["address"]) == (
        1,
        "sign_in",
        event.hash,
        "10.0.0.9",
    )


def test_page_shows_the_last_months_unless_an_earlier_day_is_given(monkeypatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr("django.utils.timezone.now", lambda: datetime(2020, 5, 1, tzinfo=UTC))
        trail.record("sign_in", None)
    browser = auditor()
    assert [len(browser.get(f"/account/log/{query}").context["page"]) for query in ("", "?since=2020-01-01")] == [0, 1]


def test_own_password_changed_under_admin_stands_in_the_log_and_guessing_it_waits() -> None:
    administrator = signed_in(person("superuser", is_superuser=True, is_staff=True))
    new = {"new_password1": "春天里的一个口令 5", "new_password2": "春天里的一个口令 5"}
    answers = [
        administrator.post("/admin/password_change/", {"old_password": f"{n}"} | new).status_code for n in range(30)
    ]
    administrator.post("/admin/password_change/", {"old_password": PASSWORD} | new)
    changed = User.objects.get(username="superuser").check_password("春天里的一个口令 5")
    assert (set(answers) == {200}, changed and "password_changed" not in actions_logged()) == (False, False)


def test_leaving_by_admin_stands_in_the_log() -> None:
    signed_in(person("superuser", is_superuser=True, is_staff=True)).post("/admin/logout/")
    assert actions_logged() == ["sign_out"]


def test_last_day_of_the_calendar_is_no_error() -> None:
    assert auditor().get("/account/log/?until=9999-12-31").status_code == 200
