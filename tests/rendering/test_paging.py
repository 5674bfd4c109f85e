"""Where pages end, drawn: a page is a row of letters, one for each of its 22 lines; each item has a letter."""

import math
import time
from collections.abc import Sequence
from itertools import pairwise, takewhile

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.rendering.paging import LINES, PlacedBlock, TableBlock, TextBlock, place, taken

Item = TextBlock | TableBlock


def pages(items: Sequence[Item], placed: Sequence[PlacedBlock] | None = None) -> list[str]:
    """The pages as an engine would fill them that obeys the answers and nothing else. Tables are in capitals."""
    done = [""]
    for number, (item, answer) in enumerate(zip(items, placed or place(items), strict=True)):
        letter = chr(ord("a") + number % 26)
        if answer.break_before or len(done[-1]) >= LINES:
            done.append("")
        if isinstance(item, TextBlock):
            flow(done, letter * item.lines)
        else:
            for index, part in enumerate(answer.parts):
                put(done, letter.upper() * taken(item, *part), new_page=index > 0)
    return done


def put(done: list[str], rows: str, *, new_page: bool) -> None:
    """Rows stand together, even over the end of the page; only what no page can hold goes on over it."""
    if new_page:
        done.append("")
    if len(rows) > LINES:
        flow(done, rows)
    else:
        done[-1] += rows


def flow(done: list[str], text: str) -> None:
    """Text goes on over the end of a page, line by line."""
    for line in text:
        if len(done[-1]) >= LINES:
            done.append("")
        done[-1] += line


def table(rows: int, *, head: float = 0.0, height: float = 1.0, cuts: Sequence[int] | None = None) -> TableBlock:
    return TableBlock(head, (height,) * rows, frozenset(range(1, rows) if cuts is None else cuts))


def test_text_flows_from_page_to_page_without_breaks():
    items = [TextBlock(20), TextBlock(30), TextBlock(3)]
    assert pages(items) == ["a" * 20 + "bb", "b" * 22, "b" * 6 + "ccc"]
    assert place(items) == [PlacedBlock(), PlacedBlock(), PlacedBlock()]


def test_text_may_begin_on_the_last_line_of_a_page():
    assert pages([TextBlock(21), TextBlock(2)]) == ["a" * 21 + "b", "b"]


def test_page_filled_to_the_last_line_needs_no_break():
    assert place([TextBlock(22), TextBlock(1), TextBlock(43), table(3)]) == [
        PlacedBlock(),
        PlacedBlock(),
        PlacedBlock(),
        PlacedBlock(False, ((0, 3),)),
    ]


def test_heading_goes_over_when_what_follows_would_not_begin_on_its_page():
    assert pages([TextBlock(21), TextBlock(1, keep=True), TextBlock(5)]) == ["a" * 21, "bccccc"]
    assert pages([TextBlock(20), TextBlock(1, keep=True), TextBlock(5)]) == ["a" * 20 + "bc", "cccc"]


def test_heading_of_two_lines_is_not_torn():
    assert pages([TextBlock(20), TextBlock(2, keep=True), TextBlock(1)]) == ["a" * 20, "bbc"]


def test_two_headings_stay_together_with_what_follows_them():
    assert pages([TextBlock(20), TextBlock(1, keep=True), TextBlock(1, keep=True), TextBlock(1)]) == ["a" * 20, "bcd"]


def test_heading_at_the_very_end_stands_where_it_falls():
    assert pages([TextBlock(21), TextBlock(1, keep=True)]) == ["a" * 21 + "b"]


def test_heading_stays_with_the_first_rows_of_its_table():
    items = [TextBlock(17), TextBlock(1, keep=True), table(30, head=2, height=1, cuts=range(2, 30))]
    assert pages(items) == ["a" * 17 + "bCCCC", "C" * 22, "C" * 10]
    assert pages([TextBlock(18), *items[1:]]) == ["a" * 18, "b" + "C" * 21, "C" * 13]


def test_table_begins_where_it_stands_if_its_first_rows_fit():
    items = [TextBlock(10), table(20, head=2)]
    assert place(items)[1] == PlacedBlock(False, ((0, 10), (10, 20)))
    assert pages(items) == ["a" * 10 + "B" * 12, "B" * 12]


def test_head_is_counted_again_on_each_page():
    assert place([table(60, head=2)]) == [PlacedBlock(False, ((0, 20), (20, 40), (40, 60)))]


def test_table_is_cut_only_where_it_may_be():
    assert place([table(30, cuts=[4, 14, 18])]) == [PlacedBlock(False, ((0, 18), (18, 30)))]


def test_table_that_may_not_be_cut_goes_to_a_page_of_its_own():
    assert pages([TextBlock(5), table(20, cuts=[]), TextBlock(1)]) == ["a" * 5, "B" * 20 + "c"]


def test_rows_that_may_not_be_parted_and_are_higher_than_a_page_stand_alone():
    placed = place([TextBlock(1), table(60, cuts=[5, 40])])
    assert placed == [PlacedBlock(), PlacedBlock(False, ((0, 5), (5, 40), (40, 60)))]


def test_fractions_of_lines_are_rounded_up_once_for_each_part():
    rows = TableBlock(0.4, (0.7, 0.7, 0.7), frozenset({1, 2}))
    assert [taken(rows, 0, 3), taken(rows, 0, 1)] == [3, 2]
    assert pages([rows, TextBlock(1)]) == ["AAAb"]


def test_table_that_fits_exactly_is_not_cut():
    assert place([TextBlock(2), TableBlock(0.5, (1.5,) * 13, frozenset(range(1, 13)))])[1] == PlacedBlock(
        False, ((0, 13),)
    )


