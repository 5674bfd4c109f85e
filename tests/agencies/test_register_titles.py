"""Whether a printed title says where the agency is; no database."""

import pytest

from agencies.models import Agency
from agencies.register.titles import last_place, printed_title

COUNTY = Agency(code="x", name="中卫市沙坡头区人民政府", kind="government")


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("样表县", "样表县"),
        ("中卫市沙坡头区", "沙坡头区"),
        ("宁夏回族自治区", "宁夏回族自治区"),
        ("广西壮族自治区南宁市", "南宁市"),
        ("延边朝鲜族自治州敦化市", "敦化市"),
        ("济南市市中区", "市中区"),
        ("黄冈市黄州区", "黄州区"),
        ("杭州市西湖区", "西湖区"),
        ("菏泽市单县", "单县"),
    ],
)
def test_last_place_of_a_line_of_places(line: str, last: str) -> None:
    assert last_place(line) == last


def warning(name: str, short_name: str = "", *, kind: str = "department", parent: Agency | None = COUNTY) -> str:
    agency = Agency(code="x-a", name=name, short_name=short_name, short_name_in_title=bool(short_name), kind=kind)
    return printed_title(agency, 2024, {"x-a": parent, "x": None}).warning


@pytest.mark.parametrize("names", [("中卫市沙坡头区司法局", "沙坡头区司法局"), ("沙坡头区司法局",)])
def test_name_with_the_place_of_the_government_above_is_well(names: tuple[str, ...]) -> None:
    assert warning(*names) == ""


def test_name_without_the_place_is_warned_of_wherever_the_government_stands_above() -> None:
    office = Agency(code="x-o", name="沙坡头区司法局", kind="department")
    agency = Agency(code="x-o-a", name="法律援助中心", kind="department")
    title = printed_title(agency, 2024, {"x-o-a": office, "x-o": COUNTY, "x": None})
    assert (title.title, "“沙坡头区”" in title.warning) == ("法律援助中心2024年政府信息公开工作年度报告", True)


def test_government_needs_its_own_place_and_not_that_of_its_parent() -> None:
    assert warning("样表县人民政府", kind="government") == ""
    assert "“样表县”" in warning("样表县人民政府", "县政府", kind="government")


@pytest.mark.parametrize("parent", [None, Agency(code="x", name="国务院", kind="government")])
def test_without_a_place_above_there_is_nothing_to_warn_of(parent: Agency | None) -> None:
    assert warning("司法部", parent=parent) == ""
