"""Edition files: what is wrong is refused with file, line and place, in one sentence each."""

import shutil
from pathlib import Path

import pytest

from reports.editions import Edition, EditionError, cells_of, grid_of, loader
from tests.editions.drawing import draw

SMALL = """\
code: "2026"
notice: 国办公开办函〔2026〕1号
notice_title: 关于年度报告的通知
first_year: 2026
sections:
  - key: overview
    number: 一
    heading: 总体情况
    topics: [主动公开]
  - key: requests
    number: 二
    heading: 申请情况
    table:
      widths: [2, 3, 1, 1, 1]
      label_columns: 2
      repeat_head: true
      blocks:
        - corner: 申请人
          columns:
            - {key: person, label: 自然人}
            - {key: firm, label: 企业}
            - {key: total, label: 总计, sum: true}
          rows:
            - {key: received, label: 新收}
            - label: 结果
              rows:
                - {key: granted, label: 公开}
                - {key: refused, label: 不公开}
                - {key: concluded, label: 合计, sum: true}
          balances:
            - {left: [received], right: [concluded]}
"""


@pytest.fixture
def reading(tmp_path: Path):
    """Read an edition file with this text in it, SMALL with one passage replaced."""

    def read(old: str = "", new: str = "", *, text: str = SMALL) -> Edition:
        assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
        path = tmp_path / "e2026.yaml"
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
        return loader.load_edition(path)

    return read


@pytest.fixture
def refusal(reading):
    """What the reader says against SMALL with one passage replaced."""

    def message(old: str = "", new: str = "", *, text: str = SMALL) -> str:
        with pytest.raises(EditionError) as error:
            reading(old, new, text=text)
        return str(error.value)

    return message


def test_file_without_fault_is_an_edition(reading):
    edition = reading()
    assert (edition.code, edition.first_year, edition.last_year) == ("2026", 2026, None)
    assert list(cells_of(edition))[:3] == [
        "requests.received.person",
        "requests.received.firm",
        "requests.received.total",
    ]
    assert draw(grid_of(edition, "requests")) == (
        "申请人 →2 | 自然人 | 企业 | 总计\n"
        "新收 →2 | · | · | =\n"
        "结果 ↓3 | 公开 | · | · | =\n"
        "不公开 | · | · | =\n"
        "合计 | = | = | =\n"
    )


def test_sum_adds_up_what_stands_before_it_other_sums_left_out(reading):
    edition = reading(
        "{key: firm, label: 企业}",
        "{label: 组织, columns: [{key: firm, label: 企业}, {key: both, label: 小计, sum: true}]}",
        text=SMALL.replace("[2, 3, 1, 1, 1]", "[2, 3, 1, 1, 1, 1]"),
    )
    cells = cells_of(edition)
    assert cells["requests.received.both"].parts == ("requests.received.firm",)
    assert cells["requests.received.total"].parts == ("requests.received.person", "requests.received.firm")


def test_byte_order_mark_of_an_editor_does_no_harm(reading):
    assert reading(text="\ufeff" + SMALL) == reading()


TABLE = "sections[1].table"
BLOCK = f"{TABLE}.blocks[0]"

