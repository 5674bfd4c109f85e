"""A second factor that roles take: nothing opens before it is set up, and a signature asks for it again."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from agencies.models import Agency, User
from agencies.roles import Role
from reports import actions
from reports.models import Report, SignOff
from reports.workflow.transitions import Action
from tests import factories
from tests.agencies.people import PASSWORD, person
from tests.signing import order, staffed

pytestmark = pytest.mark.django_db

NEEDED = "/account/second-factor/"


@pytest.fixture(autouse=True)
def required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def code(secret: str, steps: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DRAFTER])
def test_every_role_but_the_drafter_is_led_to_it(tree: dict[str, Agency], role: Role) -> None:
    browser = signed_in(person("clerk", role, at=tree["nx"]))
    for page in ("/desk/", "/account/email/", "/desk/nx/2024/", "/desk/agencies/nx/members/"):
        assert browser.get(page)["Location"] == NEEDED, page
    assert "请先启用两步验证" in browser.get(NEEDED).content.decode()
    told = browser.post("/desk/nx/start/", {}, content_type="application/json")
    assert (told.status_code, told.content.decode()) == (403, "您的角色需要两步验证，请先打开“我的账号”启用。")


def test_superusers_and_staff_are_led_to_it_and_drafters_are_not(bureau: Agency) -> None:
    root, staff = User.objects.create_superuser("root"), person("staff", is_staff=True)
    drafter = person("drafter", Role.DRAFTER, at=bureau)
    assert [signed_in(user).get("/desk/").status_code for user in (root, staff, drafter)] == [302, 302, 200]
    assert signed_in(root).get("/admin/")["Location"] == NEEDED


def test_public_pages_and_the_way_out_stay_open(bureau: Agency) -> None:
    browser = signed_in(person("clerk", Role.PUBLISHER, at=bureau))
    assert [browser.get(page).status_code for page in ("/", "/help/", "/account/logout/", "/account/password/")] == [
        200
    ] * 4


def test_after_enrolling_everything_opens_and_it_cannot_be_switched_off(bureau: Agency) -> None:
    user, browser = person("clerk", Role.PUBLISHER, at=bureau), Client()
    browser.post("/account/login/", {"login": "clerk", "password": PASSWORD})
    assert browser.get("/account/totp/activate/").status_code == 302
    browser.post("/account/confirm/", {"password": PASSWORD, "next": "/account/totp/activate/"})
    secret = browser.get("/account/totp/activate/").context["form"].secret
    browser.post("/account/totp/activate/", {"code": code(secret)})
    assert browser.get("/desk/").status_code == 200
    page = browser.post("/account/totp/deactivate/")
    assert "您的角色需要两步验证，不能停用。" in page.content.decode()
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_where_it_is_optional_nobody_is_led_there(bureau: Agency, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert signed_in(person("clerk", Role.PUBLISHER, at=bureau)).get("/desk/").status_code == 200


def in_review() -> tuple[Report, User, str]:
    """A report at its first review, its reviewer, and the secret of the reviewer's authenticator."""
    report = factories.report()
    people = staffed(report.agency)
    reviewer, secret = people[Role.FIRST_REVIEWER], totp.generate_totp_secret()
    reviewer.set_password(PASSWORD)
    reviewer.save()
    totp.TOTP.activate(reviewer, secret)
    return actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report)), reviewer, secret


def came_in(user: User, secret: str, minutes_ago: int) -> Client:
    """The browser of somebody who gave password and code so long ago."""
    browser = Client()
    browser.post("/account/login/", {"login": user.username, "password": PASSWORD})
    browser.post("/account/login/code/", {"code": code(secret, -1)})
    session = browser.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - minutes_ago * 60} for record in session["account_authentication_methods"]
    ]
    session.save()
    return browser


@pytest.mark.parametrize("minutes_ago", [9, 11])
def test_signature_asks_for_the_code_again_and_keeps_what_was_typed(minutes_ago: int) -> None:
    report, reviewer, secret = in_review()
    browser, asked = came_in(reviewer, secret, minutes_ago), order(report)
    sent = {"action": "approve", "digest": asked.digest, "ticked": list(asked.ticked), "opinion": "同意，请二审。"}
    answer = browser.post(f"/desk/{report.agency.code}/2024/transition/", sent)
    if minutes_ago == 11:
        assert SignOff.objects.count() == 0
        assert answer["Location"].startswith("/account/confirm/code/?next=")
        page = browser.get(answer["Location"])
        assert "您填写的内容都留着" in page.content.decode()
        back = {"next": page.context["redirect_field_value"]}
        wrong = browser.post(answer["Location"], {"code": "000000"} | back)
        assert (wrong.status_code, SignOff.objects.count()) == (200, 0)
        browser.post(answer["Location"], {"code": code(secret)} | back)
    signature = SignOff.objects.get()
    assert (signature.signer, signature.opinion, set(signature.checklist)) == (reviewer, "同意，请二审。", asked.ticked)
