"""录入原公开件 by HTTP, as the people concerned: who tries it alone, and who does it right."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from agencies.accounts.telling import Kind, tell
from agencies.models import Agency
from agencies.roles import Role
from reports import actions, editions
from reports.content.merge import Change
from reports.importing.reading import FilePlace, Value, ValueState
from reports.models import AdoptionDecision, AdoptionRequest, EarlyAdoption, Explanation, Release, Report
from tests import adoptions, factories, uploads
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

DESK = "/desk/nx-zw-spt-sfj/"
THIS_YEAR = timezone.localdate().year
PUBLIC = "/agencies/nx-zw-spt-sfj/2023/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return factories.agency(parent=factories.agency("nx-zw-spt", kind="government"))


def client_of(agency: Agency, name: str, *roles: Role) -> Client:
    client = Client()
    client.force_login(person(name, *roles, at=agency))
    return client


@pytest.fixture
def clerk(agency):
    return client_of(agency, "clerk", Role.DRAFTER)


@pytest.fixture
def publisher(agency):
    return client_of(agency, "publisher", Role.PUBLISHER)


@pytest.fixture
def both(agency):
    """The one person of a small agency who writes and publishes."""
    return client_of(agency, "both", Role.DRAFTER, Role.PUBLISHER)


def user_of(client: Client):
    return factories.User.objects.get(pk=client.session["_auth_user_id"])


def paper(client: Client, year: int = 2023, **cells: Value):
    """A file that the person handed in."""
    of = uploads.with_cells(uploads.reading(year), **cells)
    data = f"{year}{cells}".encode()
    return uploads.upload(Agency.objects.get(code="nx-zw-spt-sfj"), user_of(client), of, data)


def ask(client: Client, upload, year: int = 2023, **changes: str):
    digest = upload.reconciled(editions.for_year(year)).digest
    day = min(timezone.localdate(), timezone.localdate().replace(year=year + 1, month=1, day=20))
    form = {"year": year, "digest": digest, "published_on": f"{day}", "address": adoptions.ADDRESS}
    return client.post(f"{DESK}uploads/{upload.pk}/adoption/", form | changes)


def act(client: Client, what: str, **form: str):
    asked = AdoptionRequest.objects.latest("pk")
    return client.post(f"{DESK}adoptions/{asked.pk}/{what}/", {"digest": asked.digest} | form)


def words(response) -> str:
    return re.sub(r"\s+|<[^>]*>", "", response.content.decode())


def refusals(response) -> list[str]:
    assert response.status_code == 409
    return response.context["refusals"]


def is_public() -> bool:
    return Client().get(PUBLIC).status_code == 200 or Release.objects.exists()


def test_one_asks_another_confirms_and_the_page_says_so_at_its_head(clerk, publisher):
    upload = paper(clerk)
    assert "申请录入为已公开的2023年度报告" in words(clerk.get(f"{DESK}uploads/{upload.pk}/?year=2023"))
    assert "原公开日期" in words(clerk.get(f"{DESK}uploads/{upload.pk}/adoption/?year=2023"))
    response = ask(clerk, upload)
    assert response["Location"] == f"{DESK}adoptions/{AdoptionRequest.objects.get().pk}/"
    assert "等待发布人确认" in words(clerk.get(response["Location"]))
    assert is_public() is False
    assert act(publisher, "confirm").status_code == 302
    page = words(Client().get(PUBLIC))
    head = "本报告由原公开件录入，没有在本系统审核。原公开日期：2024年1月20日。"
    today = timezone.localdate()
    assert f"{head}原公开网址：{adoptions.ADDRESS}。{today.year}年{today.month}月{today.day}日录入。" in page
    assert page.index(head) < page.index("第1版·2024年1月20日原公开")
    assert "已确认公开（publisher的姓名" in words(clerk.get(response["Location"]))
    assert "2024年1月20日原公开，由原公开件录入" in words(Client().get("/agencies/nx-zw-spt-sfj/"))
    assert "2023年度报告2024年1月20日·由原公开件录入" in words(Client().get("/"))
    assert '"datePublished": "2024-01-20T00:00:00+08:00"' in Client().get(PUBLIC).content.decode()


def test_publisher_alone_gets_nothing_before_the_public(both):
    ask(both, paper(both))
    assert refusals(act(both, "confirm")) == ["这份申请是您提出的，不能由您确认，请另一位发布人确认。"]
    assert is_public() is False


def test_address_that_published_at_once_is_gone(both):
    assert both.post(f"{DESK}uploads/{paper(both).pk}/publish/", {"year": 2023}).status_code == 404
    assert both.post(f"{DESK}2023/transition/", {"action": "adopt"}).status_code == 404


def test_edited_page_of_the_year_in_hand_is_refused(clerk, publisher):
    (says,) = refusals(ask(clerk, paper(clerk, THIS_YEAR), THIS_YEAR, published_on=f"{timezone.localdate()}"))[-1:]
    assert says.startswith(f"{THIS_YEAR} 年度报告的编报到 {THIS_YEAR + 1} 年 3 月 31 日才结束")
    assert Report.objects.count() == 0


def test_drafter_who_is_publisher_cannot_replace_a_report_under_correction(both, agency):
    report = factories.report(agency, 2023)
    release = factories.release(report)
    both.post(f"{DESK}2023/transition/", {"action": "correct", "reason": "数据有误。", "digest": release.digest})
    report.refresh_from_db()
    assert (report.state, report.number) == ("drafting", 2)
    assert refusals(ask(both, paper(both))) == [
        "2023 年度的报告在本系统送审或发布过，不能再录入原公开件；内容有误的，请由填报人开始更正。"
    ]
    assert list(Release.objects.values_list("number", "origin")) == [(1, "reviewed")]


def test_report_that_was_published_here_is_never_replaced(clerk, agency):
    factories.release(factories.report(agency, 2023))
    assert len(refusals(ask(clerk, paper(clerk)))) == 1


def test_file_changed_between_asking_and_confirming_is_not_published(clerk, publisher):
    upload = paper(clerk)
    ask(clerk, upload)
    place = "prose.overview"
    form = {"year": 2023, f"initial-{place}": "这里写 overview。", place: "换成另外一页。"}
    assert clerk.post(f"{DESK}uploads/{upload.pk}/save/", form).status_code == 302
    (says,) = refusals(act(publisher, "confirm"))
    assert says.startswith("申请之后，这个文件核对的内容")
    assert is_public() is False


def test_publisher_with_a_second_factor_is_asked_for_it_first(clerk, publisher):
    ask(clerk, paper(clerk))
    totp.TOTP.activate(user_of(publisher), totp.generate_totp_secret())
    assert act(publisher, "confirm")["Location"].startswith("/account/confirm/code/?next=")
    assert is_public() is False


def test_publisher_whose_password_others_have_just_reset_does_not_confirm(clerk, publisher):
    ask(clerk, paper(clerk))
    tell([user_of(publisher)], Kind.PASSWORD_RESET, "密码已重设", by=None)
    (says,) = refusals(act(publisher, "confirm"))
    assert says.endswith("以后才能签名和发布。")
    assert is_public() is False


def test_publisher_who_corrected_a_cell_cannot_confirm(clerk, publisher):
    upload = paper(clerk)
    place = "prose.overview"
    change = {place: Change("这里写 overview。", "换成另外一页。")}
    actions.correct(upload, editions.get("2021"), change, {}, user_of(publisher))
    ask(clerk, upload)
    page = words(publisher.get(f"{DESK}adoptions/{AdoptionRequest.objects.get().pk}/"))
    assert "现在不能由您确认公开：您核对、改正过这个文件读出的内容" in page
    assert len(refusals(act(publisher, "confirm"))) == 1


def test_findings_are_explained_one_by_one_before_anything_is_public(clerk, publisher):
    nine = Value(ValueState.READ, 9, "9", FilePlace(2, 1, 1))
    cells = {"requests.received.natural_person": nine, "requests.received.total": nine}
    ask(clerk, paper(clerk, 2023, **cells))
    at = f"{DESK}adoptions/{AdoptionRequest.objects.get().pk}/"
    open_ones = [group for group in clerk.get(at).context["adoption"].findings if group.is_open]
    assert len(refusals(act(publisher, "confirm"))) == len(open_ones) > 0
    for number, group in enumerate(open_ones, start=1):
        assert act(clerk, "explain", **{group.key: "原公开件如此。"}).status_code == 302
        assert Explanation.objects.count() == number
    assert act(publisher, "confirm").status_code == 302
    assert Release.objects.get().content().figures["requests.received.natural_person"] == 9


def test_page_shows_what_was_corrected_and_what_would_be_public(clerk, publisher, agency):
    upload = uploads.upload(agency, user_of(clerk), uploads.doubtful())
    sheet = upload.reconciled(editions.get("2021"))
    actions.correct(upload, editions.get("2021"), {}, {line.place: line.now for line in sheet.open}, user_of(clerk))
    ask(clerk, upload)
    page = words(publisher.get(f"{DESK}adoptions/{AdoptionRequest.objects.get().pk}/"))
    assert "一、本年新收政府信息公开申请数量·自然人80第3页第2张表第5行8两个数连在一起；clerk的姓名核对" in page
    assert "文件里有、没有采用的内容：第3页共5页第3页" in page
    assert "这里写overview。" in page


def test_returned_with_a_reason_and_asked_again(clerk, publisher):
    upload = paper(clerk)
    ask(clerk, upload)
    assert refusals(act(publisher, "return", reason=" ")) == ["请写明退回的理由。"]
    assert act(publisher, "return", reason="日期不对。").status_code == 302
    assert "已退回（publisher的姓名" in words(clerk.get(f"{DESK}adoptions/{AdoptionRequest.objects.get().pk}/"))
    assert ask(clerk, upload).status_code == 302
    assert AdoptionRequest.objects.count() == 2


def test_who_asked_takes_it_back(clerk, publisher):
    ask(clerk, paper(clerk))
    assert refusals(act(publisher, "recall")) == ["录入申请只能由申请人自己撤回。"]
    assert act(clerk, "recall").status_code == 302
    assert AdoptionDecision.objects.get().kind == "recalled"


def test_request_is_a_task_of_those_who_can_confirm_it(clerk, publisher, both):
    ask(both, paper(clerk))
    tasks = {
        name: [task.button for task in client.get("/desk/").context["tasks"] if task.says == "原公开件等待确认"]
        for name, client in (("clerk", clerk), ("publisher", publisher), ("both", both))
    }
    assert tasks == {"clerk": [], "publisher": ["去确认"], "both": []}


def test_form_keeps_what_was_typed_when_it_is_refused(clerk):
    upload = paper(clerk)
    response = ask(clerk, upload, published_on="2099-01-01", address="javascript:alert(1)")
    assert refusals(response) == [
        "原公开日期不能晚于今天。",
        "原公开网址应以 http:// 或 https:// 开头，不超过 500 个字，请核对。",
    ]
    page = response.content.decode()
    assert ('value="2099-01-01"' in page, 'value="javascript:alert(1)"' in page) == (True, True)
    assert refusals(ask(clerk, upload, published_on="昨天", address="x" * 600))[0] == "请填写原公开日期。"


def test_year_that_was_not_chosen_leads_back_to_the_file(clerk):
    upload = paper(clerk)
    for year in ("", "1999"):
        of = uploads.upload(upload.agency, user_of(clerk), None, f"{year}x".encode())
        assert clerk.get(f"{DESK}uploads/{of.pk}/adoption/?year={year}").status_code == 200
    nothing = clerk.post(f"{DESK}uploads/{upload.pk}/adoption/", {"year": "1999"})
    assert nothing.status_code == 409


def test_request_of_another_agency_is_404(clerk, agency):
    ask(clerk, paper(clerk))
    other = client_of(factories.agency("nx-other"), "other", Role.PUBLISHER)
    pk = AdoptionRequest.objects.get().pk
    answers = [other.get(f"{at}adoptions/{pk}/").status_code for at in (DESK, "/desk/nx-other/")]
    assert answers == [404, 404]


def test_office_allows_it_early_and_three_people_do_it(agency, clerk, publisher):
    office = client_of(agency.parent, "office", Role.SUPERVISOR)
    at = f"{DESK}early-adoptions/"
    assert "提前录入" in words(office.get(f"/desk/office/?year={THIS_YEAR}"))
    until = timezone.localdate() + timedelta(days=9)
    form = {"year": f"{THIS_YEAR}", "reason": "机构撤并。", "until": f"{until}"}
    assert office.post(at, form | {"reason": ""}).status_code == 200
    assert EarlyAdoption.objects.count() == 0
    assert office.post(at, form).status_code == 302
    assert "office的姓名准许：机构撤并。" in words(office.get(at))
    assert refusals(office.post(at, form)) == [f"{THIS_YEAR} 年度还没有开始、编报已经结束或者已经准许，不需要准许。"]
    assert [client.post(at, form).status_code for client in (clerk, publisher)] == [403, 403]


def test_page_takes_a_fixed_number_of_queries(clerk, publisher, django_assert_num_queries):
    ask(clerk, paper(clerk))
    with django_assert_num_queries(16):
        publisher.get(f"{DESK}adoptions/{AdoptionRequest.objects.get().pk}/")


def test_address_in_capitals_is_taken_or_refused_in_words(clerk):
    clerk.raise_request_exception = False
    assert ask(clerk, paper(clerk), address="HTTP://www.example.cn/2023.html").status_code in (302, 409)


def test_address_that_reads_otherwise_than_it_leads_is_refused(clerk):
    assert ask(clerk, paper(clerk), address="http://good.gov.cn/\u202egpj.exe").status_code == 409