ONE_FAULT = {
    "duplicate key": ("first_year: 2026\n", "first_year: 2026\nfirst_year: 2027\n", " 第 5 行：键“first_year”重复"),
    "duplicate key in braces": (
        "{key: firm, label: 企业}",
        "{key: firm, key: firm, label: 企业}",
        " 第 21 行：键“key”重复",
    ),
    "unknown key": ("    topics: [主动", "    topic: [主动", " 第 9 行，sections[0].topic：不认识的键"),
    "unknown key deep inside": (
        "{key: received, label: 新收}",
        "{key: received, label: 新收, lable: 新收}",
        f" 第 24 行，{BLOCK}.rows[0].lable：不认识的键",
    ),
    "missing key": ("    heading: 总体情况\n", "", " 第 6 行，sections[0].heading：缺少必需的键"),
    "number for a text": ('code: "2026"', "code: 2026", " 第 1 行，code：应为文字"),
    "text for a number": ("first_year: 2026", 'first_year: "2026"', " 第 4 行，first_year：应为整数"),
    "decimal for a number": ("first_year: 2026", "first_year: 2026.5", " 第 4 行，first_year：应为整数"),
    "date for a number": ("first_year: 2026", "first_year: 2026-01-01", " 第 4 行，first_year：应为整数"),
    "text for yes or no": (
        "repeat_head: true",
        "repeat_head: 是",
        f" 第 16 行，{TABLE}.repeat_head：应为 true 或 false",
    ),
    "text for a list": ("topics: [主动公开]", "topics: 主动公开", " 第 9 行，sections[0].topics：应为列表"),
    "text for a mapping": ("{key: received, label: 新收}", "received", f" 第 24 行，{BLOCK}.rows[0]：应为键值对"),
    "nothing for a text": ("notice: 国办公开办函〔2026〕1号", "notice:", " 第 2 行，notice：应为文字"),
    "empty text": ("notice: 国办公开办函〔2026〕1号", 'notice: ""', " 第 2 行，notice：不能为空"),
    "empty list": ("widths: [2, 3, 1, 1, 1]", "widths: []", f" 第 14 行，{TABLE}.widths：不能为空"),
    "width of nothing": ("[2, 3, 1, 1, 1]", "[2, 3, 1, 1, 0]", f" 第 14 行，{TABLE}.widths[4]：应大于 0"),
    "negative count": ("label_columns: 2", "label_columns: -1", f" 第 15 行，{TABLE}.label_columns：不能小于 0"),
    "code that is no year": ('code: "2026"', 'code: "26"', " 第 1 行，code：写法应合于 ^[0-9]{4}$"),
    "Chinese key": (
        "{key: firm, label",
        "{key: 企业, label",
        f" 第 21 行，{BLOCK}.columns[1].key：写法应合于 ^[a-z][a-z_]*[a-z]$",
    ),
    "unknown kind": (
        "label: 企业}",
        "label: 企业, kind: decimal}",
        f" 第 21 行，{BLOCK}.columns[1].kind：只能是 'count', 'change' 或 'money'",
    ),
    "key that is no text": ("    topics: [主动公开]", "    1: [主动公开]", " 第 9 行：键应为文字"),
    "key that is a list": ("    topics: [主动公开]", "    ? [topics]\n    : [主动公开]", " 第 9 行：键应为文字"),
    "broken YAML": (
        "topics: [主动公开]",
        "topics: [主动公开",
        " 第 10 行：不是正确的 YAML（expected ',' or ']', but got ':'）",
    ),
    "tab for spaces": (
        "    topics: [主动公开]",
        "\ttopics: [主动公开]",
        " 第 9 行：不是正确的 YAML（found character '\\t' that cannot start any token）",
    ),
    "unknown anchor": (
        "topics: [主动公开]",
        "topics: *topics",
        " 第 9 行：不是正确的 YAML（found undefined alias 'topics'）",
    ),
    "character no text may hold": ("总体情况", "总体\x00情况", " 第 8 行：含有不允许的字符 U+0000"),
    "list that holds itself": ("topics: [主动公开]", "topics: &me [*me]", "：有一处引用了自身"),
    "group of columns with a sum": (
        "{key: firm, label: 企业}",
        "{label: 企业, sum: true, unit: 件, columns: [{key: firm, label: 企业}]}",
        f" 第 21 行，{BLOCK}.columns[1]：列“企业”含有下级列，不能写 sum、unit",
    ),
    "leaf column without a key": (
        "{key: firm, label: 企业}",
        "{label: 企业}",
        f" 第 21 行，{BLOCK}.columns[1]：列“企业”没有下级列，必须写明 key",
    ),
    "row with neither key nor rows": (
        "{key: received, label: 新收}",
        "{label: 新收}",
        f" 第 24 行，{BLOCK}.rows[0]：行“新收”必须且只能写明 key 或 rows 之一",
    ),
    "leaf row set vertically": (
        "{key: received, label: 新收}",
        "{key: received, label: 新收, vertical: true}",
        f" 第 24 行，{BLOCK}.rows[0]：行“新收”没有下级行，不能写 vertical",
    ),
    "group of rows with a sum": (
        "            - label: 结果\n",
        "            - label: 结果\n              sum: true\n",
        f" 第 25 行，{BLOCK}.rows[1]：行“结果”含有下级行，不能写 sum",
    ),
    "section used twice": ("key: requests", "key: overview", " 第 10 行，sections[1].key：键“overview”重复"),
    "section with a name of ours": ("key: overview", "key: opening", " 第 6 行，sections[0].key：“opening”另有用途"),
    "row used twice": (
        "{key: refused,",
        "{key: granted,",
        f" 第 18 行，{BLOCK}：单元格键“requests.granted.person”重复",
    ),
    "column used twice": (
        "{key: firm,",
        "{key: person,",
        f" 第 18 行，{BLOCK}：单元格键“requests.received.person”重复",
    ),
    "sum of nothing": (
        "{key: person, label: 自然人}",
        "{key: person, label: 自然人, sum: true}",
        f" 第 20 行，{BLOCK}.columns[0].sum：“自然人”是合计，但前面没有可相加的项",
    ),
    "row that sums nothing": (
        "{key: granted, label: 公开}",
        "{key: granted, label: 公开, sum: true}",
        f" 第 27 行，{BLOCK}.rows[1].rows[0].sum：“公开”是合计，但前面没有可相加的项",
    ),
    "unknown row in a balance": (
        "left: [received]",
        "left: [recieved]",
        f" 第 31 行，{BLOCK}.balances[0].left：提到不存在的行“recieved”",
    ),
    "unknown row in a carry-over": (
        "          balances:\n            - {left: [received], right: [concluded]}",
        "          carry_overs:\n            - {opening: received, closing: left_over}",
        f" 第 31 行，{BLOCK}.carry_overs[0].closing：提到不存在的行“left_over”",
    ),
    "unknown column in a stock": (
        "          balances:\n            - {left: [received], right: [concluded]}",
        "          stocks:\n            - {closing: firm, added: person, removed: persons}",
        f" 第 31 行，{BLOCK}.stocks[0].removed：提到不存在的列“persons”",
    ),
    "grid with a hole": (
        "[2, 3, 1, 1, 1]",
        "[2, 3, 1, 1, 1, 1]",
        f" 第 19 行，{BLOCK}.columns：连同行标题占 5 列，而表格的 widths 有 6 列",
    ),
    "grid too narrow": (
        "{key: firm, label: 企业}",
        "{key: firm, label: 企业, span: 2}",
        f" 第 19 行，{BLOCK}.columns：连同行标题占 6 列，而表格的 widths 有 5 列",
    ),
    "corner missing": (
        "corner: 申请人\n          columns",
        "columns",
        f" 第 18 行，{BLOCK}.corner：有 rows 时必须写明，没有 rows 时不能写",
    ),
    "topics of a table": (
        "    heading: 申请情况\n",
        "    heading: 申请情况\n    topics: [申请]\n",
        " 第 13 行，sections[1].topics：只用于文字部分，不用于表格",
    ),
    "unknown role": (
        "sections:\n",
        "roles: {recieved: [requests.received.total]}\nsections:\n",
        " 第 5 行，roles.recieved：只能是 'received', 'carried_in', 'concluded', 'carried_out', 'granted', "
        "'partly_granted', 'refused', 'unavailable', 'declined', 'other_processing', 'normative_documents_issued', "
        "'normative_documents_in_force', 'licensing_decisions', 'penalty_decisions', 'coercion_decisions', 'charges', "
        "'reviews' 或 'suits'",
    ),
    "roles as a list": ("sections:\n", "roles: [received]\nsections:\n", " 第 5 行，roles：应为键值对"),
    "role of no cell": (
        "sections:\n",
        "roles: {received: []}\nsections:\n",
        " 第 5 行，roles.received：不能为空",
    ),
    "role of a cell that does not exist": (
        "sections:\n",
        "roles: {received: [requests.received.total, requests.received.firms]}\nsections:\n",
        " 第 5 行，roles.received[1]：提到不存在的单元格“requests.received.firms”",
    ),
    "role of a cell twice": (
        "sections:\n",
        "roles: {received: [requests.received.firm, requests.received.firm]}\nsections:\n",
        " 第 5 行，roles.received[1]：单元格“requests.received.firm”重复",
    ),
    "last year before the first": (
        "first_year: 2026\n",
        "first_year: 2026\nlast_year: 2025\n",
        " 第 5 行，last_year：早于 first_year（2026）",
    ),
}


