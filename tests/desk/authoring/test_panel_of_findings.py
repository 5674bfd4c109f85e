"""The panel of findings: explained in place, folded when explained, and never a rule's code on a screen."""

import re

import pytest

from agencies.roles import Role
from reports import actions
from reports.checks import catalogue
from tests import factories
from tests.public.published import Page, text
from tests.signing import staffed

pytestmark = pytest.mark.django_db
AT = "/desk/nx-zw-spt-sfj/2024/"
EDIT = f"{AT}edit/overview/"
TEXT = "截止目前公开信息20条，给与答复。"


@pytest.fixture
def report():
    return factories.report(prose=factories.prose(overview=TEXT))


@pytest.fixture
def people(report):
    return staffed(report.agency)


@pytest.fixture
def clerk(client, people):
    client.force_login(people[Role.DRAFTER])
    return client


def fingerprint(client) -> str:
    (form,) = [
        each
        for each in Page(client.get(EDIT)).all("li")
        if "“给与”应为“给予”" in text(each) and each.findall(".//form")
    ]
    return next(each.get("value") for each in form.iter("input") if each.get("name") == "fingerprint")


def explain(client, mark: str, reason: str, **headers: str):
    return client.post(f"{AT}explain/", {"fingerprint": mark, "back": "overview", "reason": reason}, headers=headers)


def listed(html: str) -> tuple[list[str], list[str]]:
    """The sentences that stand open, and those that are folded away."""
    open_part, _, folded = html.partition("explained-group")
    return tuple(re.findall(r'class="to"[^>]*>“(\w+)”应为', part) for part in (open_part, folded))


def test_explanation_answers_the_panel_and_the_steps_without_it(clerk):
    answer = explain(clerk, fingerprint(clerk), "引用原文。", accept="application/json").json()
    assert sorted(answer) == ["fragments", "marks"]
    assert sorted(answer["fragments"]) == ["findings", "steps"]
    assert listed(answer["fragments"]["findings"]) == (["截止目前"], ["给与"])
    assert "给与" not in str(answer["marks"])


def test_refused_explanation_answers_why_and_writes_nothing(clerk, report):
    answer = explain(clerk, "0" * 64, "引用原文。", accept="application/json")
    assert (answer.status_code, answer.json()) == (
        409,
        {"refused": ["这个问题已经不在了，或者内容有了改动，请刷新后再看。"]},
    )
    assert report.explanations.count() == 0


def test_without_scripts_the_form_leads_back_to_the_part(clerk, report):
    sent = explain(clerk, fingerprint(clerk), "引用原文。")
    assert (sent.status_code, sent["Location"]) == (302, f"{EDIT}#findings")
    assert [each.reason for each in report.explanations.all()] == ["引用原文。"]
    refused = explain(clerk, "0" * 64, "引用原文。")
    assert (refused.status_code, refused["Location"]) == (302, EDIT)


def test_explained_finding_counts_no_more_in_the_steps(clerk, report, people):
    def state() -> list[str]:
        return [text(each) for each in Page(clerk.get(EDIT)).all("span", class_="step-state")][1:2]

    before = state()
    actions.explain(report, fingerprint(clerk), "引用原文。", people[Role.DRAFTER])
    assert (before, state()) == (["有问题 2"], ["有问题 1"])


def test_no_screen_shows_the_code_of_a_rule(clerk, report, people):
    actions.explain(report, fingerprint(clerk), "引用原文。", people[Role.DRAFTER])
    codes = re.compile("|".join(entry.code for family in catalogue.families() for entry in family.entries))
    pages = (EDIT, f"{AT}edit/requests/", f"{AT}check/", f"{AT}review/", "/desk/rules/", "/help/")
    shown = {address: codes.findall(text(Page(clerk.get(address)).root)) for address in pages}
    assert shown == {address: [] for address in pages}
