"""The review screen and its forms: what each person sees and may do; nothing typed is lost or runs as script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.models import Report
from reports.workflow.transitions import Action
from tests import factories
from tests.desk.reviewing.review_page import AT, NASTY, page, post
from tests.public.published import Page, text
from tests.signing import office_person, order, person, sign

pytestmark = pytest.mark.django_db


def buttons(shown: Page) -> list[str]:
    return [button.get("value", "") for button in shown.all("button", name="action")]


def submitted(report: Report, people) -> Report:
    return actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))


def test_each_role_sees_the_buttons_of_its_moves_only(client, report, people):
    submitted(report, people)
    assert {role: buttons(page(client, user)) for role, user in people.items()} == {
        Role.DRAFTER: ["recall"],
        Role.FIRST_REVIEWER: ["approve", "send_back"],
        Role.SECOND_REVIEWER: [],
        Role.FINAL_REVIEWER: [],
        Role.PUBLISHER: [],
        Role.MANAGER: [],
    }


def test_reviewer_who_wrote_in_this_version_is_told_so_instead_of_a_button(client, report, people):
    writer = people[Role.FIRST_REVIEWER]
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "改过。")}, writer)
    submitted(report, people)
    shown = page(client, writer)
    assert buttons(shown) == ["send_back"]
    assert "您改动过这一版的内容" in text(shown.root)


def test_what_stands_against_a_signature_is_said_and_nothing_typed_is_lost(client, report, people):
    submitted(report, people)
    sent = {
        "action": "approve",
        "digest": report.content().digest(),
        "opinion": NASTY,
        "ticked": ["没有错别字，标点正确"],
    }
    answer = post(client, people[Role.FIRST_REVIEWER], "transition/", **sent)
    shown = Page(answer)
    assert answer.status_code == 409
    assert "还没有勾选校对项目“人名、地名、机构名正确”。" in shown.texts("li")
    (opinion,) = shown.all("textarea", name="opinion")
    ticked = [box.get("value") for box in shown.all("input", name="ticked") if box.get("checked") is not None]
    assert (opinion.text, ticked) == (NASTY, ["没有错别字，标点正确"])


def test_page_shown_before_a_change_signs_nothing(client, report, people):
    submitted(report, people)
    sent = {"action": "approve", "digest": "0" * 64, "ticked": list(order(report).ticked)}
    shown = Page(post(client, people[Role.FIRST_REVIEWER], "transition/", **sent))
    assert "内容在您打开这一页之后有改动，请看过现在的内容再通过并签名。" in shown.texts("li")
    assert Report.objects.get().state == "first_review"


def test_form_posted_twice_signs_once(client, report, people):
    submitted(report, people)
    sent = {"action": "approve", "digest": report.content().digest(), "ticked": list(order(report).ticked)}
    first = post(client, people[Role.FIRST_REVIEWER], "transition/", **sent)
    again = post(client, people[Role.FIRST_REVIEWER], "transition/", **sent)
    assert (first.status_code, again.status_code, report.sign_offs.count()) == (200, 409, 1)


@pytest.mark.parametrize("action", ["", "adopt", "delete", "<b>"])
def test_unknown_action_is_no_address(client, report, people, action):
    assert post(client, people[Role.DRAFTER], "transition/", action=action).status_code == 404


def test_move_of_another_role_is_refused_with_its_name(client, report, people):
    answer = post(client, people[Role.MANAGER], "transition/", action="submit", digest=report.content().digest())
    assert answer.status_code == 409
    assert "送审需要“填报人”角色。" in Page(answer).texts("li")


def test_changes_since_the_last_signature_are_marked_in_cells_and_sentences(client, report, people):
    submitted(report, people)
    actions.apply(report, Action.APPROVE, people[Role.FIRST_REVIEWER], order(report))
    actions.apply(report, Action.SEND_BACK, people[Role.SECOND_REVIEWER], order(report, reason="请核对。"))
    actions.save(
        report,
        {
            "prose.overview": actions.Change("这里写 overview。", "这里写 概况。"),
            "figures.disclosure.licensing.decisions": actions.Change("0", "7"),
        },
        people[Role.DRAFTER],
    )
    shown = page(client, people[Role.FIRST_REVIEWER])
    assert [text(mark) for mark in shown.all("span", class_="change")] == ["这里写 overview概况。", "0 7"]
    assert "".join(text(mark) for mark in shown.all("ins")) == "概况7"
    unmarked = page(client, people[Role.FIRST_REVIEWER], f"{AT}review/?compare=nothing")
    assert unmarked.all("span", class_="change") == []


def test_changes_against_last_year_are_marked_too(client, report, people):
    before = factories.report(report.agency, 2023, prose=factories.prose(overview="这里写 去年。"))
    factories.release(before)
    shown = page(client, people[Role.DRAFTER], f"{AT}review/?compare=last-year")
    assert [text(mark) for mark in shown.all("span", class_="change")] == ["这里写 去年overview。"]


def test_warning_is_explained_and_the_explanation_lapses_with_its_numbers(client, people, report):
    changes = {
        f"figures.disclosure.regulations.{column}": actions.Change("0", "1") for column in ("issued", "in_force")
    }
    actions.save(report, changes, people[Role.DRAFTER])
    shown = page(client, people[Role.DRAFTER])
    prints = [field.get("value") for field in shown.all("input", name="fingerprint")]
    for fingerprint in prints:
        post(client, people[Role.DRAFTER], "explain/", fingerprint=fingerprint, reason=NASTY)
    shown = page(client, people[Role.DRAFTER])
    assert len(shown.all("p", class_="explained")) == len(prints) > 0
    actions.save(
        report,
        {"figures.disclosure.regulations.issued": actions.Change("1", "2")},
        people[Role.DRAFTER],
    )
    assert len(page(client, people[Role.DRAFTER]).all("p", class_="explained")) < len(prints)


def test_editor_of_a_report_in_review_leads_to_the_review_screen(client, report, people):
    submitted(report, people)
    client.force_login(people[Role.DRAFTER])
    answer = client.get(f"{AT}edit/overview/", follow=True)
    assert answer.redirect_chain == [(f"{AT}review/", 302)]
    assert "内容不能改动" in answer.content.decode()
    change = {"prose.overview": {"before": "这里写 overview。", "after": "改。"}}
    saved = client.post(f"{AT}edit/overview/save/", {"changes": change}, content_type="application/json")
    assert (saved.status_code, saved.json()["refused"]) == (
        400,
        [{"place": "", "says": "报告现在是“一审一校”，内容不能改动，这次的改动没有保存。"}],
    )


def test_files_of_the_release_are_for_members_the_form_and_the_package_too(client, report, people):
    sign(report)
    post(client, people[Role.PUBLISHER], "transition/", action="publish", digest=report.content().digest())
    shown = page(client, people[Role.DRAFTER])
    links = [link.get("href") for link in shown.all("a") if "/files/" in link.get("href", "")]
    names = [text(link) for link in shown.all("a") if "/files/" in link.get("href", "")]
    assert names == [
        "PDF",
        "Word",
        "Excel",
        "门户网页",
        "JSON",
        "CSV",
        "全部格式（ZIP）",
        "审签单",
        "门户上传包（ZIP）",
    ]
    answer = client.get(links[7])
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    portal = client.get(f"{AT}portal/").content.decode()
    assert ("<table" in portal, "class=" in portal) == (True, False)


def test_number_of_queries_does_not_grow_with_comments_and_saves(client, report, people):
    submitted(report, people)

    def queries() -> int:
        client.force_login(people[Role.FIRST_REVIEWER])
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(f"{AT}review/")
        return len(captured)

    first = actions.comment(report, "", "一。", people[Role.MANAGER])
    actions.reply(first, "答。", people[Role.DRAFTER])
    before = queries()
    for number in range(30):
        made = actions.comment(report, "prose.overview", f"{number}", people[Role.MANAGER])
        actions.reply(made, "答。", people[Role.DRAFTER])
    assert queries() == before
    assert before <= 32


def test_desk_lists_what_waits_for_each_and_why_it_came_back(client, report, people):
    submitted(report, people)
    desk = page(client, people[Role.FIRST_REVIEWER], "/desk/")
    assert [text(link) for link in desk.all("a") if text(link) == "去审核"] == ["去审核"]
    actions.apply(report, Action.SEND_BACK, people[Role.FIRST_REVIEWER], order(report, reason=NASTY))
    assert "去审核" not in text(page(client, people[Role.FIRST_REVIEWER], "/desk/").root)
    desk = page(client, people[Role.DRAFTER], "/desk/")
    assert desk.texts("p", class_="task-why") == [f"退回的理由：{NASTY}"]
    client.post("/desk/notices/read/")
    assert "等待" not in text(page(client, people[Role.DRAFTER], "/desk/").root)


def test_whoever_signed_already_has_the_next_stage_on_the_desk_only_under_an_exemption(client, report, people):
    twice = people[Role.FIRST_REVIEWER]
    person(report.agency, Role.SECOND_REVIEWER, twice.username)
    submitted(report, people)
    actions.apply(report, Action.APPROVE, twice, order(report))
    assert "去审核" not in text(page(client, twice, "/desk/").root)
    actions.grant_exemption(report.agency, "编制只有四人。", timezone.localdate(), office_person())
    assert "去审核" in text(page(client, twice, "/desk/").root)


def test_sentences_carried_over_from_last_year_stand_side_by_side(client, report, people):
    sentence = "按照{}年度要点推进决策、执行、管理、服务、结果公开，拓宽公开渠道。"
    before = factories.report(report.agency, 2023, prose=factories.prose(overview=sentence.format(2023)))
    factories.release(before)
    change = {"prose.overview": actions.Change("这里写 overview。", sentence.format(2024))}
    actions.save(report, change, people[Role.DRAFTER])
    shown = page(client, people[Role.FIRST_REVIEWER])
    (section,) = shown.all("section", id="repeated-text")
    cells = [text(cell) for cell in section.iter("td")]
    assert cells == [sentence.format(year).rstrip("。") for year in (2023, 2024)]
    assert "一、总体情况：100% 的文字与上年相同（1 句中 1 句）" in text(section)
    links = [text(link) for link in shown.all("a", href="#repeated-text")]
    assert links == ["逐句对照"]


def test_review_of_a_report_without_last_year_has_nothing_carried_over(client, report, people):
    assert page(client, people[Role.DRAFTER]).all("section", id="repeated-text") == []
