"""The administration's pages for agencies, with a tree as large as a province's."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from agencies import register
from agencies.models import Agency
from tests.agencies.trees import plant_ningxia

LIST = reverse("admin:agencies_agency_changelist")
ADD = reverse("admin:agencies_agency_add")


@pytest.fixture
def many(db: None) -> None:
    rows = [f"a{n},某县第{n}局,{f'a{n // 20}' if n else ''},县级,部门" for n in range(500)]
    assert register.load("\n".join(["代码,全称,上级,层级,类别", *rows]).encode()).created == 500


def test_list_asks_the_same_number_of_queries_however_many_agencies(
    many: None, admin_client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(4):
        page = admin_client.get(LIST)
    assert page.context["cl"].result_count == 500
    assert page.content.decode().count('name="_selected_action"') == 50
    Agency.objects.filter(children=None).exclude(code__endswith="9").delete()
    with django_assert_num_queries(4):
        admin_client.get(LIST)


def test_list_search_is_the_search_used_everywhere(many: None, admin_client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(4):
        matches = admin_client.get(LIST, {"q": "第１２局　某县"}).context["cl"].result_list
    assert [agency.code for agency in matches] == ["a12"]


def test_list_filters_by_level_and_kind(many: None, admin_client: Client) -> None:
    page = admin_client.get(LIST, {"level__exact": "county", "kind__exact": "office"})
    assert (page.status_code, page.context["cl"].result_count) == (200, 0)


def test_form_offers_parents_by_search_and_not_as_a_list_of_all(
    many: None, admin_client: Client, django_assert_num_queries
) -> None:
    address = reverse("admin:agencies_agency_change", args=[Agency.objects.get(code="a499").pk])
    ContentType.objects.get_for_model(Agency)  # Django keeps these in memory, once one was asked for
    with django_assert_num_queries(4):
        page = admin_client.get(address).content.decode()
    assert re.findall(r'<option value="\d+"[^>]*>([^<]+)', page) == ["某县第24局"]
    query = {"term": "第24局", "app_label": "agencies", "model_name": "agency", "field_name": "parent"}
    answer = admin_client.get(reverse("admin:autocomplete"), query).json()
    assert [choice["text"] for choice in answer["results"]] == ["某县第24局"]


def test_form_shows_each_sentence_at_its_field_and_keeps_what_was_typed(db: None, admin_client: Client) -> None:
    page = admin_client.post(ADD, {"code": "A", "name": "甲局", "level": "county", "kind": "department", "position": 0,
                                   "may_make_regulations": "on", "postcode": "7550"})  # fmt: skip
    assert page.context["adminform"].form.errors == {
        "code": ["代码只能用小写字母、数字和连字符，且以字母或数字开头和结尾，如 nx-zw-spt。"],
        "postcode": ["邮政编码须为六位数字，如 755000。"],
        "may_make_regulations": ["只有国务院部门、省级政府和市级（设区的市、自治州）政府能制定规章，请改为“否”。"],
    }
    assert ('value="甲局"' in page.content.decode(), Agency.objects.count()) == (True, 0)


def test_code_can_be_given_once_and_not_changed(db: None, admin_client: Client) -> None:
    facts = {"code": "a", "name": "甲局", "level": "county", "kind": "department", "position": 0, "is_active": "on"}
    assert admin_client.post(ADD, facts).status_code == 302
    agency = Agency.objects.get()
    change = reverse("admin:agencies_agency_change", args=[agency.pk])
    assert admin_client.post(change, facts | {"code": "b", "name": "乙局"}).status_code == 302
    assert Agency.objects.values("code", "name").get() == {"code": "a", "name": "乙局"}


def test_list_is_in_the_order_of_codes_under_our_own_name(db: None, admin_client: Client) -> None:
    tree = plant_ningxia()
    Agency.objects.filter(code="nx").update(position=9)
    page = admin_client.get(LIST)
    assert [agency.code for agency in page.context["cl"].result_list] == sorted(tree)
    assert ("<title>选择 行政机关 来修改 | 年报管理</title>" in page.content.decode(), b"Django" in page.content) == (
        True,
        False,
    )


def test_sample_of_the_register_is_downloaded_from_the_list(db: None, admin_client: Client) -> None:
    address = reverse("admin:agencies_agency_sample")
    assert f'<a href="{address}">下载登记册样表（CSV）</a>' in admin_client.get(LIST).content.decode()
    answer = admin_client.get(address)
    assert (answer.content.decode(), answer["Content-Type"]) == (register.sample(), "text/csv; charset=utf-8")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8")


def test_pages_are_closed_to_strangers(client: Client) -> None:
    assert client.get(LIST)["Location"] == f"/account/login/?next={LIST}"


def test_every_page_of_the_administration_names_our_icon(admin_client: Client) -> None:
    for address in ("/admin/", "/admin/agencies/agency/", "/admin/agencies/user/"):
        assert 'rel="icon" href="/static/icon.svg"' in admin_client.get(address).content.decode()