@pytest.mark.parametrize(("old", "new", "says"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_fault_is_refused_with_its_line_and_place(refusal, old, new, says):
    assert refusal(old, new) == f"e2026.yaml{says}"


def test_rows_deeper_than_the_label_columns_are_refused(refusal):
    deeper = SMALL.replace("label_columns: 2", "label_columns: 1").replace("[2, 3, 1, 1, 1]", "[3, 1, 1, 1]")
    assert refusal(text=deeper) == f"e2026.yaml 第 23 行，{BLOCK}.rows：行标题有 2 层，而表格的 label_columns 是 1"


def test_running_stock_without_rows_is_refused(refusal):
    text = SMALL[: SMALL.index("        - corner")] + (
        "        - columns:\n"
        "            - {key: made, label: 制发}\n"
        "            - {key: gone, label: 废止}\n"
        "            - {key: left, label: 现有, span: 3}\n"
        "          stocks:\n"
        "            - {closing: left, added: made, removed: gone}\n"
    )
    assert refusal(text=text) == f"e2026.yaml 第 22 行，{BLOCK}.stocks：没有 rows 的一块不能写"


def test_every_fault_is_said_at_once(refusal):
    text = SMALL.replace("heading: 总体情况", "headline: 总体情况").replace('code: "2026"', "code: 2026")
    assert refusal(text=text) == (
        "e2026.yaml 第 1 行，code：应为文字\n"
        "e2026.yaml 第 6 行，sections[0].heading：缺少必需的键\n"
        "e2026.yaml 第 8 行，sections[0].headline：不认识的键"
    )


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "只有一句话\n", "- 一\n- 二\n"])
def test_file_that_is_no_mapping_is_refused(refusal, text):
    assert refusal(text=text) == "e2026.yaml 第 1 行，文件：应为键值对"