def test_nothing_is_placed_nowhere():
    assert place([]) == []


heights = st.sampled_from([0.5, 1.0, 1.37, 2.0, 3.11, 9.0, 25.0])


@st.composite
def tables(draw: st.DrawFn) -> TableBlock:
    rows = draw(st.lists(heights, min_size=1, max_size=30))
    return TableBlock(
        draw(st.sampled_from([0.0, 0.9, 3.2])), tuple(rows), draw(st.frozensets(st.integers(0, len(rows) - 1)))
    )


def highest(item: TableBlock) -> int:
    """Lines of the highest rows that may not be parted."""
    edges = [0, *sorted(item.cuts - {0}), len(item.heights)]
    return max(taken(item, start, end) for start, end in pairwise(edges))


texts = st.builds(TextBlock, st.integers(1, 50), st.just(False))
headings = st.builds(TextBlock, st.integers(1, 3), st.just(True))
reports = st.lists(st.one_of(texts, headings, tables()), max_size=12)
possible_reports = st.lists(
    st.one_of(texts, headings, tables().filter(lambda item: highest(item) <= LINES)), max_size=12
)


@settings(deadline=None)
@given(reports)
def test_parts_cover_all_rows_in_order_and_end_only_where_they_may(items):
    for item, answer in zip(items, place(items), strict=True):
        if isinstance(item, TextBlock):
            assert answer.parts == ()
            continue
        edges = [answer.parts[0][0], *(end for _, end in answer.parts)]
        assert (edges[0], edges[-1]) == (0, len(item.heights))
        assert [start for start, _ in answer.parts] == edges[:-1]
        assert all(start < end for start, end in pairwise(edges))
        assert set(edges[1:-1]) <= item.cuts


@settings(deadline=None)
@given(reports)
def test_no_page_holds_more_than_22_lines(items):
    assert max(map(len, pages(items))) <= LINES


HEADED_TABLE = TableBlock(3.2, (1.0, 3.11, 3.11, 9.0), frozenset())
LONG_HEADS = [TextBlock(3, True), TextBlock(3, True), TableBlock(3.2, (0.5, 0.5, 0.5, 2.0, *(3.11,) * 3), frozenset())]


@settings(deadline=None)
@given(possible_reports)
@example([TextBlock(1, True), TextBlock(2, True), HEADED_TABLE])
@example(LONG_HEADS)
@example([TextBlock(1), *LONG_HEADS])
@example([TextBlock(18), *LONG_HEADS])
@example([TextBlock(40), *LONG_HEADS, TextBlock(5)])
def test_heading_never_stands_last_on_a_page(items):
    """But for a run of headings at the very end that is longer than a page: it stands above nothing."""
    placed = place(items)
    drawn = pages(items, placed)
    lowest = [least(items, index) for index in range(len(items))]
    last_run = len(items) - len(list(takewhile(is_heading, reversed(items))))
    headings_in_question = items[:-1] if sum(map(lines_of, items[last_run:])) <= LINES else items[:last_run]
    for index, item in enumerate(headings_in_question):
        if is_heading(item) and lowest[index] <= LINES:
            letter, following = chr(ord("a") + index), chr(ord("a") + index + 1)
            (page,) = [page for page in drawn if letter in page]
            assert following in page.lower(), drawn


def is_heading(item: Item) -> bool:
    return isinstance(item, TextBlock) and item.keep


def lines_of(item: Item) -> int:
    return item.lines if isinstance(item, TextBlock) else taken(item, 0, len(item.heights))


def least(items: Sequence[Item], index: int) -> int:
    """Lines an item needs to begin: a heading with what it must stand beside."""
    item = items[index]
    if isinstance(item, TableBlock):
        end = min([*(item.cuts - {0}), len(item.heights)])
        return math.ceil(item.head + sum(item.heights[:end]))
    if not item.keep:
        return 1
    return item.lines + (least(items, index + 1) if index + 1 < len(items) else 0)


@settings(deadline=None)
@given(possible_reports)
def test_page_is_broken_only_for_want_of_room(items):
    """Before a break there is less room than the item needs to begin, or it needs more than a page has."""
    placed = place(items)
    for index, answer in enumerate(placed):
        if answer.break_before:
            above = pages(items[:index], placed[:index])[-1]
            assert LINES - len(above) < least(items, index)


def test_run_of_headings_longer_than_a_page_breaks_where_its_rest_fits_with_what_follows():
    items = [TextBlock(1, keep=True)] * 25 + [TextBlock(3)]
    assert [page.islower() and len(page) for page in pages(items)] == [4, 22, 2]


def test_headings_that_cannot_all_stand_with_their_table_leave_the_last_one_with_it():
    items = [TextBlock(1, keep=True), TextBlock(2, keep=True), HEADED_TABLE]
    assert pages(items) == ["a", "bb" + "C" * 20]
    assert pages([TextBlock(1), *LONG_HEADS]) == ["abbb", "ccc" + "D" * 17]


def test_run_of_headings_longer_than_a_page_fills_its_pages():
    assert [len(page) for page in pages([TextBlock(1, keep=True)] * 60)] == [22, 22, 16]


def test_thousands_of_headings_are_placed():
    assert len(place([TextBlock(1, keep=True)] * 5000)) == 5000


def test_long_report_is_placed_in_time_in_proportion_to_its_length():
    items: list[Item] = [TextBlock(1, keep=True), TextBlock(3), table(28, head=2)] * 1000
    started = time.perf_counter()
    place(items)
    assert time.perf_counter() - started < 2
