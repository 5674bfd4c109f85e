"""What stands on a portal against what was published: identical, or every cell and sentence that differs."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse

from agencies.roles import Role
from reports.content.report import Content
from reports.importing import read_report, verification
from reports.rendering import pdf, portal, word
from tests import factories
from tests.importing import offices
from tests.public.published import publish
from tests.rendering.papers import DEMO_NAMES, demo_content
from tests.signing import person

WRITERS = {"docx": word.render, "html": portal.render, "pdf": pdf.render, "pasted": offices.pasted_page}
CONTENT = demo_content("nx-sft-2024")


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", DEMO_NAMES)
def test_what_was_uploaded_unchanged_is_identical(name, writer):
    content = demo_content(name)
    result = verification.compare(content, read_report(WRITERS[writer](content), printed=True))
    assert result == verification.ComparisonResult((), (), ())
    assert result.identical


def changed(figures: dict[str, int], **prose: str) -> Content:
    return replace(CONTENT, figures={**CONTENT.figures, **figures}, prose={**CONTENT.prose, **prose})


def test_a_changed_cell_is_named_with_both_values():
    live = read_report(portal.render(changed({"disclosure.licensing.decisions": 128})))
    (cell,) = verification.compare(CONTENT, live).cells
    assert (cell.label, cell.published, cell.live) == ("行政许可·本年处理决定数量", "127", "128")


def test_a_pdf_is_compared_as_it_is_printed_whatever_data_it_carries():
    """The words of another report beside the data of the one published: what a reader sees counts."""
    other = changed({}, problems="没有问题。")
    result = verification.compare(CONTENT, read_report(pdf.render(other), printed=True))
    assert [part.key for part in result.parts] == ["problems"]


def test_a_sentence_put_in_and_one_left_out_are_shown():
    before = CONTENT.prose["other"]
    first, _, rest = before.partition("。")
    result = verification.compare(CONTENT, read_report(portal.render(changed({}, other=f"{rest}另有一项工作。"))))
    (part,) = result.parts
    assert part.title == "六、其他需要报告的事项和联系方式"
    assert {piece.kind for piece in part.changed} == {"deleted", "inserted"}
    assert result.count == len(part.changed)
    assert f"{first}。" in part.changed[0].text


def test_another_years_report_is_no_match():
    result = verification.compare(CONTENT, read_report(portal.render(demo_content("nx-zw-spt-sfj-2020"))))
    assert result.wrong == (
        "门户上的是 2019 版格式，发布的是 2021 版",
        "门户上的标题是“宁夏回族自治区司法厅2020年政府信息公开工作年度报告”，"
        "发布的是“宁夏回族自治区司法厅2024年政府信息公开工作年度报告”",
    )


def test_a_cell_that_is_not_there_or_in_doubt_differs():
    page = portal.render(CONTENT).decode().replace(">146.359<", ">约146<").replace("行政处罚", "没有这一行")
    cells = {cell.key: cell.live for cell in verification.compare(CONTENT, read_report(page.encode())).cells}
    assert cells == {
        "disclosure.penalties.decisions": "没有找到",
        "disclosure.charges.amount": "不能确定：“约146”不是数字（原文“约146”）",
    }


@pytest.fixture
def release(db):
    agency = factories.agency("nx-sft", name=CONTENT.agency["name"])
    return publish(agency, 2024, entered=dict(CONTENT.figures), prose=CONTENT.prose)


def test_the_command_ends_with_0_where_everything_is_the_same(release, tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_bytes(portal.render(release.content()))
    call_command("verify_live", "nx-sft", 2024, page=str(page))
    assert capsys.readouterr().out == f"{release}：门户上的内容与发布的逐格逐句一致。\n"


def test_the_command_ends_with_1_and_a_list_where_something_differs(release, tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_bytes(portal.render(changed({"disclosure.licensing.decisions": 128})))
    with pytest.raises(SystemExit) as ended:
        call_command("verify_live", "nx-sft", 2024, page=str(page))
    assert ended.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{release}：门户上的内容有 1 处与发布的不同。",
        "行政许可·本年处理决定数量：发布的是 127，门户上128",
    ]


@pytest.mark.parametrize(
    ("year", "page", "says"),
    [
        (2023, "x.html", "2023 年度没有公开的报告，没有可以核对的版本。"),
        (2024, "nowhere.html", "无法读取 nowhere.html：No such file or directory。"),
        (2024, "https://example.com/a", "没有允许读取 example.com；允许的网站由管理员在 NIANBAO_PORTAL_HOSTS 中设置。"),
    ],
)
def test_the_command_ends_with_2_where_there_is_nothing_to_compare(release, capsys, year, page, says):
    with pytest.raises(SystemExit) as ended:
        call_command("verify_live", "nx-sft", year, page=page)
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def upload(client, tmp_path, data: bytes):
    file = tmp_path / "page.html"
    file.write_bytes(data)
    with file.open("rb") as page:
        return client.post(reverse("desk:verification", args=["nx-sft", 2024]), {"page": page}).content.decode()


def test_the_page_says_that_everything_is_the_same(release, client, tmp_path):
    client.force_login(person(release.agency, Role.DRAFTER))
    assert "✓ 逐格逐句一致" in upload(client, tmp_path, portal.render(release.content()))


def test_the_page_lists_what_differs(release, client, tmp_path):
    client.force_login(person(release.agency, Role.DRAFTER))
    page = upload(client, tmp_path, portal.render(changed({"disclosure.licensing.decisions": 128})))
    assert "✗ 有 1 处不同" in page
    assert '<td class="before">127</td>' in page


def test_the_page_refuses_what_is_no_report_with_a_sentence(release, client, tmp_path):
    client.force_login(person(release.agency, Role.DRAFTER))
    assert "这个文件不像政府信息公开工作年度报告" in upload(client, tmp_path, b"<p>hello</p>")


def test_the_page_fetches_nothing_that_is_not_allowed(release, client):
    client.force_login(person(release.agency, Role.DRAFTER))
    answer = client.post(reverse("desk:verification", args=["nx-sft", 2024]), {"address": "http://127.0.0.1/"})
    assert "没有允许读取 127.0.0.1" in answer.content.decode()
