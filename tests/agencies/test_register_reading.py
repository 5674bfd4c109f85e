"""Bytes of a register in, rows or sentences out; no database."""

import pytest

from agencies.register.columns import LABELS
from agencies.register.reading import RegisterRow, read_rows

HEADINGS = "code,name,parent,level,kind"
EXCEL = "请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。"
NAMES = "、".join(LABELS.values())
TWO_ROWS = [
    RegisterRow(2, {"code": "a", "name": "甲局", "parent": "", "level": "县级", "kind": "部门"}),
    RegisterRow(3, {"code": "b", "name": "乙局", "parent": "a", "level": "县级", "kind": "部门"}),
]


def says(text: str) -> list[str]:
    return [str(problem) for problem in read_rows(text.encode()).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_register_is_read_in_every_encoding_and_with_every_line_end(encoding: str, end: str) -> None:
    text = end.join(["代码,全称,上级,层级,类别", "a,甲局,,县级,部门", "b,乙局,a,县级,部门", ""])
    sheet = read_rows(text.encode(encoding))
    assert (sheet.rows, sheet.problems) == (TWO_ROWS, [])


def test_rare_characters_arrive_whole() -> None:
    (row,) = read_rows("代码,全称\na,𬭚堃珺镕局".encode("gb18030")).rows
    assert row.values["name"] == "𬭚堃珺镕局"


def test_headings_may_be_english_or_chinese_in_any_order() -> None:
    sheet = read_rows("类别,code,层级,上级, 全称 \n部门,a,县级,,甲局\n部门,b,县级,a,乙局".encode())
    assert (sheet.rows, sheet.problems) == (TWO_ROWS, [])


def test_quoted_fields_keep_commas_quotes_and_line_ends_and_the_count_of_lines() -> None:
    sheet = read_rows(f'{HEADINGS}\na,"甲,""乙""\n局",,x,y\nb,丙局,,x,y\n'.encode())
    assert [(row.line, row.values["name"]) for row in sheet.rows] == [(2, '甲,"乙"\n局'), (4, "丙局")]


def test_lines_without_text_are_skipped() -> None:
    sheet = read_rows(f"\n{HEADINGS}\n\n,,,,\n　, ,,,\na,甲局,,x,y\n\n".encode())
    assert ([row.line for row in sheet.rows], sheet.problems) == ([6], [])


def test_full_width_slips_of_the_keyboard_are_put_right() -> None:
    sheet = read_rows("代码,邮政编码,联系电话,全称\nｎｘ－１,７５５０００,0955－7630167,Ａ（甲）局\n".encode())
    assert sheet.rows == [
        RegisterRow(2, {"code": "nx-1", "postcode": "755000", "telephone": "0955-7630167", "name": "Ａ（甲）局"})
    ]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"", "文件：是空的，请给出有表头和机关的登记册。"),
        (b"\xef\xbb\xbf\r\n\r\n", "文件：是空的，请给出有表头和机关的登记册。"),
        (f"{HEADINGS}\n".encode(), "文件：只有表头，没有机关；请从第 2 行起每行写一个机关。"),
        (b"PK\x03\x04 xl/workbook.xml", f"文件：这是 Excel 工作簿，不是 CSV；{EXCEL}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", f"文件：这是 Excel 工作簿，不是 CSV；{EXCEL}"),
        ("代码,全称".encode("utf-16"), f"文件：这不是 UTF-8 或 GB18030 编码的文本；{EXCEL}"),
        (b"code,name\na,\0\0", f"文件：这不是 UTF-8 或 GB18030 编码的文本；{EXCEL}"),
        (b"\x89PNG\r\n\x1a\n\xff\xff", f"文件：这不是 UTF-8 或 GB18030 编码的文本；{EXCEL}"),
        ("代码;全称;上级\na;甲;".encode(), f"第 1 行（现为“代码;全称;上级”）：各栏不是用英文逗号分隔的；{EXCEL}"),
        ("代码\t全称\na\t甲".encode(), f"第 1 行（现为“代码␣全称”）：各栏不是用英文逗号分隔的；{EXCEL}"),
        (
            f"{HEADINGS}\na,甲局,,县级,部门\nb,乙司法".encode() + b"\xe5\xb1\n",
            "第 3 行：有损坏的 UTF-8 文字，请改正这一行后重新保存。",
        ),
    ],
)
def test_file_that_is_no_register_is_refused_with_one_sentence(data: bytes, problems: str) -> None:
    sheet = read_rows(data)
    assert (sheet.rows, [str(problem) for problem in sheet.problems]) == ([], [problems])


def test_register_without_one_whole_line_is_not_also_called_empty() -> None:
    problems = "有 2 格，而表头有 5 栏；请补齐或删去多余的逗号，含逗号的内容要加双引号。"
    assert says(f"{HEADINGS}\na,甲局") == [f"第 2 行：{problems}"]
    problems = "从这一行起读不下去：双引号不成对，或一格超过 13 万字；请补齐或删去双引号（格内的双引号要写两个）。"
    assert says('"code,name\na,甲局') == [f"第 1 行：{problems}"]


def test_every_wrong_heading_is_named() -> None:
    assert says("代码,全称,代码,县,层级,类别\na,甲,b,c,d,e") == [
        "第 1 行“表头”（现为“代码”）：这一栏出现了两次，请删去一个。",
        f"第 1 行“表头”（现为“县”）：没有这一栏，请删去，或改为其中之一：{NAMES}。",
        "第 1 行“表头”：缺少“上级”（parent）一栏，请补上。",
    ]


def test_heading_without_text_is_named() -> None:
    assert says(f"{HEADINGS},\na,甲,,县级,部门,") == [f"第 1 行“表头”：没有这一栏，请删去，或改为其中之一：{NAMES}。"]


def test_lines_with_too_many_or_too_few_fields_are_named_and_the_rest_is_read() -> None:
    sheet = read_rows(f"{HEADINGS}\na,甲局,,县级\nb,乙局,,县级,部门\nc,丙局,,县级,部门,x".encode())
    advice = "而表头有 5 栏；请补齐或删去多余的逗号，含逗号的内容要加双引号。"
    assert [str(problem) for problem in sheet.problems] == [
        f"第 2 行：有 4 格，{advice}",
        f"第 4 行：有 6 格，{advice}",
    ]
    assert [row.values["code"] for row in sheet.rows] == ["b"]
    assert sheet.unread_codes == {"a", "c"}


@pytest.mark.parametrize("broken", ['b,"乙局,,县级,部门\nc,丙局,,县级,部门', 'b,"乙"局,,县级,部门'])
def test_broken_quotes_are_named_with_the_line_they_begin_on(broken: str) -> None:
    sheet = read_rows(f"{HEADINGS}\na,甲局,,县级,部门\n{broken}\n".encode())
    problems = "双引号不成对，或一格超过 13 万字；请补齐或删去双引号（格内的双引号要写两个）。"
    assert [str(problem) for problem in sheet.problems] == [f"第 3 行：从这一行起读不下去：{problems}"]
    assert ([row.line for row in sheet.rows], sheet.broken_off) == ([2], True)


def test_long_and_unprintable_values_are_shown_short_and_safe() -> None:
    (problems, *_) = says("县\x1b[31m" + "很" * 100 + ",代码\n")
    assert problems.startswith("第 1 行“表头”（现为“县␣[31m" + "很" * 34 + "…”）：")
