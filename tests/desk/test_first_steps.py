"""The first page of a superuser: what the installation still needs, in order, and what is done."""

import re

import pytest
from django.test import Client

from agencies import emails
from agencies.first_steps import first_steps
from agencies.models import Agency, Membership, User
from agencies.roles import Role
from tests.agencies.people import person
from tests.agencies.trees import plant, plant_ningxia
from tests.public.published import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root", full_name="系统管理员"))
    return client


def ticks(client: Client) -> list[tuple[str, str]]:
    page = client.get("/desk/").content.decode()
    return [
        (done, "".join(re.sub(r"<[^>]*>", "", title).split()))
        for done, title in re.findall(r'hidden">(已做好|还没有做)：</span>\s*</span>(.*?)</h3>', page, re.DOTALL)
    ]


def test_steps_are_ticked_one_after_the_other(root: Client, settings) -> None:
    steps = ["装入机关名录", "邀请各机关的第一位管理员", "指定主管", "邮件服务器（可以以后再设）"]
    settings.EMAIL_BACKEND = emails.NO_SERVER_BACKEND
    assert ticks(root) == [("还没有做", step) for step in steps]
    tree = plant_ningxia()
    done = [steps[0]]
    assert ticks(root) == [("已做好" if step in done else "还没有做", step) for step in steps]
    manager = person("manager")
    Membership.objects.bulk_create(
        Membership(user=manager, agency=agency, role=Role.MANAGER) for agency in tree.values()
    )
    person("supervisor", Role.SUPERVISOR, at=tree["nx"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert ticks(root) == [("已做好", step) for step in steps]
    assert "机关、管理员和主管都齐了，可以开始填报。" in root.get("/desk/").content.decode()


def test_every_step_has_its_command_and_its_link(root: Client) -> None:
    page = root.get("/desk/").content.decode()
    assert "nianbao load_agencies --dry-run /tmp/名录.csv" in page
    assert 'href="/admin/agencies/agency/add/"' in page
    plant_ningxia()
    page = root.get("/desk/").content.decode()
    assert "还有 6 个机关没有管理员" in page
    assert "nianbao invite nx 管理员 用户名 --name 姓名" in page
    assert "nianbao invite nx 主管 用户名 --name 姓名" in page
    for link in re.findall(r'href="(/desk/agencies/[^"]*)"', page):
        assert root.get(link).status_code == 200, link


def ticked(client: Client, link: str) -> list[str]:
    boxes = Page(client.get(link)).all("input", type="checkbox", name="roles")
    return [str(box.get("value")) for box in boxes if box.get("checked") is not None]


def test_role_of_each_link_is_ticked_on_the_page_it_leads_to(root: Client) -> None:
    plant("x", kind="government")
    links = re.findall(r'href="(/desk/agencies/x/[^"]*)"', root.get("/desk/").content.decode())
    assert [ticked(root, link) for link in links] == [["manager"], ["supervisor"]]
    assert ticked(root, "/desk/agencies/x/members/invite/") == []


def test_who_was_invited_and_has_no_password_is_named(root: Client) -> None:
    agency = plant("x")
    root.post("/desk/agencies/x/members/invite/", {"name": "张工", "username": "zhang", "roles": ["manager"]})
    page = root.get("/desk/").content.decode()
    assert f'<a href="/desk/agencies/x/members/{User.objects.get(username="zhang").pk}/">张工</a>' in page
    assert first_steps().unmanaged == []
    User.objects.filter(username="zhang").update(is_active=False)
    assert first_steps().unmanaged == [agency]
    Agency.objects.update(is_active=False)
    assert (first_steps().unmanaged, first_steps().managers_done) == ([], False)


def test_only_a_superuser_without_a_role_sees_it(root: Client) -> None:
    agency = plant("x")
    browser = Client()
    browser.force_login(person("clerk"))
    assert "装入机关名录" not in browser.get("/desk/").content.decode()
    assert "装入机关名录" in root.get("/desk/").content.decode()
    Membership.objects.create(user=User.objects.get(username="root"), agency=agency, role=Role.DRAFTER)
    assert "装入机关名录" not in root.get("/desk/").content.decode()


def test_it_asks_as_much_however_many_agencies(root: Client, django_assert_num_queries) -> None:
    for number in range(2):
        with django_assert_num_queries(6):
            first_steps()
        for place in range(20):
            person(f"u{number}-{place}", Role.MANAGER, at=plant(f"a{number}-{place}", kind="government"))
