"""审核设置: who changes what, and what cannot be."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Event
from agencies.roles import Role
from reports.models import Exemption, ReviewSettings
from reports.workflow import checklists
from tests import factories
from tests.public.published import Page
from tests.signing import person, staffed

pytestmark = pytest.mark.django_db
AT = "/desk/nx-zw-spt-sfj/settings/"


@pytest.fixture
def people():
    agency = factories.agency()
    agency.parent = factories.agency("nx", kind="government", level="province")
    agency.save()
    return {**staffed(agency), Role.SUPERVISOR: person(agency.parent, Role.SUPERVISOR)}


def post(client, user, address, **sent):
    client.force_login(user)
    return client.post(AT + address, sent, follow=True).content.decode()


def items(stage="first_review"):
    review_settings = ReviewSettings.objects.first()
    return checklists.items(review_settings.checklists if review_settings else {}, stage)


def test_manager_writes_the_agencys_own_checklist_and_an_empty_one_brings_the_usual_back(client, people):
    post(client, people[Role.MANAGER], "checklists/first_review/", items="数字核对过\n\n 姓名核对过 ")
    assert items() == ("数字核对过", "姓名核对过")
    post(client, people[Role.MANAGER], "checklists/first_review/", items="")
    assert items() == checklists.USUAL["first_review"]
    assert [event.action for event in Event.objects.all()] == ["set_checklist", "set_checklist"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("同\n同", "清单里有重复的项目。"),
        ("\n".join(map(str, range(21))), "清单最多 20 项，现在有 21 项。"),
        ("长" * 61, "太长。"),
    ],
)
def test_checklist_that_cannot_be_used_is_refused(text, says, client, people):
    assert says in post(client, people[Role.MANAGER], "checklists/first_review/", items=text)
    assert items() == checklists.USUAL["first_review"]


def test_supervisor_grants_and_ends_an_exception(client, people):
    today = timezone.localdate()
    post(client, people[Role.SUPERVISOR], "exemptions/", reason="编制只有<四>人。", until=today.isoformat())
    exemption = Exemption.objects.get()
    assert (exemption.by, exemption.until, exemption.reason) == (people[Role.SUPERVISOR], today, "编制只有<四>人。")
    assert "编制只有&lt;四&gt;人。" in client.get(AT).content.decode()
    post(client, people[Role.SUPERVISOR], f"exemptions/{exemption.pk}/end/")
    assert Exemption.objects.get().until == today - timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "reason", "says"),
    [
        (-1, "人少。", "截止日期应在今天之后、一年之内。"),
        (400, "人少。", "截止日期应在今天之后、一年之内。"),
        (1, " ", "请写明为什么需要例外。"),
        (None, "人少。", "请填写截止日期。"),
    ],
)
def test_exception_without_reason_or_with_a_wrong_end_is_refused(days, reason, says, client, people):
    until = "明天" if days is None else (timezone.localdate() + timedelta(days=days)).isoformat()
    assert says in post(client, people[Role.SUPERVISOR], "exemptions/", reason=reason, until=until)
    assert not Exemption.objects.exists()


def test_exception_that_is_refused_keeps_what_was_typed(client, people):
    until = (timezone.localdate() + timedelta(days=400)).isoformat()
    page = Page(post(client, people[Role.SUPERVISOR], "exemptions/", reason="编制只有四人。", until=until))
    assert page.text("textarea", id="exempt-reason") == "编制只有四人。"
    (field,) = page.all("input", id="exempt-until")
    assert (field.get("value"), field.get("aria-invalid")) == (until, "true")
    (form,) = page.all("form", action=f"{AT}exemptions/")
    assert "截止日期应在今天之后、一年之内。" in "".join(form.itertext())


def test_supervisor_switches_the_offices_check(client, people):
    post(client, people[Role.SUPERVISOR], "office-check/", on="1")
    assert ReviewSettings.objects.get().office_check
    post(client, people[Role.SUPERVISOR], "office-check/", on="0")
    assert not ReviewSettings.objects.get().office_check


def test_page_names_who_holds_each_stage(client, people):
    client.force_login(people[Role.DRAFTER])
    shown = Page(client.get(AT))
    assert [each for each in shown.texts("p") if each.endswith("签名。") and each.startswith("由")] == [
        "由一审签名。",
        "由二审签名。",
        "由三审签名。",
    ]
    assert shown.all("textarea") == []
