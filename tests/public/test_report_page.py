"""The page of a report: everything that was released and nothing else, in the official form."""

import pytest
from django.test import Client

from agencies.models import Agency
from reports.content.figures import show
from reports.editions import cells_of
from tests.agencies.trees import plant_ningxia
from tests.public.published import PDF, Page, attributes, day, get, publish, text

pytestmark = pytest.mark.django_db
ADDRESS = "/agencies/nx-zw-spt-sfj/2024/"


@pytest.fixture
def sfj() -> Agency:
    return plant_ningxia()["nx-zw-spt-sfj"]


@pytest.mark.parametrize("year", [2020, 2024])
def test_every_cell_of_the_tables_is_the_released_figure(sfj: Agency, client: Client, year: int) -> None:
    content = publish(sfj, year).content()
    page = get(client, f"/agencies/nx-zw-spt-sfj/{year}/")
    cells = cells_of(content.edition)
    assert page.texts("td") == [show(cell, content.figures[key]) for key, cell in cells.items()]
    assert len(page.texts("td")) == {2020: 198, 2024: 200}[year]


def test_disclosure_stands_in_the_official_form(sfj: Agency, client: Client) -> None:
    figures = {f"disclosure.{key}": number for key, number in {
        "regulations.issued": 1, "regulations.repealed": 2, "regulations.in_force": 3,
        "normative_documents.issued": 4, "normative_documents.repealed": 5, "normative_documents.in_force": 6,
        "licensing.decisions": 7, "penalties.decisions": 8, "coercion.decisions": 9, "charges.amount": "0.123456",
    }.items()}  # fmt: skip
    publish(sfj, entered=figures)
    assert get(client, ADDRESS).rows("disclosure") == [
        line.split()
        for line in """
        第二十条第（一）项 第二十条第（一）项 第二十条第（一）项 第二十条第（一）项
        信息内容       本年制发件数 本年废止件数 现行有效件数
        规章           1 2 3
        行政规范性文件 4 5 6
        第二十条第（五）项 第二十条第（五）项 第二十条第（五）项 第二十条第（五）项
        信息内容       本年处理决定数量 本年处理决定数量 本年处理决定数量
        行政许可       7 7 7
        第二十条第（六）项 第二十条第（六）项 第二十条第（六）项 第二十条第（六）项
        信息内容       本年处理决定数量 本年处理决定数量 本年处理决定数量
        行政处罚       8 8 8
        行政强制       9 9 9
        第二十条第（八）项 第二十条第（八）项 第二十条第（八）项 第二十条第（八）项
        信息内容       本年收费金额（单位：万元） 本年收费金额（单位：万元） 本年收费金额（单位：万元）
        行政事业性收费 0.123456 0.123456 0.123456
        """.strip().splitlines()
    ]


def test_requests_stand_under_merged_headings_and_beside_merged_labels(sfj: Agency, client: Client) -> None:
    publish(sfj)
    rows = get(client, ADDRESS).rows("requests")
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    people = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert rows[:3] == [
        [corner] * 3 + ["申请人情况"] * 7,
        [corner] * 3 + ["自然人"] + ["法人或其他组织"] * 5 + ["总计"],
        [corner] * 3 + people,
    ]
    assert [row[:2] for row in rows[5:8]] == [
        ["三、本年度办理结果", "（一）予以公开"],
        ["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"],
        ["三、本年度办理结果", "（三）不予公开"],
    ]
    assert rows[-1][:3] == ["四、结转下年度继续办理"] * 3
    assert {len(row) for row in rows} == {10}


def test_headings_of_tables_say_what_they_head(sfj: Agency, client: Client) -> None:
    publish(sfj)
    page = get(client, ADDRESS)
    assert {heading.get("scope") for heading in page.all("th")} == {"col", "colgroup", "row", "rowgroup"}
    assert page.texts("caption") == [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]
    frames = page.all("div", class_="grid-frame")
    assert [(frame.get("tabindex"), frame.get("role")) for frame in frames] == [("0", "region")] * 3


