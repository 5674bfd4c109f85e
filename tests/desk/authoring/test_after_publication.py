"""更正 and 撤下 on the pages of a published report: for who may; for others one sentence says who may."""

import pytest

from agencies.roles import Role
from reports import actions
from reports.models import Report
from reports.workflow.transitions import Action, State
from tests import factories
from tests.desk.reviewing.review_page import AT, page
from tests.public.published import Page, publish
from tests.signing import order, person, staffed

pytestmark = pytest.mark.django_db
DRAFTER, PUBLISHER = "更正由填报人（填报人）办理", "撤下由发布人（发布人）办理"
PAGES = [AT, f"{AT}review/"]


@pytest.fixture
def report(settings, tmp_path) -> Report:
    settings.MEDIA_ROOT = tmp_path
    return publish(factories.agency()).report


@pytest.fixture
def people(report):
    return staffed(report.agency)


def offered(shown: Page) -> tuple[list[str], str]:
    """The actions that the page offers about what is public, and who may do the others."""
    buttons = [button.get("value", "") for button in shown.all("button", name="action")]
    hints = [hint for hint in shown.texts("p", class_="hint") if "办理" in hint]
    return [button for button in buttons if button in {"correct", "withdraw"}], "".join(hints)


@pytest.mark.parametrize("address", PAGES)
def test_each_role_finds_what_it_may_do_and_who_may_do_the_rest(address, client, report, people):
    assert {role: offered(page(client, user, address)) for role, user in people.items()} == {
        Role.DRAFTER: (["correct"], f"{PUBLISHER}。"),
        Role.FIRST_REVIEWER: ([], f"{DRAFTER}，{PUBLISHER}。"),
        Role.SECOND_REVIEWER: ([], f"{DRAFTER}，{PUBLISHER}。"),
        Role.FINAL_REVIEWER: ([], f"{DRAFTER}，{PUBLISHER}。"),
        Role.PUBLISHER: (["withdraw"], f"{DRAFTER}。"),
        Role.MANAGER: ([], f"{DRAFTER}，{PUBLISHER}。"),
    }


@pytest.mark.parametrize("address", PAGES)
def test_where_nobody_holds_the_role_the_manager_is_named(address, client, report):
    shown = page(client, person(report.agency, Role.PUBLISHER), address)
    assert offered(shown) == (["withdraw"], "更正由填报人（本机关还没有，请管理员在“成员”里安排）办理。")


@pytest.mark.parametrize("address", PAGES)
def test_during_a_correction_only_what_is_public_can_be_withdrawn(address, client, report, people):
    actions.apply(report, Action.CORRECT, people[Role.DRAFTER], order(report, reason="更正。"))
    assert offered(page(client, people[Role.DRAFTER], address)) == ([], f"{PUBLISHER}。")
    assert offered(page(client, people[Role.PUBLISHER], address)) == (["withdraw"], "")


@pytest.mark.parametrize("address", PAGES)
def test_report_that_was_never_public_offers_neither(address, client, people):
    factories.report(people[Role.DRAFTER].memberships.get().agency, 2023)
    address = address.replace("2024", "2023")
    assert [offered(page(client, user, address)) for user in people.values()] == [([], "")] * 6


@pytest.mark.parametrize(("role", "state"), [(Role.DRAFTER, State.DRAFTING), (Role.PUBLISHER, State.WITHDRAWN)])
def test_form_on_the_published_page_does_it(role, state, client, report, people):
    shown = page(client, people[role], AT)
    (form,) = [form for form in shown.all("form") if "transition" in form.get("action", "")]
    (button,) = [each for each in form.iter("button") if each.get("name") == "action"]
    sent = {each.get("name"): each.get("value") for each in form.iter("input")} | {"reason": "有一处写错。"}
    client.post(form.get("action"), sent | {"action": button.get("value")})
    report.refresh_from_db()
    assert report.state == state
