"""Tables in type and on pages: labels broken into lines, rows kept whole, labels said again where they go on."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from reports import editions
from reports.content import figures
from reports.editions import Grid, GridCell, grid_of
from reports.editions.grid import Body
from reports.rendering import cutting, document, fonts, paging
from reports.rendering.measures import CELL_PADDING, CELL_SIZE, LINE_HEIGHT, RULE, WIDTH
from tests.editions.drawing import draw
from tests.factories import read_figures

EVERY_TABLE = [(code, key) for code in ("2019", "2021") for key in ("disclosure", "requests", "proceedings")]


@pytest.fixture(scope="module")
def faces() -> fonts.Fonts:
    return fonts.load(Path(settings.FREE_FONT_DIR))


@pytest.fixture(scope="module")
def requests(faces) -> Grid:
    return cutting.typeset(grid_of(editions.get("2021"), "requests"), faces)


def label(text: str, *, rows: int = 1, columns: int = 1) -> GridCell:
    return GridCell("row", text, columns, rows)


def cell(text: str) -> GridCell:
    drawn = editions.cells_of(editions.get("2021"))["requests.granted.business"]
    return GridCell("typed", text, cell=drawn)


def tree() -> Grid:
    """A small table: 甲 stands beside four rows, 乙 and 丙 inside it beside two each."""
    lines = (
        (label("头", columns=2), cell("0")),
        (label("甲", rows=4), label("乙", rows=2), cell("1")),
        (cell("2"),),
        (label("丙", rows=2), cell("3")),
        (cell("4"),),
        (label("尾", columns=2), cell("5")),
    )
    return Grid("tree", (1, 1, 1), 2, ((label("标题", columns=3),),), (Body(lines),))


def shown(grid: Grid) -> str:
    """Like `draw`, with the figures themselves."""
    bare = replace(grid, head=())
    texts = iter([each.text for line in bare.lines for each in line if each.cell])
    return "".join(next(texts) if char == "·" else char for char in draw(bare))


def test_whole_table_is_one_part():
    assert shown(cutting.part(tree(), 0, 6)) == (
        "头 →2 | 0\n"
        "甲 ↓4 | 乙 ↓2 | 1\n"
        "2\n"
        "丙 ↓2 | 3\n"
        "4\n"
        "尾 →2 | 5\n"
    )  # fmt: skip


def test_labels_that_go_on_are_said_again_outermost_first():
    assert shown(cutting.part(tree(), 0, 2)) == (
        "头 →2 | 0\n"
        "甲 | 乙 | 1\n"
    )  # fmt: skip
    assert shown(cutting.part(tree(), 2, 4)) == (
        "甲 ↓2 | 乙 | 2\n"
        "丙 | 3\n"
    )  # fmt: skip
    assert shown(cutting.part(tree(), 4, 6)) == (
        "甲 | 丙 | 4\n"
        "尾 →2 | 5\n"
    )  # fmt: skip


def test_label_that_begins_on_a_page_is_said_once():
    assert shown(cutting.part(tree(), 1, 3)) == (
        "甲 ↓2 | 乙 ↓2 | 1\n"
        "2\n"
    )  # fmt: skip
    assert shown(cutting.part(tree(), 3, 6)) == (
        "甲 ↓2 | 丙 ↓2 | 3\n"
        "4\n"
        "尾 →2 | 5\n"
    )  # fmt: skip


def test_head_is_repeated_on_every_part():
    assert [cutting.part(tree(), start, end).head for start, end in [(0, 2), (2, 6)]] == [tree().head] * 2


@pytest.mark.parametrize(("code", "key"), EVERY_TABLE)
def test_parts_of_any_cut_fill_the_grid_and_lose_no_figure(faces, code, key):
    edition = editions.get(code)
    numbers = {name: number for number, name in enumerate(editions.typed_keys(edition))}
    done = figures.complete(edition, figures.parse_all(edition, numbers).figures)
    grid = cutting.typeset(document.filled(grid_of(edition, key), edition, done), faces)
    size = len([line for body in grid.bodies for line in body.lines])
    for middle in range(1, size):
        first, second = cutting.part(grid, 0, middle), cutting.part(grid, middle, size)
        for half in (first, second):
            assert widths_of_lines(half) == [len(grid.widths)] * len(half.lines)
        assert texts(first) + texts(second) == texts(grid)


def widths_of_lines(grid: Grid) -> list[int]:
    """How many columns each line takes, with the labels that reach down to it."""
    taken = [0] * len(grid.lines)
    for row, line in enumerate(grid.lines):
        for drawn in line:
            for below in range(row, row + drawn.rowspan):
                taken[below] += drawn.colspan
    return taken


def texts(grid: Grid) -> list[str]:
    """The figures in reading order."""
    return [each.text for body in grid.bodies for line in body.lines for each in line if each.cell]


# Heights and where a table may be cut


def test_table_three_may_be_cut_before_rows_whose_labels_find_room_on_both_sides(requests):
    rows = cutting.rows(requests)
    heights = [height * LINE_HEIGHT for height in rows.heights]
    down = requests.bodies[0].lines[2][0]
    need = (down.text.count("\n") + 1) * 13.0 + 2 * CELL_PADDING + RULE
    assert down.text == "三、\n本\n年\n度\n办\n理\n结\n果"
    for cut in rows.cuts:
        if 2 < cut < 24:
            assert sum(heights[2:cut]) >= need - 1e-6
            assert sum(heights[cut:24]) >= need - 1e-6
    assert sorted(rows.cuts) == [0, 1, 2, 8, 9, 12, 15, 18, 20, 24]


def test_table_two_may_be_cut_between_its_items_only(faces):
    grid = cutting.typeset(grid_of(editions.get("2021"), "disclosure"), faces)
    rows = cutting.rows(grid)
    assert (rows.head, rows.cuts) == (RULE / LINE_HEIGHT, frozenset({0, 4, 7, 11}))


def test_row_is_as_high_as_its_highest_label(requests):
    rows = cutting.rows(requests)
    for line, height in zip(requests.bodies[0].lines, rows.heights, strict=True):
        lines = max(each.text.count("\n") + 1 for each in line if each.rowspan == 1)
        assert height * LINE_HEIGHT >= lines * 13.0 + 2 * CELL_PADDING


def test_label_higher_than_its_rows_makes_the_last_of_them_higher():
    short = tree()
    tall = replace(short.bodies[0].lines[1][1], text="一\n二\n三\n四\n五\n六")
    first, second, *rest = short.bodies[0].lines
    grown = replace(short, bodies=(Body((first, (second[0], tall, second[2]), *rest)),))
    before, after = cutting.rows(short).heights, cutting.rows(grown).heights
    assert [after[row] > before[row] for row in range(6)] == [False, False, True, False, False, False]
    assert sum(after[1:3]) * LINE_HEIGHT == pytest.approx(6 * 13.0 + 2 * CELL_PADDING + RULE)


@pytest.mark.parametrize("line", range(22))
def test_table_three_is_never_higher_than_its_page_wherever_it_begins(requests, line):
    rows = cutting.rows(requests)
    heading, table = paging.place([paging.TextBlock(line), rows])[0:2]
    edges = [table.parts[0][0], *(end for _, end in table.parts)]
    assert (edges[0], edges[-1]) == (0, len(rows.heights))
    starts = [0 if table.break_before else line] + [0] * len(table.parts)
    for (start, end), above in zip(pairwise(edges), starts, strict=False):
        assert above + paging.taken(rows, start, end) <= paging.LINES
    assert heading == paging.PlacedBlock()


# Type


@pytest.mark.parametrize(("code", "key"), EVERY_TABLE)
def test_no_line_of_a_label_is_wider_than_its_cell(faces, code, key):
    grid = cutting.typeset(grid_of(editions.get(code), key), faces)
    for column, drawn in placed(grid):
        room = sum(grid.widths[column : column + drawn.colspan]) * WIDTH / sum(grid.widths) - 2 * CELL_PADDING - RULE
        for line in drawn.text.splitlines():
            assert sum(faces.advance(char, "song") for char in line) * CELL_SIZE <= room + 0.02, line


def placed(grid: Grid) -> list[tuple[int, GridCell]]:
    """Every drawn cell with its first column."""
    covered_cells, until = [], [0] * len(grid.widths)
    for row, line in enumerate(grid.lines):
        column = 0
        for drawn in line:
            while until[column] > row:
                column += 1
            covered_cells.append((column, drawn))
            until[column : column + drawn.colspan] = [row + drawn.rowspan] * drawn.colspan
            column += drawn.colspan
    return covered_cells


@pytest.mark.parametrize(("code", "key"), EVERY_TABLE)
def test_labels_broken_into_lines_lose_no_character(faces, code, key):
    grid = grid_of(editions.get(code), key)
    done = cutting.typeset(grid, faces)
    before = [[each.text for each in line] for line in grid.lines]
    assert [[each.text.replace("\n", "") for each in line] for line in done.lines] == before


@pytest.mark.parametrize(
    ("figure", "size"),
    [("0", ""), ("1234", ""), ("12345", ""), ("123456", "8"), ("1234567", "7"), ("999999999999", "4")],
)
def test_figure_too_wide_for_its_column_is_set_smaller(faces, figure, size):
    edition = editions.get("2021")
    key = "requests.received.natural_person"
    done = figures.complete(edition, read_figures("2021", **{key: figure}))
    grid = cutting.typeset(document.filled(grid_of(edition, "requests"), edition, done), faces)
    (drawn,) = [each for line in grid.lines for each in line if each.cell and each.cell.key == key]
    assert (drawn.text, drawn.size) == (figure, size)
