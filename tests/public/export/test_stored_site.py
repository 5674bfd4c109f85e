"""The stored copy of the site: complete, without a dead link, and saying what the application says."""

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import pytest
from django.test import Client

from agencies.models import Agency
from reports.public.export import exporting, linking
from tests.agencies.trees import plant
from tests.public.export.sites import crawl, grow, listing, served
from tests.public.published import PDF, Page, publish, text

pytestmark = pytest.mark.django_db
BASE = "https://www.example.gov.cn/nianbao"
# What a stored copy cannot do, and what stands there instead, is taken out before the words are compared.
ASKS = [("nav", "masthead-nav"), ("section", "opening"), ("p", "to-compare"), ("form", "finder"), ("p", "imprint-help")]


@pytest.fixture
def tree() -> dict[str, Agency]:
    return grow()


@pytest.fixture
def site(tree: dict[str, Agency], tmp_path: Path) -> Path:
    exporting.export(tmp_path / "out")
    return tmp_path / "out" / "site"


def words(page: Page) -> str:
    for tag, name in ASKS:
        for element in page.all(tag, class_=name):
            element.clear()
    for script in page.all("script"):
        script.clear()
    return text(page.root)


def test_stored_site_has_no_dead_link_and_nothing_that_no_link_leads_to(site: Path) -> None:
    with served(site) as start:
        statuses = crawl(start)
    assert {address: status for address, status in statuses.items() if status != 200} == {}
    reached = {unquote(address.removeprefix(start)) for address in statuses}
    files = {path.removesuffix("index.html") for path in listing(site)}
    # Versions are reached from corrected reports only; the other two are fetched by machines.
    alone = {path for path in files - reached if not re.fullmatch(r"agencies/[^/]+/\d+/1/[^/]*", path)}
    assert (alone, reached - files) == ({"robots.txt"}, set())


def test_every_page_says_what_the_application_says(site: Path, client: Client) -> None:
    pages = {"/" + path.removesuffix("index.html") for path in listing(site) if path.endswith("index.html")}
    assert len(pages) == 24
    for address in sorted(pages):
        stored = Page((site / address[1:] / "index.html").read_text())
        assert words(stored) == words(Page(client.get(address))), address


def test_files_are_those_of_the_application(site: Path, client: Client) -> None:
    files = [path for path in listing(site) if re.search(r"/\d{4}/", path) and not path.endswith(".html")]
    assert {path.rsplit(".")[-1] for path in files} == {"pdf", "docx", "csv"}
    for path in files:
        assert (site / path).read_bytes() == client.get("/" + quote(path)).getvalue(), path


def test_withdrawn_report_is_a_notice_and_its_words_and_files_are_not_there(site: Path) -> None:
    everything = listing(site)
    notice = everything["agencies/nx-zw/2024/index.html"].decode()
    assert "这份报告已于2025年2月2日撤下" in notice
    assert [path for path, data in everything.items() if "撤下的话".encode() in data or data == b"withdrawn"] == []


def test_stored_site_asks_no_server_for_answers(site: Path) -> None:
    pages = [data.decode() for path, data in listing(site).items() if path.endswith("index.html")]
    assert [page for page in pages if re.search("/(?:search|compare|help)/", page)] == []
    assert {form for page in pages for form in re.findall(r"<form[^>]*class=\"([^\"]*)\"", page)} == {"finder"}
    assert [page for page in pages if re.search(r'\s(?:href|src)="/', page)] == []


def test_names_for_the_finder_are_those_of_the_register(site: Path) -> None:
    assert json.loads((site / "names.json").read_bytes()) == [
        ["nx-sft", "宁夏回族自治区司法厅", "宁夏回族自治区", [2024]],
        ["nx-zw-spt-sfj", "中卫市沙坡头区司法局", "沙坡头区", [2024, 2023, 2022, 2020]],
    ]


def test_copy_of_unknown_address_has_no_map_and_relative_links_everywhere(site: Path) -> None:
    everything = listing(site)
    assert [path for path in everything if "sitemap" in path or path == "404.html"] == []
    assert everything["robots.txt"].decode() == "User-agent: *\nDisallow: /search/\nDisallow: /compare/\n"
    assert [path for path, data in everything.items() if re.search(rb"[0-9a-f]{16}\.invalid", data)] == []
    feed = everything["agencies/nx-sft/feed.xml"].decode()
    assert re.findall(r'href="([^"]*)"', feed) == ["./", "feed.xml", "2024/1/"]


def test_copy_of_known_address_names_it_where_machines_need_it(tree: dict[str, Agency], tmp_path: Path) -> None:
    exporting.export(tmp_path / "out", BASE)
    everything = {
        path: data.decode() for path, data in listing(tmp_path / "out" / "site").items() if b"%PDF" not in data
    }
    report = everything["agencies/nx-sft/2024/index.html"]
    assert re.findall(r'<link rel="canonical" href="([^"]*)"', report) == [f"{BASE}/agencies/nx-sft/2024/"]
    data = json.loads(report.split('ld+json">')[1].split("</script>")[0])
    assert data["@graph"][0]["@id"] == f"{BASE}/agencies/nx-sft/2024/"
    assert data["@graph"][0]["encoding"][0]["contentUrl"].startswith(f"{BASE}/agencies/nx-sft/2024/1/%E5")
    assert everything["robots.txt"].endswith(f"\nSitemap: {BASE}/sitemap.xml\n")
    places = [
        each.text for each in ElementTree.fromstring(everything["sitemap-1.xml"]).iter() if each.tag.endswith("loc")
    ]
    assert (len(places), places[0]) == (8, f"{BASE}/")
    absent = everything["404.html"]
    assert "没有找到" in absent
    assert {link for link in re.findall(r'(?:href|src)="([^"#]*)"', absent) if not link.startswith(BASE)} == set()


def test_dead_link_stops_the_export() -> None:
    links = linking.Links({"/a/"}, "", "/static/")
    assert links.in_page("/a/b/", '<a href="/a/#x">甲</a>') == '<a href="../#x">甲</a>'
    with pytest.raises(linking.DeadLink, match="页面 /a/ 里的链接 /b/ 在静态站点里没有对应的文件。"):
        links.in_page("/a/", '<a href="/b/">乙</a>')


def test_name_too_long_for_a_file_system_is_cut_and_still_linked(tmp_path: Path) -> None:
    publish(plant("long", short_name="很长" * 49), pdf=PDF)
    exporting.export(tmp_path / "out")
    with served(tmp_path / "out" / "site") as start:
        statuses = crawl(start)
    assert set(statuses.values()) == {200}
    assert len([address for address in statuses if address.endswith(".pdf")]) == 1
