"""Tables from the clipboard's HTML, in the dialects of the programs people copy from, down to the cells they fill."""

# ruff: noqa: E501 - clipboards have long lines

import pytest
from django.template.loader import render_to_string

from reports import editions
from reports.authoring.clipboard import MAX_SPAN, read_html
from reports.authoring.pasting import read_block
from reports.content.figures import complete
from reports.editions import grid_of
from reports.rendering.document import filled

EDITION = editions.get("2021")

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- /* Font */ td {x:1} --></style></head>
<body><!--StartFragment--><!--[if gte mso 9]><xml>9</xml><![endif]-->
<table class=MsoNormalTable border=1><tr><td rowspan=2 width=43><p class=MsoNormal align=center><span>（三）不予公开<o:p></o:p></span></p></td>
<td><p class=MsoNormal><span lang=EN-US>1.</span><span>属于国家秘密</span></p></td>
<td><p><span lang=EN-US>3<o:p></o:p></span></p></td><td><p><span lang=EN-US>0</span></p></td><td>&nbsp;0</td><td>0</td><td>0</td><td>0</td><td>3</td></tr>
<tr><td><p><span lang=EN-US>2.</span>其他法律行政法规<br>禁止公开</p></td><td>１</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>1</td></tr></table>
<!--EndFragment--></body></html>"""

EXCEL = """<table border=0><col width=64><tr height=18><td height=18>1,234</td><td align=right>0</td></tr>
<tr><td>5</td><td>6</td></tr></table>"""

BROWSER = """<meta charset='utf-8'><table><thead><tr><th rowspan="2">信息内容</th><th colspan="3">本年处理决定数量</th></tr></thead>
<tbody><tr><th>行政许可</th><td colspan="3">137</td></tr><tr><th>行政处罚</th><td colspan="3"><b>2</b></td></tr></tbody></table>"""


def values(table, at, html):
    block = read_block(EDITION, table, at, read_html(html).text)
    return {one.key: one.value for one in block.placed}, block.remarks


def test_word_table_with_merged_labels_and_its_own_markup():
    placed, remarks = values("requests", "requests.received.natural_person", WORD)
    assert {key: value for key, value in placed.items() if value != "0"} == {
        "requests.refused_state_secret.natural_person": "3",
        "requests.refused_law.natural_person": "1",
    }
    assert (len(placed), remarks) == (12, [])


def test_whole_official_table_as_our_own_page_shows_it_comes_back_figure_by_figure():
    entered = {key: number for number, key in enumerate(editions.typed_keys(EDITION)) if key.startswith("requests.")}
    grid = filled(grid_of(EDITION, "requests"), EDITION, complete(EDITION, entered))
    html = render_to_string("rendering/_grid.html", {"grid": grid})
    placed, remarks = values("requests", "requests.received.natural_person", html)
    assert placed == {key: str(number) for key, number in entered.items()}
    assert [remark for remark in remarks if "没有找到对应的行" not in remark] == []


def test_bare_cells_of_a_spreadsheet_follow_the_cell_they_were_pasted_at():
    placed, _ = values("requests", "requests.granted.research", EXCEL)
    assert placed == {
        "requests.granted.research": "1234",
        "requests.granted.nonprofit": "0",
        "requests.partly_granted.research": "5",
        "requests.partly_granted.nonprofit": "6",
    }


def test_table_of_a_web_page_with_figures_over_several_columns():
    placed, _ = values("disclosure", "disclosure.regulations.issued", BROWSER)
    assert placed == {"disclosure.licensing.decisions": "137", "disclosure.penalties.decisions": "2"}


def test_merged_cells_say_their_text_once():
    html = "<table><tr><td rowspan=2 colspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr></table>"
    assert read_html(html).text == "甲\t\t1\n\t\t2\n3"


def test_table_inside_a_table_is_text_of_its_cell():
    assert read_html("<table><tr><td><table><tr><td>1</td></tr></table></td><td>2</td></tr></table>").text == "1\t2"


def test_two_tables_are_read_one_below_the_other():
    assert read_html("<p>x</p><table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>").text == "1\n2"
    assert read_html("<table></table><table></table>").tables == 2


@pytest.mark.parametrize("html", ["", "   ", "<p>没有表</p>", "<!-- x -->", "\x00", "<?xml version='1.0'?>", "<table"])
def test_what_has_no_table_gives_no_text(html):
    assert read_html(html).text == ""


def test_absurd_spans_are_bounded_and_script_is_no_text():
    html = "<table><tr><td colspan=999999999>1<script>alert(2)</script></td><td rowspan=x>2</td></tr></table>"
    assert read_html(html).text == "1" + "\t" * MAX_SPAN + "2"
