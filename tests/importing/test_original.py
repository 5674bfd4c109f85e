"""The original as it is shown on 核对: every value is marked where it stands, and nothing of the file runs."""

import io
import zlib

import pypdfium2
import pytest
from PIL import Image

from reports.importing import isolation
from reports.importing.isolation import describe_isolated, draw_isolated
from reports.importing.original import MOST_BLOCKS, describe
from reports.importing.page_images import MOST_HEIGHT, WIDTH
from reports.importing.reading import Unreadable
from reports.rendering import excel, pdf, portal, word
from tests.importing import offices
from tests.rendering.papers import demo_content

CONTENT = demo_content("nx-sft-2024")
WRITERS = {"docx": word.render, "xlsx": excel.render, "html": portal.render}
RECEIVED = "figures.requests.received.natural_person"


def printed(content) -> dict[str, str]:
    """What the paper prints in every cell, by place."""
    return {f"figures.{key}": str(figure) for key, figure in content.figures.items() if figure is not None}


def rows_by_number(described) -> dict[int, list[str]]:
    rows = [row for block in described["blocks"] for row in block.get("rows", [])]
    return {row["number"]: [cell["text"] for cell in row["cells"] if cell["at"] is not None] for row in rows}


@pytest.mark.parametrize("form", WRITERS)
def test_every_figure_is_marked_in_its_own_cell(form):
    described = describe(WRITERS[form](CONTENT))
    rows = rows_by_number(described)
    marked = {
        place: rows[mark["blocks"][0]][mark["cell"]]
        for place, mark in described["marks"].items()
        if place.startswith("figures.")
    }
    assert marked == printed(CONTENT)


@pytest.mark.parametrize("form", WRITERS)
def test_every_part_in_words_is_marked_at_its_lines(form):
    described = describe(WRITERS[form](CONTENT))
    lines = {block["number"]: block["text"] for block in described["blocks"] if "text" in block}
    overview = [lines[number] for number in described["marks"]["prose.overview"]["blocks"]]
    assert "".join(overview).replace("*", "") == CONTENT.prose["overview"].replace("\n", "").replace("*", "")


def cropped(data: bytes, *box: float) -> bytes:
    """The PDF with no more of each page shown than the box, in points from the lower left."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_cropbox(*box)
    return saved(document)


def saved(document: pypdfium2.PdfDocument) -> bytes:
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


@pytest.mark.parametrize("crop", [(0, 0, 595, 842), (40, 30, 560, 800)])
def test_page_of_a_pdf_has_a_box_around_every_figure(crop):
    data = cropped(pdf.render(CONTENT), *crop)
    described = describe(data)
    document = pypdfium2.PdfDocument(data)
    within = {}
    for place, mark in described["marks"].items():
        if place.startswith("figures."):
            ((page, box),) = [(each["page"], each["box"]) for each in mark["boxes"]]
            within[place] = text_in(document[page - 1], box)
    assert within == printed(CONTENT)


def text_in(page: pypdfium2.PdfPage, shares: list[float]) -> str:
    """The words inside a box of shares of what is shown of the page, as PDFium, which draws it, finds them."""
    left, bottom, right, top = page.get_cropbox()
    across = [left + share * (right - left) for share in shares[::2]]
    down = [top - share * (top - bottom) for share in shares[1::2]]
    text: str = page.get_textpage().get_text_bounded(across[0], down[1], across[1], down[0])
    return text.strip()


def test_text_in_one_line_is_marked_row_by_row():
    words = (
        "x局2023年政府信息公开工作年度报告 一、总体情况 做了三件事。"
        "二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 "
        "一、本年新收政府信息公开申请数量 8 0 0 0 0 0 8 二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1 "
        "四、政府信息公开行政复议、行政诉讼情况 五、存在的主要问题及改进情况 "
        "公开还不够及时，下一年按月检查。公开还不够及时，下一年按月检查。 六、其他需要报告的事项 没有。"
    )
    described = describe(words.encode())
    (line,) = [block["text"] for block in described["blocks"]]
    spans = {place: line[slice(*mark["span"])].strip() for place, mark in described["marks"].items() if mark["span"]}
    assert spans[RECEIVED] == "一、本年新收政府信息公开申请数量 8 0 0 0 0 0 8"
    assert spans["figures.requests.carried_in.total"].startswith("二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1")
    assert spans["prose.overview"] == "做了三件事。"


def test_scripts_and_markup_of_a_page_are_no_part_of_it():
    described = describe(offices.pasted_page(CONTENT))
    texts = "".join(block["text"] for block in described["blocks"] if "text" in block)
    assert ("var shown" in texts, "<p" in texts, "隐藏的话" in texts) == (False, False, False)


def test_long_file_is_cut_and_it_is_told():
    lines = "\n".join(
        ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", *["话。"] * 4000]
    )
    described = describe(lines.encode())
    assert (len(described["blocks"]), described["cut"]) == (MOST_BLOCKS, True)


def test_page_is_drawn_as_wide_as_all_are():
    data = pdf.render(CONTENT)
    picture = Image.open(io.BytesIO(draw_isolated(data, 1)))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, describe_isolated(data)["pages"][0]))


def blank_pdf(width: float, height: float) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(width, height)
    return saved(document)


@pytest.mark.parametrize(
    ("data", "number", "says"),
    [
        (blank_pdf(100, 100 * MOST_HEIGHT / WIDTH + 10), 1, "原件的第 1 页太长，没有显示；请下载原件查看。"),
        (blank_pdf(595, 842), 2, "原件没有第 2 页。"),
        (blank_pdf(595, 842), 0, "原件没有第 0 页。"),
        (b"%PDF-1.4 nothing", 1, "原件打不开，不能逐页显示；请下载原件查看。"),
    ],
)
def test_page_that_bursts_the_limits_is_refused_in_a_sentence(data, number, says):
    with pytest.raises(Unreadable, match=says):
        draw_isolated(data, number)


def heavy_pdf() -> bytes:
    """One page with an image of 40000 by 40000 pixels, which packs to nothing."""
    side = 40_000
    packed = zlib.compress(bytes(side * side // 8), 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
        b"/Length %d>>stream\n%s\nendstream" % (side, side, len(packed), packed),
        b"<</Length 28>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
    ]
    body = b"%PDF-1.4\n"
    for number, part in enumerate(parts, start=1):
        body += b"%d 0 obj %s endobj\n" % (number, part)
    return body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_page_with_a_picture_that_bursts_the_memory_ends_its_process_and_nothing_else():
    try:
        drawn = draw_isolated(heavy_pdf(), 1)
    except Unreadable as error:
        assert str(error) in (isolation.TOO_MUCH, isolation.TOO_LONG, isolation.FAILED) or "画不出来" in str(error)
    else:
        assert drawn.startswith(b"\x89PNG")
