"""What people type into a cell, as the report keeps it."""

import pytest

from reports import editions
from reports.content.entries import Entry, parse_entry

CELLS = editions.cells_of(editions.get("2021"))
COUNT, MONEY = CELLS["requests.received.business"], CELLS["disclosure.charges.amount"]


@pytest.mark.parametrize(
    ("cell", "typed", "entry"),
    [
        (COUNT, "1.0", Entry("1")),
        (COUNT, "1,234.00", Entry("1234")),
        (COUNT, "１．０", Entry("1")),
        (COUNT, "1.000", Entry("1.000", "“1.000”不是整数")),
        (COUNT, "1.5", Entry("1.5", "“1.5”不是整数")),
        (COUNT, "12件", Entry("12件", "“12件”不是整数")),
        (COUNT, "／", Entry("／", "“/”不是整数；没有发生的，请填 0")),
        (MONEY, "1.0", Entry("1.0")),
    ],
)
def test_whole_number_may_be_written_with_a_decimal_of_zero(cell, typed, entry):
    assert parse_entry(cell, typed) == entry
