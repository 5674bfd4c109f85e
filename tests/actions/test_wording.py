"""Words kept for ever: what no paper prints and what nobody sees is refused in a sentence that names it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.models.explanation import reviewed_findings
from reports.workflow.transitions import Action, State
from tests import factories
from tests.signing import office_person, order, staffed

pytestmark = pytest.mark.django_db
UNPRINTABLE = "里有印不出的字符：😀（U+1F600）。它要印在审签单上，请删去或换成文字。"


@pytest.fixture
def agency():
    return factories.agency()


@pytest.fixture
def people(agency):
    return staffed(agency)


@pytest.fixture
def report(agency):
    return factories.report(agency)


def refusal(act, *args, **named):
    with pytest.raises(actions.Refused) as refused:
        act(*args, **named)
    return refused.value.sentences


def test_reason_of_an_exemption_and_items_of_a_proof_are_printable(report):
    until = timezone.localdate() + timedelta(days=1)
    by = office_person()
    assert refusal(actions.grant_exemption, report.agency, "人少😀", until, by) == [f"理由{UNPRINTABLE}"]
    items = refusal(actions.set_checklist, report.agency, str(State.FIRST_REVIEW), "核对\n看过😀", by)
    assert items == [f"校对清单{UNPRINTABLE}"]
    seen = "校对清单里有印不出的字符：不可见字符（U+0000）。它要印在审签单上，请删去或换成文字。"
    assert refusal(actions.set_checklist, report.agency, str(State.FIRST_REVIEW), "核对\x00", by) == [seen]


def test_explanation_is_printable(agency, people):
    report = factories.report(agency, prose=factories.prose(overview="政府网站公开信息20条，给与答复。"))
    finding = next(each for each in reviewed_findings(report, report.findings()) if each.explainable)
    by = people[Role.DRAFTER]
    assert refusal(actions.explain, report, finding.fingerprint, "属实😀", by) == [f"说明{UNPRINTABLE}"]


@pytest.mark.parametrize("unprintable", ["退回😀", "退回\x00", "退回\u202e"])
def test_reason_of_sending_back_is_printable_and_may_have_lines(unprintable, report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    reviewer = people[Role.FIRST_REVIEWER]
    assert refusal(actions.apply, report, Action.SEND_BACK, reviewer, order(report, reason=unprintable))
    actions.apply(report, Action.SEND_BACK, reviewer, order(report, reason="第一处。\r\n\t第二处　再核对。"))
    assert report.state == State.DRAFTING


def test_comment_with_its_quote_and_replies_hold_nothing_unseen(report, people):
    by = people[Role.DRAFTER]
    unseen = "里有看不见的字符（U+0000），请删去再试。"
    assert refusal(actions.comment, report, "", "请改\x00", by) == [f"意见{unseen}"]
    assert refusal(actions.comment, report, "", "请改", by, "引文\x00") == [f"引用的文字{unseen}"]
    remark = actions.comment(report, "", "请改😀\r\n谢谢", by)
    assert refusal(actions.reply, remark, "好\x00", by) == [f"意见{unseen}"]
