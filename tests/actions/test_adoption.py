"""Taking in what was public elsewhere: who may, of which year, what must be explained, and what is kept."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from agencies.models import Event
from agencies.roles import Role
from reports import actions, editions
from reports.actions import FirstPublication, NotPermitted, Refused
from reports.content.merge import Change
from reports.importing.reading import FilePlace, Value, ValueState
from reports.models import AdoptionDecision, AdoptionRequest, Explanation, Notice, Release, Report
from reports.queries import adoptions as questions
from reports.queries import audit
from reports.workflow.transitions import Action
from tests import factories, uploads
from tests.adoptions import ADDRESS, FIRST, ask, explain, wanted
from tests.agencies.people import person
from tests.signing import sign
from tests.trail import tell_of_everything

pytestmark = pytest.mark.django_db

RECEIVED = "requests.received.natural_person"
THIS_YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return factories.agency()


@pytest.fixture
def clerk(agency):
    return person("clerk", Role.DRAFTER, at=agency)


@pytest.fixture
def publisher(agency):
    return person("publisher", Role.PUBLISHER, at=agency)


@pytest.fixture
def paper(agency, clerk):
    """A file that is read without a doubt."""
    return uploads.upload(agency, clerk)


@pytest.fixture
def asked(paper, clerk, publisher):
    return ask(paper, clerk)


@pytest.fixture
def broken(agency, clerk):
    """A real old report: one sum of it is wrong, as it was published."""
    nine = Value(ValueState.READ, 9, "9", FilePlace(2, 1, 1))
    cells = {RECEIVED: nine, "requests.received.total": nine}
    return uploads.upload(agency, clerk, uploads.with_cells(uploads.reading(), **cells), b"a broken paper")


def refusal(act, *args) -> list[str]:
    with pytest.raises(Refused) as error, transaction.atomic():
        act(*args)
    return error.value.sentences


def confirm(asked, by):
    return actions.confirm_adoption(asked, asked.digest, by)


def test_what_one_asked_and_another_confirmed_is_public_under_its_first_date(asked, clerk, publisher):
    report = confirm(asked, publisher)
    release = Release.objects.get()
    assert (report.state, release.origin, release.adoption, release.published_by, release.digest) == (
        "published", "imported", asked, publisher, asked.digest,
    )  # fmt: skip
    assert timezone.localtime(release.published_at).replace(tzinfo=None) == datetime(2024, 1, 30)  # noqa: DTZ001
    assert (asked.decision.kind, asked.decision.by) == ("confirmed", publisher)
    assert [revision.author for revision in report.revisions.all()] == [None]
    assert Event.objects.latest("number").actor == publisher
    tell_of_everything()
    assert list(audit.broken(files=True)) == []


def test_nothing_is_public_before_somebody_confirms(asked):
    report = Report.objects.get()
    assert (report.state, report.version, report.values(), Release.objects.count()) == ("drafting", 0, {}, 0)


def test_who_asked_cannot_confirm_though_they_are_publisher(agency, paper):
    both = person("both", Role.DRAFTER, Role.PUBLISHER, at=agency)
    asked = ask(paper, both)
    assert refusal(confirm, asked, both) == ["这份申请是您提出的，不能由您确认，请另一位发布人确认。"]


def test_exemption_changes_nothing_of_that(agency, paper):
    both, office = person("both", Role.DRAFTER, Role.PUBLISHER, at=agency), person("office")
    actions.grant_exemption(agency, "人少。", timezone.localdate() + timedelta(days=9), office)
    assert refusal(confirm, ask(paper, both), both) == ["这份申请是您提出的，不能由您确认，请另一位发布人确认。"]


def test_who_handed_the_file_in_cannot_confirm(agency, clerk, publisher):
    asked = ask(uploads.upload(agency, publisher), clerk)
    assert refusal(confirm, asked, publisher) == ["这个文件是您交来的，不能由您确认，请另一位发布人确认。"]


def test_who_corrected_one_place_of_the_file_cannot_confirm(paper, clerk, publisher):
    place = f"figures.{RECEIVED}"
    for before, after in (("0", "1"), ("1", "0")):
        actions.correct(paper, editions.get("2021"), {place: Change(before, after)}, {}, publisher)
    asked = ask(paper, clerk)
    says = ["您核对、改正过这个文件读出的内容，不能由您确认，请另一位发布人确认。"]
    assert refusal(confirm, asked, publisher) == says


def test_who_emptied_the_draft_cannot_confirm(paper, clerk, publisher):
    report = actions.start(paper.agency, 2023, clerk, empty=True)
    for before, after in (("", "写了一句。"), ("写了一句。", "")):
        actions.save(report, {"prose.overview": Change(before, after)}, publisher)
    assert refusal(confirm, ask(paper, clerk), publisher) == [
        "您改动过这份报告的草稿，不能由您确认，请另一位发布人确认。"
    ]


def test_confirming_takes_a_publisher(asked, clerk, agency):
    for other in (clerk, person("manager", Role.MANAGER, at=agency), person("stranger")):
        with pytest.raises(NotPermitted):
            confirm(asked, other)
    with pytest.raises(NotPermitted):
        actions.apply(asked.report, Action.ADOPT, None, actions.TransitionRequest(adoption=asked.pk))
    with pytest.raises(NotPermitted):
        confirm(asked, None)


def test_adopting_without_a_request_is_refused(asked, publisher):
    assert refusal(actions.apply, asked.report, Action.ADOPT, publisher) == ["录入原公开件要先有人申请。"]


def test_request_of_another_report_is_no_request(asked, publisher):
    other = actions.start(asked.report.agency, 2022, empty=True)
    request = actions.TransitionRequest(adoption=asked.pk)
    assert refusal(actions.apply, other, Action.ADOPT, publisher, request) == ["录入原公开件要先有人申请。"]


def test_file_corrected_after_the_request_cannot_be_confirmed(asked, clerk, publisher):
    change = {"prose.overview": Change("这里写 overview。", "改过的一页。")}
    actions.correct(asked.upload, editions.get("2021"), change, {}, clerk)
    (says,) = refusal(confirm, asked, publisher)
    assert says.startswith("申请之后，这个文件核对的内容或者本机关的信息有改动")


def test_what_was_shown_is_what_is_confirmed(asked, publisher):
    assert len(refusal(actions.confirm_adoption, asked, "0" * 64, publisher)) == 1


def season(year: int) -> FirstPublication:
    return FirstPublication(min(date(year + 1, 1, 20), timezone.localdate()), ADDRESS)


def at(monkeypatch, day: date) -> None:
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001
    monkeypatch.setattr(timezone, "now", lambda: noon)


def test_year_whose_season_is_not_over_is_refused_until_the_first_of_april(paper, clerk, monkeypatch):
    says = (
        "2023 年度报告的编报到 2024 年 3 月 31 日才结束，在此之前请照常填报、三审三校；"
        "确需提前录入原公开件的，请主管部门在“督办”里准许。"
    )
    at(monkeypatch, date(2024, 3, 31))
    assert refusal(ask, paper, clerk) == [says]
    at(monkeypatch, date(2024, 4, 1))
    assert ask(paper, clerk).report.year == 2023


def test_office_can_allow_it_earlier_with_a_reason_and_an_end(agency, paper, clerk, monkeypatch):
    at(monkeypatch, date(2024, 2, 20))
    office = person("office")
    actions.allow_early_adoption(agency, 2023, "机构撤并。", date(2024, 2, 29), office)
    assert ask(paper, clerk).report.year == 2023
    with pytest.raises(Refused):
        actions.allow_early_adoption(agency, 2023, "再来一次。", date(2024, 2, 29), office)


def test_leave_of_the_office_ends_on_its_day_and_is_of_one_agency_and_year(agency, paper, clerk, monkeypatch):
    at(monkeypatch, date(2024, 2, 20))
    other = factories.agency("nx-other")
    actions.allow_early_adoption(agency, 2023, "机构撤并。", date(2024, 2, 21), person("office"))
    at(monkeypatch, date(2024, 2, 22))
    assert "在此之前请照常填报" in refusal(ask, paper, clerk)[0]
    at(monkeypatch, date(2024, 2, 21))
    of_other = uploads.upload(other, clerk)
    wish = actions.ImportRequest(2023, wanted(of_other).digest, frozenset(["agency"]))
    assert "在此之前请照常填报" in refusal(actions.ask_for_adoption, of_other, wish, FIRST, clerk)[0]


def test_who_allowed_it_early_takes_no_other_part(agency, paper, monkeypatch):
    at(monkeypatch, date(2024, 2, 20))
    office = person("office", Role.SUPERVISOR, at=factories.agency("nx", kind="government"))
    actions.allow_early_adoption(agency, 2023, "机构撤并。", date(2024, 2, 29), office)
    assert refusal(ask, paper, office) == ["提前录入是您准许的，申请和确认请由别人来做。"]


def test_who_works_at_the_agency_does_not_allow_it_early(agency, clerk):
    day = timezone.localdate()
    says = ["您在这个机关有角色，不能准许它提前录入，请由主管部门的另一个人准许。"]
    assert refusal(actions.allow_early_adoption, agency, THIS_YEAR, "急。", day, clerk) == says


@pytest.mark.parametrize(
    ("year", "reason", "days"),
    [
        (THIS_YEAR, "", 1),
        (THIS_YEAR, "急。", -1),
        (THIS_YEAR, "急。", 400),
        (2022, "急。", 1),
        (THIS_YEAR + 1, "急。", 1),
    ],
)
def test_leave_without_reason_end_or_need_is_refused(agency, year, reason, days):
    until = timezone.localdate() + timedelta(days=days)
    assert len(refusal(actions.allow_early_adoption, agency, year, reason, until, person("office"))) == 1


def test_draft_with_content_is_not_replaced(paper, clerk):
    report = actions.start(paper.agency, 2023, clerk)
    actions.save(report, {"prose.overview": Change(report.prose.get("overview", ""), "有人写过。")}, clerk)
    says = ["2023 年度的草稿已经有人写了内容，不能录入原公开件；要录入，请先清空草稿。"]
    assert refusal(ask, paper, clerk) == says
    assert Report.objects.get().prose["overview"] == "有人写过。"


def test_draft_written_after_the_request_is_not_replaced_either(asked, clerk, publisher):
    actions.save(asked.report, {"prose.overview": Change("", "有人写过。")}, clerk)
    assert refusal(confirm, asked, publisher) == [
        "2023 年度的草稿已经有人写了内容，不能录入原公开件；要录入，请先清空草稿。"
    ]


WAS_HERE = "2023 年度的报告在本系统送审或发布过，不能再录入原公开件；内容有误的，请由填报人开始更正。"


def test_report_that_is_published_or_under_correction_is_not_replaced(agency, paper, clerk):
    report = factories.report(agency, 2023)
    factories.release(report)
    assert refusal(ask, paper, clerk) == [WAS_HERE]
    actions.apply(report, Action.CORRECT, clerk, actions.TransitionRequest(reason="数据有误。"))
    assert refusal(ask, paper, clerk) == [WAS_HERE]


def test_report_that_was_ever_reviewed_is_not_replaced(agency, paper, clerk):
    report = factories.report(agency, 2023)
    sign(report)
    actions.apply(report, Action.SEND_BACK, _publisher_of(agency), actions.TransitionRequest(reason="再看看。"))
    assert refusal(ask, paper, clerk) == [WAS_HERE]


def _publisher_of(agency):
    return agency.memberships.filter(role=Role.PUBLISHER).get().user


def test_taken_in_once_is_not_taken_in_again(asked, clerk, publisher, agency):
    confirm(asked, publisher)
    assert refusal(ask, uploads.upload(agency, clerk, data=b"another"), clerk) == [WAS_HERE]
    assert refusal(confirm, asked, publisher) == [
        "报告现在是“已发布”，不能录入原公开件；可能别人刚刚处理过，请刷新页面。"
    ]


def test_only_one_request_waits_at_a_time(asked, clerk, agency):
    assert refusal(ask, uploads.upload(agency, clerk, data=b"another"), clerk) == [
        "2023 年度已经有一份录入申请等待确认，请等它确认、退回或撤回以后再申请。"
    ]


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        (FirstPublication(None, ADDRESS), "请填写原公开日期。"),
        (FirstPublication(date(2099, 1, 1), ADDRESS), "原公开日期不能晚于今天。"),
        (
            FirstPublication(date(2023, 12, 30), ADDRESS),
            "原公开日期不能早于 2023 年年底：2023 年度的报告在这一年结束以后才公开。",
        ),
        (FirstPublication(date(2024, 1, 30)), "请填写原公开网址；没有的，请写明原因，例如“没有网址”。"),
        (
            FirstPublication(date(2024, 1, 30), ADDRESS, "没有网址"),
            "填写了原公开网址，就不用写没有网址的原因；请只留一项。",
        ),
        (FirstPublication(date(2024, 1, 30), "", "没" * 201), "没有网址的原因不超过 200 个字。"),
    ],
)
def test_date_and_address_are_asked_for_and_checked(paper, clerk, first, sentence):
    assert refusal(ask, paper, clerk, first) == [sentence]
    assert (AdoptionRequest.objects.count(), Report.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://www.example.cn/",
        "www.example.cn",
        "https://",
        "https://用户@www.example.cn/",
        "https://www.example.cn/ 空格",
        f"https://www.example.cn/{'x' * 500}",
        "https://[",
    ],
)
def test_address_that_is_no_page_of_the_web_is_refused(paper, clerk, address):
    says = ["原公开网址应以 http:// 或 https:// 开头，不超过 500 个字，请核对。"]
    assert refusal(ask, paper, clerk, FirstPublication(date(2024, 1, 30), address)) == says


def test_report_without_an_address_says_why(paper, clerk):
    asked = ask(paper, clerk, FirstPublication(date(2024, 1, 30), "", "没有网址"))
    assert (asked.address, asked.no_address) == ("", "没有网址")


def test_broken_sum_of_an_old_report_is_explained_and_kept(broken, clerk, publisher):
    asked = ask(broken, clerk)
    sentences = refusal(confirm, asked, publisher)
    assert sentences[0] == ("“一、本年新收政府信息公开申请数量·自然人”的错误还没有说明：自然人：9 + 0 ≠ 0 + 0，相差 9")
    explain(asked, clerk)
    confirm(asked, publisher)
    kept = Explanation.objects.get(code="B101", place=RECEIVED)
    assert (kept.reason, kept.author, Release.objects.get().content().figures[RECEIVED]) == ("原公开件如此。", clerk, 9)


def test_such_an_explanation_counts_for_nothing_in_drafting(broken, clerk, publisher):
    asked = ask(broken, clerk)
    explain(asked, clerk)
    actions.return_adoption(asked, "日期不对。", publisher)
    report = actions.begin_draft(broken, wanted(broken), clerk)
    drafter_sees = refusal(actions.apply, report, Action.SUBMIT, clerk)
    assert "自然人：9 + 0 ≠ 0 + 0，相差 9" in drafter_sees


def test_blank_cells_of_one_table_are_explained_at_once(agency, clerk, publisher):
    blank = Value(ValueState.BLANK, None, "", FilePlace(2, 1, 1))
    cells = {key: blank for key in uploads.reading().cells if key.startswith("proceedings.")}
    asked = ask(uploads.upload(agency, clerk, uploads.with_cells(uploads.reading(), **cells)), clerk)
    group, *notices = questions.ProposedReport(asked).findings
    assert [each.level for each in notices] == ["notice"] * 3
    assert group.says == "“四、政府信息公开行政复议、行政诉讼情况”有 12 格没有填写；没有发生的，请填 0"
    actions.explain_adoption(asked, {group.key: "原公开件没有填。"}, clerk)
    assert (Explanation.objects.count(), confirm(asked, publisher).state) == (12, "published")


def test_explanation_of_nothing_and_of_a_decided_request_are_refused(asked, clerk, publisher):
    assert refusal(actions.explain_adoption, asked, {"0" * 64: "如此。"}, clerk) == [
        "有的问题已经不在了，或者内容有了改动，请刷新后再看。"
    ]
    actions.return_adoption(asked, "日期不对。", publisher)
    assert refusal(actions.explain_adoption, asked, {}, clerk) == ["这份申请已退回，没有再做什么。"]


def test_explanation_and_reason_of_a_request_hold_nothing_that_no_paper_prints(asked, clerk, publisher):
    key = questions.ProposedReport(asked).findings[0].key
    assert refusal(actions.explain_adoption, asked, {key: "如此😀"}, clerk) == [
        "说明里有印不出的字符：😀（U+1F600）。它要印在审签单上，请删去或换成文字。"
    ]
    assert refusal(actions.return_adoption, asked, "日期\x00", publisher) == [
        "理由里有看不见的字符（U+0000），请删去再试。"
    ]


def test_returned_request_says_why_and_another_can_be_asked(asked, clerk, publisher, paper):
    actions.return_adoption(asked, "日期不对。", publisher)
    assert Notice.objects.get(user=clerk).says == f"{asked.report}的录入申请被退回：日期不对。"
    assert refusal(confirm, asked, publisher) == ["这份申请已退回，没有再做什么。"]
    assert ask(paper, clerk).pk != asked.pk


def test_returning_takes_a_reason_and_a_publisher(asked, clerk, publisher):
    assert refusal(actions.return_adoption, asked, " ", publisher) == ["请写明退回的理由。"]
    assert refusal(actions.return_adoption, asked, "不。", clerk) == ["退回需要“发布人”角色。"]


def test_who_asked_takes_it_back_and_nobody_else(asked, clerk, publisher):
    assert refusal(actions.recall_adoption, asked, publisher) == ["录入申请只能由申请人自己撤回。"]
    actions.recall_adoption(asked, clerk)
    assert AdoptionDecision.objects.get().kind == "recalled"
    assert refusal(actions.recall_adoption, asked, clerk) == ["这份申请已撤回，没有再做什么。"]


def test_publishers_are_told_of_the_request_and_everyone_of_the_result(asked, clerk, publisher):
    assert [(each.user, each.says) for each in Notice.objects.all()] == [
        (publisher, f"clerk的姓名申请录入原公开件：{asked.report}，等待发布人确认")
    ]
    confirm(asked, publisher)
    assert Notice.objects.get(user=clerk).says == f"{asked.report}已由原公开件录入，公众现在可以看到"


def test_request_waits_for_the_publishers_who_can_confirm_it(asked, agency, clerk, publisher):
    other = person("other", Role.PUBLISHER, at=agency)
    elsewhere = person("elsewhere", Role.PUBLISHER, at=factories.agency("nx-other"))
    place = {"prose.overview": asked.upload.reconciled(editions.get("2021")).by_place["prose.overview"].now}
    actions.correct(asked.upload, editions.get("2021"), {"prose.overview": Change(*place.values(), "一。")}, {}, other)
    waiting = {user.username: list(questions.to_confirm(user)) for user in (clerk, publisher, other, elsewhere)}
    assert waiting == {"clerk": [], "publisher": [asked], "other": [], "elsewhere": []}


def test_date_of_the_original_stands_in_the_feed_and_on_the_page(asked, publisher, client):
    confirm(asked, publisher)
    feed = client.get("/feed.xml").content.decode()
    assert "<published>2024-01-30T00:00:00+08:00</published>" in feed
    assert "原公开，由原公开件录入、没有在本系统审核，第1版。" in feed
    page = client.get("/agencies/nx-zw-spt-sfj/2023/").content.decode()
    assert ("2024年1月30日</time>原公开" in page, f'href="{ADDRESS}"' in page) == (True, True)
