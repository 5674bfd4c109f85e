"""The home page: search, the tree of agencies that published, the latest reports, the years."""

import pytest
from django.test import Client

from agencies.models import Agency
from reports.public import branches
from reports.public.branches import Branch
from tests.agencies.trees import plant, plant_ningxia
from tests.public.published import Page, day, get, publish, text

pytestmark = pytest.mark.django_db


def drawn(branch: Branch, level: int = 0) -> str:
    """A tree as indented text: name, count of agencies that published, + and the number left out."""
    lines = []
    for child in branch.children:
        assert child.agency
        left_out = f" +{child.hidden}" if child.hidden else ""
        lines.append("  " * level + f"{child.agency.label} {child.count}{left_out}\n" + drawn(child, level + 1))
    return "".join(lines)


def test_tree_shows_only_branches_that_lead_to_a_report(django_assert_num_queries) -> None:
    tree = plant_ningxia()
    publish(tree["nx-zw-spt-sfj"], 2022)
    publish(tree["nx-zw-spt-sfj"], 2024)
    publish(tree["nx-zw"])
    with django_assert_num_queries(1):
        whole = branches.build_tree(Agency.objects.all())
    assert drawn(whole) == "宁夏回族自治区 2\n  中卫市 2\n    沙坡头区 1\n      沙坡头区司法局 1\n"
    assert (whole.count, whole.hidden) == (2, 0)


def test_tree_is_cut_by_level_before_it_grows_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    top = plant("top")
    for letter in "abc":
        publish(plant(f"{letter}x", plant(letter, top)))
    monkeypatch.setattr(branches, "ENTRIES", 6)
    assert drawn(branches.build_tree(Agency.objects.all())) == "top局 3\n  a局 1 +1\n  b局 1 +1\n  c局 1 +1\n"
    monkeypatch.setattr(branches, "WIDTH", 2)
    assert drawn(branches.build_tree(Agency.objects.all())) == "top局 3 +1\n  a局 1 +1\n  b局 1 +1\n"
    assert drawn(branches.build_tree(Agency.objects.filter(code__startswith="a"))) == "a局 1\n  ax局 1\n"
    flat = branches.build_tree(Agency.objects.exclude(code="top"))
    assert (drawn(flat), flat.hidden) == ("a局 1\n  ax局 1\nb局 1\n  bx局 1\n", 1)


def test_home_links_to_every_agency_of_the_tree_that_published(client: Client) -> None:
    tree = plant_ningxia()
    for code in ("nx", "nx-sft", "nx-zw-spt-sfj"):
        publish(tree[code])
    page = get(client, "/")
    (section,) = page.all("section", **{"aria-labelledby": "by-agency"})
    assert [(text(link), link.get("href")) for link in section.iter("a")] == [
        ("宁夏回族自治区人民政府", "/agencies/nx/"),
        ("宁夏回族自治区司法厅", "/agencies/nx-sft/"),
        ("沙坡头区司法局", "/agencies/nx-zw-spt-sfj/"),
    ]
    assert page.texts("summary") == ["宁夏回族自治区 3个机关", "中卫市 1个机关", "沙坡头区 1个机关"]
    assert {details.get("open") for details in page.all("details")} == {""}


def test_large_trees_begin_closed_below_their_root(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(branches, "OPEN_UP_TO", 1)
    tree = plant_ningxia()
    publish(tree["nx-sft"])
    publish(tree["nx-zw"])
    publish(tree["nx-zw-spt"])
    opened = {text(details.find("summary")): details.get("open") for details in get(client, "/").all("details")}
    assert opened == {"宁夏回族自治区 3个机关": "", "中卫市 2个机关": None}


def test_latest_reports_come_newest_first_and_once(client: Client) -> None:
    tree = plant_ningxia()
    publish(tree["nx-sft"], on=day(2025, 1, 2))
    publish(tree["nx-zw-spt-sfj"], 2023, on=day(2025, 1, 3))
    publish(tree["nx-sft"], on=day(2025, 1, 4))
    page = get(client, "/")
    assert page.texts("ul", class_="plain") == [
        "宁夏回族自治区司法厅2024年度报告 2025年1月4日 · 第2版 沙坡头区司法局2023年度报告 2025年1月3日"
    ]
    assert page.links("ul", class_="plain") == [
        ("宁夏回族自治区司法厅2024年度报告", "/agencies/nx-sft/2024/"),
        ("沙坡头区司法局2023年度报告", "/agencies/nx-zw-spt-sfj/2023/"),
    ]
    assert page.links("ul", class_="years") == [("2024年", "/years/2024/"), ("2023年", "/years/2023/")]


def test_home_without_reports_says_what_will_be_here(client: Client) -> None:
    plant_ningxia()
    assert Page(client.get("/")).texts("p", class_="empty") == [
        "还没有机关发布年度报告。报告发布后，这里会列出机关的目录。",
        "还没有发布的报告。",
    ]