def test_page_has_title_contents_text_and_version(sfj: Agency, client: Client) -> None:
    prose = {
        "opening": "开头。",
        "overview": "总体。\n第二段。",
        "problems": "问题。",
        "other": "其他。",
        "contact": "电话：1",
    }
    release = publish(sfj, prose=prose, on=day(2025, 1, 20), pdf=PDF)
    page = get(client, ADDRESS)
    assert page.texts("h1") == ["沙坡头区司法局2024年政府信息公开工作年度报告"]
    assert page.text("title") == "沙坡头区司法局2024年政府信息公开工作年度报告"
    assert page.links("nav", class_="contents") == [
        ("一、总体情况", "#overview"),
        ("二、主动公开政府信息情况", "#disclosure"),
        ("三、收到和处理政府信息公开申请情况", "#requests"),
        ("四、政府信息公开行政复议、行政诉讼情况", "#proceedings"),
        ("五、存在的主要问题及改进情况", "#problems"),
        ("六、其他需要报告的事项", "#other"),
        ("联系方式", "#contact"),
    ]
    assert [text(p) for prose in page.all("div", class_="prose") for p in prose] == [
        "开头。",
        "总体。",
        "第二段。",
        "问题。",
        "其他。",
    ]
    assert page.text("section", id="contact") == "电话：1"
    assert page.text("code") == release.digest
    assert page.text("p", class_="report-facts") == "第1版 · 2025年1月20日发布"
    file = "/agencies/nx-zw-spt-sfj/2024/%E6%B2%99%E5%9D%A1%E5%A4%B4%E5%8C%BA%E5%8F%B8%E6%B3%95%E5%B1%802024%E5%B9%B4"
    (address,) = {link.get("href") for downloads in page.all("ul", class_="downloads") for link in downloads.iter("a")}
    assert address.startswith(file)
    assert page.texts("ul", class_="downloads") == [f"下载 PDF {len(PDF)} 字节"] * 2


def test_headings_in_prose_keep_their_level(sfj: Agency, client: Client) -> None:
    publish(
        sfj,
        prose={
            "overview": "（一）主动公开情况\n公开**很多**信息。\n（二）依申请公开情况。没有收到申请。\n1.第一件事。"
        },
    )
    (prose,) = get(client, ADDRESS).all("div", class_="prose")[1:2]
    assert [(element.tag, text(element), [text(strong) for strong in element.iter("strong")]) for element in prose] == [
        ("h3", "（一）主动公开情况", []),
        ("p", "公开很多信息。", ["很多"]),
        ("p", "（二）依申请公开情况。没有收到申请。", ["（二）依申请公开情况。"]),
        ("p", "1.第一件事。", []),
    ]


def test_whatever_was_typed_is_text(client: Client) -> None:
    nasty = '<script>alert(1)</script><img src="http://example.com/x">&amp;“'
    agency = plant_ningxia()["nx-sft"]
    Agency.objects.filter(pk=agency.pk).update(short_name="<b>司法厅</b>", address=nasty)
    agency.refresh_from_db()
    publish(agency, prose=dict.fromkeys(("opening", "overview", "problems", "other", "contact"), nasty))
    page = get(client, "/agencies/nx-sft/2024/")
    assert [text(p) for p in page.all("p") if "alert" in text(p)] == [nasty] * 5
    assert page.texts("h1") == ["<b>司法厅</b>2024年政府信息公开工作年度报告"]
    assert page.all("img") == page.all("b") == []
    assert [script.get("type") for script in page.all("script")] == ["application/ld+json"]
    assert text(get(client, "/agencies/nx-sft/").all("dd")[0]) == nasty


def test_page_shows_the_agency_as_it_was_when_it_published(sfj: Agency, client: Client) -> None:
    publish(sfj)
    Agency.objects.filter(pk=sfj.pk).update(name="新名称局", short_name="新名称局")
    page = get(client, ADDRESS)
    assert page.texts("h1") == ["沙坡头区司法局2024年政府信息公开工作年度报告"]
    assert page.links("nav", class_="breadcrumb")[-1] == ("新名称局", "/agencies/nx-zw-spt-sfj/")


