"""送审前检查: each finding that may stand with a reason has the form for it there."""

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.people import person
from tests.desk.reviewing.review_page import AT, NASTY, page, post
from tests.public.published import Page
from tests.signing import order, staffed

pytestmark = pytest.mark.django_db
CHECK = f"{AT}check/"


@pytest.fixture
def report():
    return factories.report(prose=factories.prose(overview="政府网站公开信息20条，给与答复。"))


@pytest.fixture
def people(report):
    return staffed(report.agency)


def explanations(shown: Page) -> list[dict[str, str]]:
    """What each form of an explanation would send."""
    return [
        {each.get("name", ""): each.get("value", "") for each in form.iter("input")}
        for form in shown.all("form")
        if form.get("action") == f"{AT}explain/"
    ]


def test_explanation_is_given_on_the_page_and_leads_back_to_it(client, report: Report, people):
    forms = explanations(page(client, people[Role.DRAFTER], CHECK))
    assert forms != []
    assert {form["back"] for form in forms} == {"check"}
    for form in forms:
        sent = {key: form[key] for key in ("fingerprint", "back")}
        answer = post(client, people[Role.DRAFTER], "explain/", follow=False, reason="引用原文。", **sent)
        assert answer["Location"] == f"{CHECK}#findings"
    shown = page(client, people[Role.DRAFTER], CHECK)
    assert {line.partition("：")[2] for line in shown.texts("p", class_="explained")} == {"引用原文。"}
    assert "条提醒" not in "".join(shown.texts("p", class_="hint"))
    assert actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report)).state == "first_review"


def test_page_says_before_anything_is_pressed_that_nobody_reviews(client, report):
    shown = page(client, person("clerk", Role.DRAFTER, Role.FIRST_REVIEWER, at=report.agency), CHECK)
    assert "本机关还没有人担任“二审”“三审”，请管理员先安排。" in shown.texts("p", class_="hint")
    assert "送审" not in shown.texts("button")
    assert shown.texts("p", class_="verdict") == [f"{report}还有 1 个问题没有改正，不能送审。"]


def test_refused_explanation_stays_on_the_page_with_what_was_typed(client, report, people):
    (form, *_) = explanations(page(client, people[Role.DRAFTER], CHECK))
    reason = NASTY + "长" * 500
    sent = {key: form[key] for key in ("fingerprint", "back")}
    answer = post(client, people[Role.DRAFTER], "explain/", reason=reason, **sent)
    shown = Page(answer)
    assert (answer.status_code, shown.texts("h1")) == (409, ["送审前检查"])
    assert "说明不超过 500 个字。" in shown.texts("li")
    assert [area.text.strip() for area in shown.all("textarea", name="reason") if (area.text or "").strip()] == [reason]


def test_error_that_must_be_mended_has_no_form(client, report, people):
    actions.save(report, {"figures.requests.received.business": actions.Change("0", "1")}, people[Role.DRAFTER])
    shown = page(client, people[Role.DRAFTER], CHECK)
    with_form = [item for item in shown.all("li") if any(True for _ in item.iter("textarea"))]
    assert {item.get("data-level") for item in with_form} == {"warning"}


def test_report_in_review_is_not_explained_here(client, report, people):
    for form in explanations(page(client, people[Role.DRAFTER], CHECK)):
        actions.explain(report, form["fingerprint"], "引用原文。", people[Role.DRAFTER])
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    assert explanations(page(client, people[Role.DRAFTER], CHECK)) == []


def test_two_versions_of_a_sentence_keep_the_report_back_and_lead_to_the_choice(client, report: Report, people):
    for after in ("政府网站公开信息20条。", "政府网站公开信息20条，答复8件。"):
        before = "政府网站公开信息20条，给与答复。"
        actions.save(report, {"prose.overview": actions.Change(before, after)}, people[Role.DRAFTER])
    shown = page(client, people[Role.DRAFTER], CHECK)
    says = "一、总体情况：有两个人的写法不同，还没有选择保留哪一种。"
    assert [(each.get("href"), each.text) for each in shown.all("a") if each.text == says] == [
        (f"{AT}edit/overview/#conflicts", says)
    ]
    with pytest.raises(actions.Refused, match="有两个人的写法不同"):
        actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))


def test_report_with_nothing_but_the_headings_it_began_with_cannot_be_sent(client):
    report = actions.start(factories.agency("nx-sft"), 2024)
    people = staffed(report.agency)
    actions.replace(report, factories.figures(), report.prose, by=None)
    shown = page(client, people[Role.DRAFTER], "/desk/nx-sft/2024/check/")
    sentences = [line.removesuffix(" 转到") for line in shown.texts("a", class_="to")]
    assert [sentence.partition("：")[0] for sentence in sentences] == [
        "“一、总体情况”只有小标题，还没有正文",
        "“五、存在的主要问题及改进情况”只有小标题，还没有正文",
        "“六、其他需要报告的事项”还没有写",
    ]
    assert "没有其他需要报告的事项" in sentences[2]
    with pytest.raises(actions.Refused, match="还没有写"):
        actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
