"""Questions about the tree: the answers, and one query each however large the tree is."""

import pytest

from agencies.models import Agency
from tests.agencies.trees import plant, plant_ningxia

pytestmark = pytest.mark.django_db


def codes(agencies: object) -> list[str]:
    return [agency.code for agency in agencies]


def test_ancestors_come_root_first_without_the_agency_itself(django_assert_num_queries) -> None:
    tree = plant_ningxia()
    with django_assert_num_queries(1):
        assert codes(Agency.objects.ancestors_of(tree["nx-zw-spt-sfj"])) == ["nx", "nx-zw", "nx-zw-spt"]
    assert codes(Agency.objects.ancestors_of(tree["nx"])) == []


def test_ancestors_come_root_first_whatever_their_codes_and_positions() -> None:
    top = plant("z", position=9)
    middle = plant("m", top, position=0)
    low = plant("a", middle, position=5)
    assert codes(Agency.objects.ancestors_of(plant("b", low))) == ["z", "m", "a"]


def test_descendants_are_all_below_without_the_agency_itself(django_assert_num_queries) -> None:
    tree = plant_ningxia()
    with django_assert_num_queries(1):
        below = codes(Agency.objects.descendants_of(tree["nx"]))
    assert below == ["nx-sft", "nx-wz", "nx-zw", "nx-zw-spt", "nx-zw-spt-sfj"]
    assert codes(Agency.objects.descendants_of(tree["nx-sft"])) == []


def test_tree_answers_can_be_narrowed_further(django_assert_num_queries) -> None:
    tree = plant_ningxia()
    with django_assert_num_queries(1):
        assert codes(Agency.objects.descendants_of(tree["nx"]).filter(kind="department")) == ["nx-sft", "nx-zw-spt-sfj"]
    with django_assert_num_queries(1):
        assert codes(Agency.objects.filter(level="county").ancestors_of(tree["nx-zw-spt-sfj"])) == ["nx-zw-spt"]


def test_roots_and_children_come_in_position_then_code(django_assert_num_queries) -> None:
    tree = plant_ningxia()
    plant("bj")
    Agency.objects.filter(code="nx-zw").update(position=1)
    Agency.objects.filter(code="nx-wz").update(position=2)
    with django_assert_num_queries(1):
        assert codes(Agency.objects.roots()) == ["bj", "nx"]
    with django_assert_num_queries(1):
        assert codes(Agency.objects.children_of(tree["nx"])) == ["nx-sft", "nx-zw", "nx-wz"]


def test_child_counts_come_with_the_agencies(django_assert_num_queries) -> None:
    plant_ningxia()
    with django_assert_num_queries(1):
        counts = {agency.code: agency.child_count for agency in Agency.objects.with_child_counts()}
    assert counts == {"nx": 3, "nx-zw": 1, "nx-zw-spt": 1, "nx-zw-spt-sfj": 0, "nx-wz": 0, "nx-sft": 0}


def test_search_finds_every_word_in_name_short_name_or_code(django_assert_num_queries) -> None:
    plant_ningxia()
    with django_assert_num_queries(1):
        assert codes(Agency.objects.search("沙坡头")) == ["nx-zw-spt", "nx-zw-spt-sfj"]
    assert codes(Agency.objects.search("中卫 司法")) == ["nx-zw-spt-sfj"]
    assert codes(Agency.objects.search("司法 nx-zw")) == ["nx-zw-spt-sfj"]
    assert codes(Agency.objects.search("沙坡头 司法厅")) == []


def test_search_puts_exact_before_prefix_before_contained() -> None:
    plant("c", name="沙坡头区教育局")
    plant("b", name="中卫市沙坡头区人民政府办公室")
    plant("a", name="宁夏沙坡头景区管理局")
    plant("d", name="中卫市沙坡头区人民政府", short_name="沙坡头区")
    assert codes(Agency.objects.search("沙坡头区")) == ["d", "c", "b"]
    assert codes(Agency.objects.search("沙坡头")) == ["c", "d", "a", "b"]
    assert codes(Agency.objects.search("c")) == ["c"]


@pytest.mark.parametrize(
    "query", ["上海（自贸）局", "上海(自贸)局", "  上海　（自贸） 局 ", "ＳＨ－１", "sh-1", "SH-1", "上 海"]
)
def test_search_does_not_mind_width_case_and_spaces(query: str) -> None:
    plant("sh-1", name="上海（自贸） 局")
    plant("bj-1", name="北京局")
    assert codes(Agency.objects.search(query)) == ["sh-1"]


@pytest.mark.parametrize("query", ["", "   ", "　", "%", "_", "\\", "\0", "局\n北"])
def test_search_for_nothing_or_for_wildcards_finds_nothing(query: str) -> None:
    plant("sh-1", name="上海局")
    assert codes(Agency.objects.search(query)) == []


def test_search_does_not_match_across_fields() -> None:
    plant("a", name="上海局", short_name="浦东")
    assert codes(Agency.objects.search("局浦")) == []


def test_search_is_limited_and_keeps_earlier_filters(django_assert_num_queries) -> None:
    for number in range(60):
        plant(f"a{number:02}", is_active=number < 55)
    assert len(Agency.objects.search("局")) == 50
    with django_assert_num_queries(1):
        matches = codes(Agency.objects.filter(is_active=False).search("局", limit=3).with_child_counts())
    assert matches == ["a55", "a56", "a57"]
