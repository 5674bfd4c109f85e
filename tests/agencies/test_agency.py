"""What an agency may be: the model's sentences, and what the database refuses by itself."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from agencies.models import AdministrativeLevel, Agency, AgencyKind
from tests.agencies.trees import plant, plant_ningxia

MAKERS = "只有国务院部门、省级政府和市级（设区的市、自治州）政府能制定规章，请改为“否”。"
TELEPHONE = "号码须为半角数字，区号用连字符隔开，如 0955-7630167；多个号码用顿号隔开。"
PORTAL = "网址须以 http:// 或 https:// 开头并且完整，如 https://sft.nx.gov.cn。"
POSTCODE = "邮政编码须为六位数字，如 755000。"
CODE = "代码只能用小写字母、数字和连字符，且以字母或数字开头和结尾，如 nx-zw-spt。"


def complaints(**facts: object) -> dict[str, list[str]]:
    """What `full_clean` says about a county department with these facts."""
    agency = Agency(**{"code": "x", "name": "某局", "level": "county", "kind": "department"} | facts)
    try:
        agency.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "messages"),
    [
        ({}, {}),
        ({"code": "nx-640500-2"}, {}),
        ({"code": "NX"}, {"code": [CODE]}),
        ({"code": "nx_zw"}, {"code": [CODE]}),
        ({"code": "nx-"}, {"code": [CODE]}),
        ({"code": "nx\n"}, {"code": [CODE]}),
        ({"code": "中卫"}, {"code": [CODE]}),
        ({"name": ""}, {"name": ["此字段不能为空。"]}),
        ({"postcode": "75500"}, {"postcode": [POSTCODE]}),
        ({"postcode": "７５５０００"}, {"postcode": [POSTCODE]}),
        ({"telephone": "0955-7630167"}, {}),
        ({"telephone": "0951-4113470转801、(0951)4113464"}, {}),
        ({"telephone": "12345"}, {}),
        ({"telephone": "0955－7630167"}, {"telephone": [TELEPHONE]}),
        ({"telephone": "0951-4113470、"}, {"telephone": [TELEPHONE]}),
        ({"fax": "无"}, {"fax": [TELEPHONE]}),
        ({"email": "sptqsfj"}, {"email": ["电子邮箱须写成 name@example.cn 的样子。"]}),
        ({"portal_url": "https://sft.nx.gov.cn/xxgk/?id=1"}, {}),
        ({"portal_url": "www.spt.gov.cn"}, {"portal_url": [PORTAL]}),
        ({"portal_url": "javascript:alert(1)"}, {"portal_url": [PORTAL]}),
        ({"portal_url": "ftp://spt.gov.cn"}, {"portal_url": [PORTAL]}),
        ({"may_make_regulations": True}, {"may_make_regulations": [MAKERS]}),
    ],
)
def test_agency_says_what_is_wrong_at_the_field(facts: dict[str, object], messages: dict[str, list[str]]) -> None:
    assert complaints(**facts) == messages


def test_telephone_list_that_never_ends_is_refused_at_once() -> None:
    with pytest.raises(ValidationError):
        Agency(telephone="0123456、" * 20_000).clean_fields(exclude=["code", "name", "level", "kind"])


@pytest.mark.django_db
def test_only_those_named_by_the_legislation_law_may_make_regulations() -> None:
    messages = {
        (level.value, kind.value): complaints(level=level, kind=kind, may_make_regulations=True)
        for level in AdministrativeLevel
        for kind in AgencyKind
    }
    allowed = {("nation", "department"), ("province", "government"), ("prefecture", "government")}
    refusal = {"may_make_regulations": [MAKERS]}
    assert messages == {body: {} if body in allowed else refusal for body in messages}


@pytest.mark.django_db
def test_database_allows_regulations_exactly_where_the_model_does() -> None:
    allowed = set()
    for level in AdministrativeLevel:
        for kind in AgencyKind:
            try:
                with transaction.atomic():
                    plant(f"{level.value}-{kind.value}", level=level, kind=kind, may_make_regulations=True)
                allowed.add((level.value, kind.value))
            except IntegrityError:
                pass
    assert allowed == {("nation", "department"), ("province", "government"), ("prefecture", "government")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"code": "NX"}, "agency_code_form"),
        ({"code": ""}, "agency_code_form"),
        ({"name": ""}, "agency_name_not_empty"),
        ({"name": " "}, "agency_name_not_empty"),
        ({"level": "village"}, "agency_level_known"),
        ({"kind": "company"}, "agency_kind_known"),
        ({"postcode": "7550"}, "agency_postcode_form"),
        ({"portal_url": "javascript:alert(1)"}, "agency_portal_is_web"),
        ({"name": "a局"}, "agency_name_unique"),
        ({"code": "a"}, "agencies_agency_code_key"),
    ],
)
def test_database_refuses_what_can_never_be_right(facts: dict[str, str], constraint: str) -> None:
    plant("a")
    with pytest.raises(IntegrityError) as refusal:
        plant("b", **facts) if "code" not in facts else plant(**facts)
    assert refusal.value.__cause__.diag.constraint_name == constraint


@pytest.mark.django_db
def test_agency_says_when_its_name_or_code_is_taken() -> None:
    plant("x")
    messages = {"code": ["这个代码已被另一机关使用。"], "name": ["这个全称已被另一机关使用。"]}
    assert complaints(code="x", name="x局") == messages


@pytest.mark.django_db
@pytest.mark.parametrize("above", ["nx", "nx-zw", "nx-zw-spt-sfj"])
def test_agency_refuses_itself_and_those_below_it_as_parent(above: str) -> None:
    tree = plant_ningxia()
    root = tree["nx"]
    root.parent = tree[above]
    with pytest.raises(ValidationError) as refusal:
        root.full_clean()
    messages = f"“{tree[above].name}”就是本机关或在本机关之下，不能作本机关的上级，请另选。"
    assert refusal.value.message_dict["parent"] == [messages]


@pytest.mark.django_db
def test_agency_may_move_to_another_branch() -> None:
    tree = plant_ningxia()
    tree["nx-zw-spt"].parent = tree["nx-wz"]
    tree["nx-zw-spt"].full_clean()
    tree["nx-zw-spt"].save()
    assert [agency.code for agency in Agency.objects.descendants_of(tree["nx-wz"])] == ["nx-zw-spt", "nx-zw-spt-sfj"]


@pytest.mark.django_db
def test_database_refuses_a_circle_whatever_code_writes() -> None:
    tree = plant_ningxia()
    with pytest.raises(IntegrityError) as refusal:
        Agency.objects.filter(code="nx").update(parent=tree["nx-zw-spt-sfj"])
    assert refusal.value.__cause__.diag.constraint_name == "agency_no_circle"


@pytest.mark.django_db
def test_database_refuses_an_agency_as_its_own_parent() -> None:
    agency = plant("a")
    with pytest.raises(IntegrityError) as refusal:
        Agency.objects.update(parent=agency)
    assert refusal.value.__cause__.diag.constraint_name == "agency_not_its_own_parent"


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_cannot_make_a_circle_together() -> None:
    first, second = plant("a"), plant("b")
    refusals: list[str] = []

    def move_second_below_first() -> None:
        try:
            Agency.objects.filter(pk=second.pk).update(parent=first)
        except IntegrityError as error:
            refusals.append(error.__cause__.diag.constraint_name)
        finally:
            connection.close()

    with transaction.atomic():
        Agency.objects.filter(pk=first.pk).update(parent=second)
        other = threading.Thread(target=move_second_below_first)
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive(), "the second move must wait for the first"
    other.join(timeout=10)
    assert refusals == ["agency_no_circle"]


@pytest.mark.django_db
def test_agency_with_agencies_below_it_cannot_be_deleted() -> None:
    tree = plant_ningxia()
    with pytest.raises(IntegrityError):
        tree["nx-zw"].delete()
    assert Agency.objects.count() == 6


def test_title_takes_the_full_name_unless_the_register_says_otherwise() -> None:
    agency = Agency(name="中卫市沙坡头区司法局", short_name="沙坡头区司法局")
    assert agency.report_title(2024) == "中卫市沙坡头区司法局2024年政府信息公开工作年度报告"
    agency.short_name_in_title = True
    assert agency.report_title(2024) == "沙坡头区司法局2024年政府信息公开工作年度报告"
    assert Agency(name="宁夏回族自治区司法厅", short_name_in_title=True).title_name == "宁夏回族自治区司法厅"


@pytest.mark.django_db
def test_migrations_make_the_tables_that_the_models_describe() -> None:
    call_command("makemigrations", "agencies", check=True, dry_run=True, verbosity=0)
