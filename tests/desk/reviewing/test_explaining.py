"""Explanations of findings: bound to exactly what was found, seen by every reviewer, never for what must be mended."""

import pytest

from agencies.roles import Role
from reports import actions, editions
from reports.models import Report
from reports.models.explanation import reviewed_findings
from reports.queries import review_papers
from reports.workflow.transitions import Action, State
from tests import adoptions, factories, uploads
from tests.agencies.people import appoint
from tests.public.published import Page, text
from tests.signing import explain_all, order, staffed

pytestmark = pytest.mark.django_db
AT = "/desk/nx-zw-spt-sfj/2024/"
TEXT = "政府网站公开信息20条，给与答复。"


@pytest.fixture
def report():
    return factories.report(prose=factories.prose(overview=TEXT))


def of(report: Report, code: str):
    (finding,) = [each for each in reviewed_findings(report, report.findings()) if each.finding.code == code]
    return finding


def say(report: Report, people, overview: str) -> None:
    actions.save(report, {"prose.overview": actions.Change(report.prose["overview"], overview)}, people[Role.DRAFTER])


def explained(report: Report) -> list[str]:
    return [each.finding.code for each in reviewed_findings(report, report.findings()) if each.explanation]


def test_explanation_stays_while_other_words_change_and_lapses_with_its_own(report, people):
    actions.explain(report, of(report, "T602").fingerprint, "引用原文。", people[Role.DRAFTER])
    say(report, people, f"新加的一句话。{TEXT}")
    assert explained(report) == ["T602"]
    say(report, people, "新加的一句话。公开信息20条，给予答复，截止目前已办结。")
    assert (explained(report), of(report, "T602").is_open) == ([], True)


def test_explanation_comes_back_with_the_words_it_was_about(report, people):
    actions.explain(report, of(report, "T602").fingerprint, "引用原文。", people[Role.DRAFTER])
    say(report, people, "公开信息20条。")
    assert explained(report) == []
    say(report, people, TEXT)
    assert explained(report) == ["T602"]


def test_explanation_of_one_place_does_not_count_at_another(report, people):
    actions.explain(report, of(report, "T602").fingerprint, "引用原文。", people[Role.DRAFTER])
    actions.save(
        report,
        {
            "prose.overview": actions.Change(TEXT, "公开信息20条。"),
            "prose.other": actions.Change("这里写 other。", "给与答复。"),
        },
        people[Role.DRAFTER],
    )
    assert explained(report) == []


@pytest.mark.parametrize("code", ["B101", "N304"])
def test_error_has_to_be_mended_whatever_is_said(code, report, people):
    change = {"figures.requests.received.business": actions.Change("0", "1")}
    actions.save(report, change, people[Role.DRAFTER])
    say(report, people, "本年度未收到政府信息公开申请。")
    with pytest.raises(actions.Refused, match="需要改正"):
        actions.explain(report, of(report, code).fingerprint, "就是这样。", people[Role.DRAFTER])
    assert report.explanations.count() == 0


def test_carry_over_from_a_wrong_report_is_the_one_error_that_may_be_explained(report, people):
    before = factories.report(report.agency, 2023, figures=factories.figures(**{"requests.carried_out.business": 1}))
    factories.release(before)
    with pytest.raises(actions.Refused, match="上年结转填了 0"):
        actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.explain(report, of(report, "C201").fingerprint, "上年误报，已说明。", people[Role.DRAFTER])
    explain_all(report, people[Role.DRAFTER])
    assert actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report)).state == "first_review"


def test_every_reviewer_reads_the_explanation_and_the_form_prints_it(client, report, people):
    actions.explain(report, of(report, "T602").fingerprint, "引用原文。", people[Role.DRAFTER])
    for role in (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER):
        client.force_login(people[role])
        explanations = Page(client.get(f"{AT}review/")).texts("p", class_="explained")
        assert [line.partition("：")[2] for line in explanations] == ["引用原文。"]
        assert "填报人说明（" in explanations[0]
    (printed,) = review_papers.review_form(report).explanations
    assert (printed.code, printed.says, printed.reason) == ("T602", "“给与”应为“给予”", "引用原文。")


def test_explanation_is_rewritten_and_taken_back_with_the_form(client, report, people):
    client.force_login(people[Role.DRAFTER])
    mark = of(report, "T602").fingerprint
    for reason in ("引用原文。", "引用文件原文。"):
        client.post(f"{AT}explain/", {"fingerprint": mark, "reason": reason})
    shown = Page(client.get(f"{AT}review/"))
    assert [area.text for area in shown.all("textarea", name="reason") if area.text] == ["引用文件原文。"]
    assert [text(one) for one in shown.all("summary")].count("改写或收回说明") == 1
    client.post(f"{AT}explain/", {"fingerprint": mark, "reason": ""})
    assert (explained(report), report.explanations.count()) == ([], 3)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DRAFTER, Role.SUPERVISOR)])
def test_who_may_only_read_has_no_form_and_cannot_post_an_explanation(client, report, people, role):
    client.force_login(people[role])
    for page in ("review/", "check/"):
        assert Page(client.get(f"{AT}{page}")).all("textarea", name="reason") == []
    posted = {"fingerprint": of(report, "T602").fingerprint, "reason": "情况属实。"}
    assert client.post(f"{AT}explain/", posted).status_code == 403
    assert report.explanations.count() == 0


def test_explanation_is_not_changed_once_the_report_is_handed_in(client, report, people):
    explain_all(report, people[Role.DRAFTER])
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    client.force_login(people[Role.DRAFTER])
    posted = {"fingerprint": of(report, "T602").fingerprint, "reason": "另一个理由。"}
    refused = client.post(f"{AT}explain/", posted)
    assert refused.status_code == 409
    says = f"报告现在是“{State.FIRST_REVIEW.label}”，内容和说明都不能改动；需要说明的，请先退回修改。"
    assert says in refused.content.decode()
    assert report.explanations.filter(reason="另一个理由。").count() == 0


def test_waiting_request_to_take_in_is_no_way_round_for_a_reviewer_who_explains(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = factories.agency()
    people = staffed(agency)
    drafter, reviewer = people[Role.DRAFTER], people[Role.FIRST_REVIEWER]
    appoint(reviewer, agency, Role.MANAGER)
    paper = uploads.upload(agency, drafter, uploads.reading(2023))
    actions.correct(
        paper, editions.get("2021"), {"prose.overview": actions.Change("这里写 overview。", TEXT)}, {}, drafter
    )
    asked = adoptions.ask(paper, drafter)
    report = actions.begin_draft(paper, adoptions.wanted(paper), drafter)
    actions.apply(report, Action.SUBMIT, drafter, order(report))
    with pytest.raises(actions.Refused):
        adoptions.explain(asked, reviewer)
    with pytest.raises(actions.Refused):
        actions.apply(report, Action.APPROVE, reviewer, order(report))
