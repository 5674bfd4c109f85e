"""Who else has the report open, and what they wrote meanwhile, at little cost."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.models import Presence
from tests.agencies.people import person
from tests.agencies.trees import plant

pytestmark = pytest.mark.django_db

RECEIVED = "figures.requests.received.natural_person"
# Session, user, agency, roles; then the report's version, who is there, and the own row.
QUERIES_OF_EVERY_REQUEST, FIRST, AGAIN = 4, 3, 2


@pytest.fixture
def report():
    return actions.start(plant("x"), 2024, empty=True)


@pytest.fixture
def clerk(report):
    return signed_in(person("clerk", Role.DRAFTER, at=report.agency))


@pytest.fixture
def other(report):
    return signed_in(person("other", Role.DRAFTER, at=report.agency))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def ask(client, page="requests", version=0, place=""):
    body = json.dumps({"version": version, "place": place})
    return client.post(f"/desk/x/2024/edit/{page}/presence/", body, "application/json")


def test_who_is_alone_hears_of_nobody(clerk):
    assert ask(clerk).json() == {"others": ""}


@pytest.mark.parametrize(
    ("page", "place", "words"),
    [
        ("overview", "", "other的姓名正在看“一、总体情况”"),
        ("requests", "", "other的姓名也在这一部分"),
        ("requests", RECEIVED, "other的姓名也在这一部分（一、本年新收政府信息公开申请数量·自然人）"),
        ("requests", "nonsense", "other的姓名也在这一部分"),
    ],
)
def test_who_else_is_here_and_where_is_told(clerk, other, page, place, words):
    ask(other, page, place=place)
    assert ask(clerk).json()["others"] == words


def test_who_is_silent_has_gone(clerk, other):
    ask(other)
    Presence.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert ask(clerk).json()["others"] == ""


def test_who_asks_from_another_page_is_not_here(report, clerk, other):
    body = json.dumps({"version": -1, "away": True})
    answer = other.post("/desk/x/2024/edit/requests/presence/", body, "application/json").json()
    assert answer["news"]["version"] == report.version
    assert ask(clerk).json()["others"] == ""


def test_others_work_comes_with_the_answer_once_there_is_some(report, clerk, other):
    actions.save(report, {RECEIVED: actions.Change("", "8")}, None)
    news = ask(clerk, version=0).json()["news"]
    assert (news["version"], news["values"][RECEIVED], news["conflicts"]) == (1, "8", [])
    assert "news" not in ask(clerk, version=1).json()


def test_report_that_was_sent_for_review_meanwhile_says_so(report, clerk):
    type(report).objects.filter(pk=report.pk).update(state="first_review")
    assert ask(clerk).json()["closed"] == "报告现在是“一审一校”，内容不能再改动。"


@pytest.mark.parametrize("address", ["2024/edit/nothing/presence/", "2023/edit/requests/presence/"])
def test_page_that_is_not_there_is_404(clerk, address):
    assert clerk.post(f"/desk/x/{address}", "{}", "application/json").status_code == 404


def test_asking_takes_few_questions_to_the_database(clerk, other, django_assert_num_queries):
    ask(other)
    for queries in (FIRST, AGAIN, AGAIN):
        with django_assert_num_queries(QUERIES_OF_EVERY_REQUEST + queries):
            ask(clerk)
