"""Comments on a report under review: written, answered, settled, opened again, and refused with their text kept."""

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Comment
from tests import factories
from tests.desk.reviewing.review_page import NASTY, page, post
from tests.public.published import Page, text
from tests.signing import staffed

pytestmark = pytest.mark.django_db


def test_comment_is_written_answered_settled_and_opened_again(client, report, people):
    reviewer, drafter = people[Role.FIRST_REVIEWER], people[Role.DRAFTER]
    post(client, reviewer, "comments/", place="prose.overview", quote="这里写 overview。", text=NASTY)
    remark = Comment.objects.get()
    assert (remark.place, remark.quote, remark.text) == ("prose.overview", "这里写 overview。", NASTY)
    post(client, drafter, f"comments/{remark.pk}/", kind="reply", text="已核对。")
    post(client, reviewer, f"comments/{remark.pk}/", kind="resolved")
    shown = page(client, drafter)
    assert len(shown.all("article", class_="settled")) == 1
    post(client, reviewer, f"comments/{remark.pk}/", kind="reopened", text="还差一处。")
    shown = page(client, drafter)
    assert shown.all("article", class_="settled") == []
    assert [text(script) for script in shown.all("script") if script.text] == []
    assert NASTY in text(shown.root)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": "  "}, "请写下意见。"),
        ({"text": "好", "place": "figures.nothing"}, "这份报告没有意见所指的位置，请刷新后再试。"),
        ({"text": "长" * 2001}, "意见不超过 2000 个字，现在有 2001 个。"),
    ],
)
def test_comment_that_cannot_be_kept_is_refused_with_its_text_still_there(sent, says, client, report, people):
    answer = post(client, people[Role.DRAFTER], "comments/", **sent)
    assert (answer.status_code, Comment.objects.count()) == (409, 0)
    shown = Page(answer)
    assert says in shown.texts("li")
    (area,) = [area for area in shown.all("textarea", name="text") if area.get("id") == "comment-text"]
    assert area.text or not sent["text"].strip()


def test_comment_of_another_report_cannot_be_answered_here(client, report, people):
    other = factories.report(factories.agency("nx-sft"))
    remark = actions.comment(other, "", "别处。", staffed(other.agency)[Role.MANAGER])
    assert post(client, people[Role.DRAFTER], f"comments/{remark.pk}/", text="x").status_code == 404
