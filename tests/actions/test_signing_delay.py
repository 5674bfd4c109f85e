"""A signature is its person's own: not just after others reset the password, nor by an exemption of one's own."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from agencies import invitations
from agencies.accounts.telling import Kind, tell
from agencies.models import AccountNotice, User
from agencies.roles import Role
from reports import actions
from reports.models import Exemption, Report, SignOff
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.members import invite, link_in
from tests.agencies.people import appoint
from tests.signing import order, person, sign, staffed

pytestmark = pytest.mark.django_db

AT = "/desk/nx-zw-spt-sfj/2024/"


@pytest.fixture
def report() -> Report:
    return factories.report()


@pytest.fixture
def people(report: Report) -> dict[Role, User]:
    return staffed(report.agency)


def reset(user: User, report: Report, by: User | None) -> None:
    """The person's password is set by a link that went through the hands of `by`."""
    user.set_password("旧的口令 12345")
    user.save()
    opened = invitations.open_invitation(invitations.issue(user, report.agency, by=by))
    assert opened is not None
    assert invitations.accept(opened, "春天里的一个口令 5")
    user.refresh_from_db()


def press(report: Report, user: User, action: Action) -> str:
    browser = Client()
    browser.force_login(user)
    asked = order(report)
    sent = {"action": str(action), "digest": asked.digest, "ticked": list(asked.ticked)}
    return browser.post(f"{AT}transition/", sent, follow=True).content.decode()


@pytest.mark.parametrize("by", [None, Role.MANAGER])
def test_reviewer_whose_password_was_reset_signs_a_day_later(report, people, by) -> None:
    reviewer = people[Role.FIRST_REVIEWER]
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    reset(reviewer, report, people.get(by))
    until = timezone.localtime(AccountNotice.objects.get(user=reviewer).signing_from)
    sentence = f"{until.month}月{until.day}日 {until:%H:%M}以后才能签名和发布。"
    assert sentence in press(report, reviewer, Action.APPROVE)
    assert SignOff.objects.count() == 0
    browser = Client()
    browser.force_login(reviewer)
    page = browser.get(f"{AT}review/").content.decode()
    assert (sentence in page, 'value="approve"' in page) == (True, False)


def test_publisher_whose_factor_was_removed_publishes_a_day_later(report, people) -> None:
    sign(report)
    tell([people[Role.PUBLISHER]], Kind.FACTOR_REMOVED, "两步验证已停用", by=people[Role.MANAGER])
    assert "以后才能签名和发布" in press(report, people[Role.PUBLISHER], Action.PUBLISH)
    report.refresh_from_db()
    assert report.state == "approved"


def test_delay_is_over_after_its_hours(report, people, settings) -> None:
    settings.SIGNING_DELAY_HOURS = 0
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    reset(people[Role.FIRST_REVIEWER], report, people[Role.MANAGER])
    press(report, people[Role.FIRST_REVIEWER], Action.APPROVE)
    assert SignOff.objects.get().signer == people[Role.FIRST_REVIEWER]


def by_hand(report: Report, signer: User, exemption: Exemption | None = None) -> None:
    """Write the signature past all actions."""
    fields = {"number": report.number, "round": report.round, "stage": report.state, "checklist": []}
    SignOff.objects.create(
        report=report, digest=report.content().digest(), signer=signer, exemption=exemption, **fields
    )


def test_database_refuses_the_signature_too(report, people) -> None:
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    reset(people[Role.FIRST_REVIEWER], report, people[Role.MANAGER])
    with pytest.raises(DatabaseError, match="现在不能签名"), transaction.atomic():
        by_hand(report, people[Role.FIRST_REVIEWER])


def test_nobody_loosens_the_rules_where_they_hold_a_role(report, people) -> None:
    until = timezone.localdate() + timedelta(days=1)
    for user in people.values():
        with pytest.raises(actions.Refused, match="您在这个机关任职"):
            actions.grant_exemption(report.agency, "人少。", until, user)
        with pytest.raises(actions.Refused, match="您在这个机关任职"):
            actions.set_office_check(report.agency, False, user)
    assert Exemption.objects.count() == 0


def test_nobody_signs_by_an_exemption_that_they_granted(report, people) -> None:
    office = User.objects.create_user("office")
    exemption = actions.grant_exemption(report.agency, "人少。", timezone.localdate(), office)
    for role in (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER):
        person(report.agency, role, "office")
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.apply(report, Action.APPROVE, office, order(report))
    with pytest.raises(actions.Refused, match="已在本轮的另一个环节签名"):
        actions.apply(report, Action.APPROVE, office, order(report))
    with pytest.raises(DatabaseError, match="不能按自己批准的例外签名"), transaction.atomic():
        by_hand(report, office, exemption)


def test_everybody_at_the_agency_is_told_of_an_exemption(report, people) -> None:
    office = User.objects.create_user("office", full_name="李某")
    today = timezone.localdate()
    actions.grant_exemption(report.agency, "人少。", today, office)
    says = f"李某（office）批准沙坡头区司法局至{today}可以由同一人签多个环节，理由：人少。"
    assert set(AccountNotice.objects.values_list("user", "says", "by")) == {
        (user.pk, says, office.pk) for user in people.values()
    }


def test_supervisor_exempts_no_agency_of_theirs_by_an_account_that_they_opened():
    province = factories.agency("nx", kind="government", level="province")
    county = factories.agency("nx-zw", kind="government", parent=province)
    agency = factories.agency(parent=county)
    one = person(province, Role.SUPERVISOR, "one")
    appoint(one, agency, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER)
    browser = Client()
    browser.force_login(one)
    facts = {"name": "另一个人", "username": "puppet", "roles": ["supervisor"]}
    link = link_in(invite(browser, county, **facts))
    password = "春天里的一个口令 5"
    Client().post(link, {"password1": password, "password2": password})
    with pytest.raises(actions.Refused):
        actions.grant_exemption(agency, "只有一人。", timezone.localdate(), User.objects.get(username="puppet"))
