"""What is published for machines: Atom feeds, the map of the site, linked data."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from agencies.models import Agency
from reports.public import sitemap
from tests.agencies.trees import plant, plant_ningxia
from tests.public.published import PDF, attach, day, get, publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://testserver"
OWN = "/agencies/nx-zw-spt-sfj/"


@pytest.fixture
def tree() -> dict[str, Agency]:
    return plant_ningxia()


def entries(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return [
        {child.tag.removeprefix(ATOM): "".join(child.itertext()) or child.get("href", "") for child in entry}
        for entry in ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")
    ]


def test_feed_tells_of_every_publication_the_last_first(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-zw-spt-sfj"], on=day(2025, 1, 20))
    publish(tree["nx-sft"], on=day(2025, 1, 21))
    publish(tree["nx-zw-spt-sfj"], on=day(2025, 3, 1), reason="<b>写错了&。")
    feed = entries(client, "/feed.xml")
    assert [(entry["title"], entry["link"], entry["updated"]) for entry in feed] == [
        ("沙坡头区司法局2024年政府信息公开工作年度报告（第2版）", f"{SITE}{OWN}2024/2/", "2025-03-01T12:00:00+08:00"),
        (
            "宁夏回族自治区司法厅2024年政府信息公开工作年度报告",
            f"{SITE}/agencies/nx-sft/2024/1/",
            "2025-01-21T12:00:00+08:00",
        ),
        ("沙坡头区司法局2024年政府信息公开工作年度报告", f"{SITE}{OWN}2024/1/", "2025-01-20T12:00:00+08:00"),
    ]
    assert feed[0]["summary"] == "中卫市沙坡头区司法局发布，第2版。更正理由：&lt;b&gt;写错了&amp;。"
    assert len({entry["id"] for entry in feed}) == 3
    assert {entry["id"][:9] for entry in feed} == {"urn:uuid:"}


def test_feed_of_an_agency_is_its_own(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-zw-spt-sfj"])
    publish(tree["nx-sft"])
    assert [entry["title"] for entry in entries(client, OWN + "feed.xml")] == [
        "沙坡头区司法局2024年政府信息公开工作年度报告"
    ]
    feeds = [page.all("link", rel="alternate")[0].get("href") for page in (get(client, "/"), get(client, OWN))]
    assert feeds == ["/feed.xml", OWN + "feed.xml"]
    assert client.get("/agencies/nix/feed.xml").status_code == 404


def test_unchanged_feed_is_not_sent_again(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-sft"])
    etag = client.get("/feed.xml")["ETag"]
    assert client.get("/feed.xml", headers={"if-none-match": etag}).status_code == 304


def locations(client: Client, address: str) -> list[tuple[str | None, str | None]]:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    return [(each.findtext(f"{MAP}loc"), each.findtext(f"{MAP}lastmod")) for each in root]


def test_map_has_every_lasting_address_with_its_last_change(tree: dict[str, Agency], client: Client) -> None:
    publish(tree["nx-sft"], on=day(2025, 1, 21))
    publish(tree["nx-sft"], on=day(2025, 3, 1))
    publish(tree["nx-sft"], 2023, on=day(2024, 1, 2))
    newest = "2025-03-01T12:00:00+08:00"
    assert locations(client, "/sitemap.xml") == [(f"{SITE}/sitemap-1.xml", newest)]
    assert locations(client, "/sitemap-1.xml") == [
        (f"{SITE}/", newest),
        (f"{SITE}/agencies/nx-sft/", newest),
        (f"{SITE}/agencies/nx-sft/2023/", "2024-01-02T12:00:00+08:00"),
        (f"{SITE}/agencies/nx-sft/2024/", newest),
    ]


def test_large_map_is_split(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LIMIT", 3)
    for letter in "abc":
        publish(plant(letter))
    parts = [address for address, _ in locations(client, "/sitemap.xml") if address]
    assert [len(locations(client, part.removeprefix(SITE))) for part in parts] == [3, 3, 1]
    assert client.get("/sitemap-4.xml").status_code == 404


def test_report_describes_itself_as_linked_data(tree: dict[str, Agency], client: Client) -> None:
    Agency.objects.filter(code="nx-sft").update(telephone="0951-1", short_name="<!--<script><b>厅&")
    release = publish(Agency.objects.get(code="nx-sft"), on=day(2025, 1, 20), pdf=PDF)
    attach(release, b"{}", "json")
    body = client.get("/agencies/nx-sft/2024/").content.decode()
    (block,) = [part.split("</script>")[0] for part in body.split('<script type="application/ld+json">')[1:]]
    report, data = json.loads(block)["@graph"]
    address = f"{SITE}/agencies/nx-sft/2024/"
    assert [file["encodingFormat"] for file in report.pop("encoding")] == ["application/pdf", "application/json"]
    assert report == {
        "@type": "Report",
        "@id": address,
        "url": address,
        "name": "<!--<script><b>厅&2024年政府信息公开工作年度报告",
        "inLanguage": "zh-CN",
        "datePublished": "2025-01-20T12:00:00+08:00",
        "version": "1",
        "temporalCoverage": "2024",
        "publisher": {
            "@type": "GovernmentOrganization",
            "@id": f"{SITE}/agencies/nx-sft/",
            "name": "宁夏回族自治区司法厅",
            "telephone": "0951-1",
        },
    }
    (file,) = data["distribution"]
    assert client.get(file["contentUrl"].removeprefix(SITE)).getvalue() == b"{}"
    assert file["sha256"] == release.files.get(format="json").sha256