def test_two_documents_in_one_file_are_refused(refusal):
    message = refusal(text="code: '2026'\n---\ncode: '2027'\n")
    assert message == "e2026.yaml 第 2 行：不是正确的 YAML（but found another document）"


def test_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "e2026.yaml"
    path.write_bytes(SMALL.encode("gb18030"))
    with pytest.raises(EditionError) as error:
        loader.load_edition(path)
    assert str(error.value) == "e2026.yaml：文件不是 UTF-8 编码"


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(EditionError) as error:
        loader.load_edition(tmp_path / "e2030.yaml")
    assert str(error.value) == "e2030.yaml：文件无法读取（No such file or directory）"


@pytest.fixture
def folder(tmp_path):
    """A folder of editions: years as given, each from SMALL."""

    def fill(**years: tuple[int, int | None]) -> Path:
        for name, (first, last) in years.items():
            text = SMALL.replace('"2026"', f'"{first}"').replace("first_year: 2026", f"first_year: {first}")
            closing = "" if last is None else f"last_year: {last}\n"
            (tmp_path / f"{name}.yaml").write_text(text.replace("sections:\n", closing + "sections:\n"), "utf-8")
        return tmp_path

    return fill


def test_editions_of_a_folder_come_oldest_first_whatever_the_files_are_called(folder):
    loaded = loader.load_editions(folder(ea=(2030, None), eb=(2026, 2029)))
    assert [(edition.first_year, edition.last_year) for edition in loaded] == [(2026, 2029), (2030, None)]


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ((2026, None), (2028, None), "版本 2026 与 2028 的适用年度重叠"),
        ((2026, 2028), (2028, None), "版本 2026 与 2028 的适用年度重叠"),
        ((2026, 2027), (2029, None), "版本 2026 与 2029 之间有年度没有适用的格式"),
    ],
    ids=["first not closed", "one year twice", "a year left out"],
)
def test_years_must_belong_to_one_edition_each(folder, first, second, says):
    with pytest.raises(EditionError) as error:
        loader.load_editions(folder(ea=first, eb=second))
    assert str(error.value) == says


def test_one_code_for_two_editions_is_refused(folder):
    path = folder(ea=(2026, 2026), eb=(2027, None)) / "eb.yaml"
    path.write_text(path.read_text("utf-8").replace('"2027"', '"2026"'), "utf-8")
    with pytest.raises(EditionError) as error:
        loader.load_editions(path.parent)
    assert str(error.value) == "有两个格式文件的代码都是“2026”"


def test_empty_folder_is_refused(tmp_path):
    with pytest.raises(EditionError) as error:
        loader.load_editions(tmp_path)
    assert str(error.value) == "没有找到任何格式文件（e20XX.yaml）"


def test_year_after_a_closed_last_edition_is_refused_in_a_sentence(folder, monkeypatch):
    closed = loader.load_editions(folder(ea=(2026, 2029)))
    monkeypatch.setattr(loader, "all_editions", lambda: closed)
    with pytest.raises(loader.NoEdition) as refusal:
        loader.for_year(2030)
    assert str(refusal.value) == "2030 年没有适用的年度报告格式（最晚为 2029 年度）"


def test_official_files_are_read_alike_from_any_folder(tmp_path):
    for path in loader.FOLDER.glob("e*.yaml"):
        shutil.copy(path, tmp_path)
    assert loader.load_editions(tmp_path) == loader.all_editions()
