"""The figures of an agency over its years: a table, and a picture that shows the same."""

import pytest

from reports import editions
from reports.content.report import Content, gather
from reports.editions import cells_of
from reports.public import chart
from tests.factories import FACTS, figures


def content(year: int, **changes: object) -> Content:
    edition = editions.for_year(year).code
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    return gather(edition, year, FACTS, figures(edition, **keys), {})


def received(number: object) -> dict[str, object]:
    return {"requests__received__natural_person": number}


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_line_adds_up_cells_of_every_edition(edition: str) -> None:
    assert {key for line in chart.LINES for key in line.keys} <= cells_of(editions.get(edition)).keys()


def test_table_has_a_column_for_each_year_from_the_oldest() -> None:
    drawn = chart.draw([content(2024, **received(8)), content(2020, **received(None)), content(2022)])
    assert drawn
    assert drawn.years == [2020, 2022, 2024]
    assert {row.label: row.values for row in drawn.rows}["本年新收申请"] == ["", "0", "8"]


def test_columns_are_as_high_as_their_figures_and_years_without_a_report_keep_their_place() -> None:
    drawn = chart.draw([content(2022, **received(5)), content(2024, **received(10))])
    assert drawn
    columns = [column for column in drawn.columns if column.drawn == "received"]
    assert [(column.says, column.x, column.y, column.height) for column in columns] == [
        ("2022年本年新收申请：5件", "15.67%", 92, 80),
        ("2024年本年新收申请：10件", "74.33%", 12, 160),
    ]
    assert [(tick.text, tick.y) for tick in drawn.ticks] == [("5", 92), ("10", 12)]
    assert [mark.year for mark in drawn.marks] == [2022, 2023, 2024]


def test_nothing_is_drawn_of_one_year_or_of_zeros() -> None:
    one, zeros = chart.draw([content(2024, **received(3))]), chart.draw([content(2023), content(2024)])
    assert one
    assert zeros
    assert (one.columns, zeros.columns, chart.draw([])) == ([], [], None)


@pytest.mark.parametrize(
    ("number", "top"), [(1, 2), (2, 2), (3, 4), (9, 10), (10, 10), (11, 20), (81, 100), (999, 1000)]
)
def test_scale_ends_at_a_round_number_whose_half_is_whole(number: int, top: int) -> None:
    drawn = chart.draw([content(2023), content(2024, **received(number))])
    assert drawn
    assert [tick.text for tick in drawn.ticks] == [f"{top // 2}", f"{top}"]