def test_breadcrumb_leads_up_the_tree(sfj: Agency, client: Client) -> None:
    publish(sfj)
    assert get(client, ADDRESS).links("nav", class_="breadcrumb") == [
        ("首页", "/"),
        ("宁夏回族自治区", "/agencies/nx/"),
        ("中卫市", "/agencies/nx-zw/"),
        ("沙坡头区", "/agencies/nx-zw-spt/"),
        ("沙坡头区司法局", "/agencies/nx-zw-spt-sfj/"),
    ]


def test_neighbours_are_the_nearest_published_years(sfj: Agency, client: Client) -> None:
    for year in (2019, 2020, 2022, 2024):
        publish(sfj, year)
    publish(sfj, 2022)
    links = get(client, "/agencies/nx-zw-spt-sfj/2022/").links("nav", class_="neighbours")
    own = "/agencies/nx-zw-spt-sfj/"
    assert links == [
        ("上一份 2020年年度报告", own + "2020/"),
        ("沙坡头区司法局 全部年度", own),
        ("下一份 2024年年度报告", own + "2024/"),
    ]
    assert get(client, own + "2024/").links("nav", class_="neighbours")[1:] == [("沙坡头区司法局 全部年度", own)]


def test_newest_version_is_shown_and_older_ones_say_that_they_are_old(sfj: Agency, client: Client) -> None:
    publish(sfj, prose={"overview": "旧。"}, on=day(2025, 1, 20), pdf=b"old")
    publish(sfj, prose={"overview": "新。"}, on=day(2025, 3, 1), pdf=b"new")
    newest, first, second = (get(client, ADDRESS + version) for version in ("", "1/", "2/"))
    assert [page.texts("div", class_="prose")[1] for page in (newest, first, second)] == ["新。", "旧。", "新。"]
    assert [page.texts("div", class_="notice") for page in (newest, second)] == [[], []]
    assert first.text("div", class_="notice") == "这是第1版，已经有新的版本。现行的是2025年3月1日发布的第2版。"
    assert first.links("div", class_="notice") == [("第2版", ADDRESS)]
    assert {page.all("link", rel="canonical")[0].get("href") for page in (newest, first, second)} == {ADDRESS}
    assert newest.links("ul", class_="versions") == [("第1版", ADDRESS + "1/")]
    downloads = [page.all("ul", class_="downloads")[0].find("li/a").get("href") for page in (newest, first, second)]
    assert [client.get(address).getvalue() for address in downloads] == [b"new", b"old", b"new"]


def test_page_asks_for_nothing_but_its_own_files(sfj: Agency, client: Client) -> None:
    publish(sfj, prose={"contact": "网站：http://www.spt.gov.cn"}, pdf=PDF)
    page = get(client, ADDRESS)
    loaded = [value for tag, name, value in attributes(page.root) if tag != "a" and name in ("src", "href")]
    assert [address for address in loaded if not address.startswith(("/static/", "/agencies/", "/feed.xml"))] == []
    assert {(tag, name) for tag, name, _ in attributes(page.root) if name == "style" or name.startswith("on")} == set()
    assert page.all("style") == [script for script in page.all("script") if script.get("type") is None] == []


def test_unchanged_page_is_not_sent_again(sfj: Agency, client: Client) -> None:
    publish(sfj)
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, first["Cache-Control"]) == (304, b"", "no-cache")
    publish(sfj, 2023)  # now there is a link to last year
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_page_does_not_depend_on_who_reads_it(sfj: Agency, client: Client, admin_client: Client) -> None:
    publish(sfj)
    answers = [reader.get(ADDRESS) for reader in (client, admin_client)]
    assert answers[0].content == answers[1].content
    assert [answer.get("Vary") for answer in answers] == [None, None]
    assert Page(answers[0]).root.get("lang") == "zh-CN"
