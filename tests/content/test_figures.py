"""Figures: what is read, what is refused, what adds up. Blank is not zero; nothing is ever a float."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import editions
from reports.content import figures
from reports.content.figures import FigureError, Mismatch
from reports.editions import Cell, Edition
from tests.factories import read_figures

E2019, E2021 = editions.get("2019"), editions.get("2021")
COUNT = editions.cells_of(E2021)["requests.received.natural_person"]
MONEY = editions.cells_of(E2021)["disclosure.charges.amount"]
CHANGE = editions.cells_of(E2019)["disclosure.licensing.change"]
PROCUREMENT = editions.cells_of(E2019)["disclosure.procurement.amount"]


def exactly(value: object) -> tuple[type, str]:
    """Type and digits: Decimal("0.10") equals Decimal("0.1"), but the paper shows the difference."""
    return type(value), str(value)


@pytest.mark.parametrize(
    ("cell", "raw", "figure"),
    [
        (COUNT, 8, 8),
        (COUNT, 0, 0),
        (COUNT, "8", 8),
        (COUNT, " 8\n", 8),
        (COUNT, "　8　", 8),
        (COUNT, "0", 0),
        (COUNT, "007", 7),
        pytest.param(COUNT, "0" * 5000 + "7", 7, id="more zeros than int() takes"),
        (COUNT, "999999999999", 999999999999),
        (COUNT, Decimal("8"), 8),
        (CHANGE, "-3", -3),
        (CHANGE, -3, -3),
        (CHANGE, "-0", 0),
        (MONEY, "25.10", Decimal("25.10")),
        (MONEY, "0.0000000001", Decimal("0.0000000001")),
        (MONEY, Decimal("0.0000001"), Decimal("0.0000001")),
        (MONEY, Decimal("1E+3"), Decimal("1000")),
        (MONEY, "000.50", Decimal("0.50")),
        (MONEY, 25, Decimal("25")),
        (MONEY, "999999999999.9999999999", Decimal("999999999999.9999999999")),
    ],
)
def test_number_is_read_as_what_it_says(cell, raw, figure):
    assert exactly(figures.parse(cell, raw)) == exactly(figure)


@pytest.mark.parametrize("cell", [COUNT, CHANGE, MONEY], ids=lambda cell: cell.kind)
@pytest.mark.parametrize("raw", [None, "", " ", "\t\n", "　"])
def test_blank_is_blank_and_not_zero(cell, raw):
    assert figures.parse(cell, raw) is None


TOO_LONG = "位数过多（整数至多 12 位）"
TOO_LONG_MONEY = "位数过多（整数至多 12 位，小数至多 10 位）"


@pytest.mark.parametrize(
    ("cell", "raw", "says"),
    [
        (COUNT, "八", "“八”不是整数"),
        (COUNT, "８", "“８”不是整数"),
        (COUNT, "1,234", "“1,234”不是整数"),
        (COUNT, "1 234", "“1 234”不是整数"),
        (COUNT, "8件", "“8件”不是整数"),
        (COUNT, "1.0", "“1.0”不是整数"),
        (COUNT, "无", "“无”不是整数；没有发生的，请填 0"),
        (MONEY, "/", "“/”不是数字；没有发生的，请填 0"),
        (COUNT, "+8", "“+8”不是整数"),
        (COUNT, "1e3", "“1e3”不是整数"),
        (COUNT, Decimal("1.5"), "“1.5”不是整数"),
        (COUNT, "-3", "“-3”是负数"),
        (COUNT, -3, "“-3”是负数"),
        (COUNT, "--3", "“--3”不是整数"),
        (COUNT, "1" * 13, f"“{'1' * 13}”{TOO_LONG}"),
        (COUNT, 10**12, f"“1000000000000”{TOO_LONG}"),
        pytest.param(COUNT, 10**5000, f"“1{'0' * 19}…”{TOO_LONG}", id="more digits than str() takes"),
        (COUNT, "一二三四五六七八九十一二三四五六七八九十一", "“一二三四五六七八九十一二三四五六七八九十…”不是整数"),
        (CHANGE, "1.5", "“1.5”不是整数"),
        (CHANGE, "-" + "1" * 13, f"“-{'1' * 13}”{TOO_LONG}"),
        (MONEY, "251000元", "“251000元”不是数字"),
        (MONEY, "-1.5", "“-1.5”是负数"),
        (MONEY, "1.", "“1.”不是数字"),
        (MONEY, ".5", "“.5”不是数字"),
        (MONEY, "1.5.2", "“1.5.2”不是数字"),
        (MONEY, "NaN", "“NaN”不是数字"),
        (MONEY, Decimal("NaN"), "“NaN”不是数字"),
        (MONEY, Decimal("Infinity"), "“Infinity”不是数字"),
        (MONEY, "0.12345678901", f"“0.12345678901”{TOO_LONG_MONEY}"),
        (MONEY, "1234567890123.5", f"“1234567890123.5”{TOO_LONG_MONEY}"),
        (MONEY, 1.5, "“1.5”是浮点数，小数可能已经不准，请以文字给出"),
        (COUNT, 8.0, "“8.0”是浮点数，小数可能已经不准，请以文字给出"),
        (COUNT, True, "“True”不是数字"),
        (COUNT, [8], "“[8]”不是数字"),
        (COUNT, list(range(99)), "“[0, 1, 2, 3, 4, 5, 6…”不是数字"),
    ],
)
def test_what_is_no_number_is_refused_in_a_sentence(cell, raw, says):
    with pytest.raises(FigureError) as refusal:
        figures.parse(cell, raw)
    assert str(refusal.value) == says


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.-+eE, 　八８件") | st.characters(), max_size=30))
def test_text_is_read_or_refused_but_never_breaks_anything(text):
    for cell in (COUNT, CHANGE, MONEY):
        try:
            figure = figures.parse(cell, text)
        except FigureError:
            continue
        assert figure is None or type(figure) is (Decimal if cell is MONEY else int)


def test_reading_keeps_numbers_and_says_what_cannot_be_read():
    entered = figures.parse_all(
        E2021, {COUNT.key: "3", MONEY.key: "25.10", "requests.granted.business": "三", "notes.x": 1}
    )
    assert {key: value for key, value in entered.figures.items() if value is not None} == {
        COUNT.key: 3,
        MONEY.key: Decimal("25.10"),
    }
    assert list(entered.figures) == list(editions.cells_of(E2021))
    assert entered.faults == {
        "notes.x": "2021 版格式没有“notes.x”这一格",
        "requests.granted.business": "“三”不是整数",
    }


def test_reading_nothing_is_all_blank():
    entered = figures.parse_all(E2019, {})
    assert entered == figures.Entered(dict.fromkeys(editions.cells_of(E2019)), {})


def a_figure(cell: Cell) -> st.SearchStrategy[Any]:
    limit = 10**figures.MAX_WHOLE_DIGITS - 1
    if cell.kind == "money":
        number: st.SearchStrategy[Any] = st.builds(
            lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, limit), st.integers(0, 10)
        )
    else:
        number = st.integers(-limit if cell.kind == "change" else 0, limit)
    return st.none() | number


def some_figures(edition: Edition) -> st.SearchStrategy[dict[str, Any]]:
    """Figures a person could type: a few cells with numbers or blanks, the others all 0 or all blank."""
    cells = editions.cells_of(edition)
    keys = editions.typed_keys(edition)
    one = st.sampled_from(keys).flatmap(lambda key: st.tuples(st.just(key), a_figure(cells[key])))
    return st.builds(
        lambda rest, changes: {key: figures.parse(cells[key], rest) for key in keys} | dict(changes),
        st.sampled_from([0, None]),
        st.lists(one, max_size=20),
    )


@pytest.mark.parametrize("code", ["2019", "2021"])
@settings(deadline=None)
@given(data=st.data())
def test_figures_come_back_from_json_digit_for_digit(code, data):
    edition = editions.get(code)
    done = figures.complete(edition, data.draw(some_figures(edition)))
    text = json.dumps(figures.dump(done))
    back = figures.parse_all(edition, json.loads(text))
    assert back.faults == {}
    assert {key: exactly(value) for key, value in back.figures.items()} == {
        key: exactly(value) for key, value in done.items()
    }


@settings(deadline=None)
@given(data=st.data())
def test_no_float_stands_anywhere(data):
    done = figures.complete(E2019, data.draw(some_figures(E2019)))
    assert {type(value) for value in done.values()} <= {int, Decimal, type(None)}
    assert {type(value) for value in figures.dump(done).values()} <= {int, str, type(None)}


def test_money_is_dumped_as_text_and_counts_as_numbers():
    assert figures.dump({"a": Decimal("1E-10"), "b": Decimal("25.10"), "c": 8, "d": None}) == {
        "a": "0.0000000001",
        "b": "25.10",
        "c": 8,
        "d": None,
    }


def test_sum_is_blank_as_soon_as_a_part_is_blank():
    entered = {"a": 1, "b": 2, "c": None, "m": Decimal("0.10")}
    assert figures.add_up(entered, ["a", "b"]) == 3
    assert figures.add_up(entered, ["a", "c"]) is None
    assert figures.add_up(entered, ["a", "missing"]) is None
    assert exactly(figures.add_up(entered, ["a", "m"])) == exactly(Decimal("1.10"))
    assert figures.add_up(entered, []) == 0


def test_completing_computes_every_total_from_typed_cells():
    typed = read_figures(
        **{"requests.granted.business": 2, "requests.refused_law.business": 3, "requests.granted.research": 1}
    )
    done = figures.complete(E2021, typed)
    assert {key: value for key, value in done.items() if value} == {
        "requests.granted.business": 2,
        "requests.granted.research": 1,
        "requests.granted.total": 3,
        "requests.refused_law.business": 3,
        "requests.refused_law.total": 3,
        "requests.concluded.business": 5,
        "requests.concluded.research": 1,
        "requests.concluded.total": 6,
    }
    assert list(done) == list(editions.cells_of(E2021))


def test_completing_leaves_blank_the_totals_over_a_blank_and_no_other():
    done = figures.complete(E2021, read_figures(**{"requests.granted.business": None}))
    assert [key for key, value in done.items() if value is None] == [
        "requests.granted.business",
        "requests.granted.total",
        "requests.concluded.business",
        "requests.concluded.total",
    ]


def test_completing_overrules_totals_that_were_there_and_drops_strange_keys():
    done = figures.complete(E2021, {**read_figures(), "requests.granted.total": 99, "strange": 1})
    assert done == figures.complete(E2021, read_figures())


def test_completing_changes_nothing_it_was_given():
    given_figures = dict(read_figures())
    before = dict(given_figures)
    figures.complete(E2021, given_figures)
    assert given_figures == before


@settings(deadline=None)
@given(data=st.data())
def test_completing_twice_is_completing_once_and_agrees_with_itself(data):
    done = figures.complete(E2021, data.draw(some_figures(E2021)))
    assert figures.complete(E2021, done) == done
    assert figures.complete(E2021, figures.typed(E2021, done)) == done
    assert figures.total_mismatches(E2021, done) == []


def test_totals_of_the_largest_figures_can_be_read_again():
    most = 10**figures.MAX_WHOLE_DIGITS - 1
    done = figures.complete(E2021, dict.fromkeys(editions.typed_keys(E2021), most))
    assert done["requests.concluded.total"] == most * 6 * 21
    assert figures.parse_all(E2021, figures.dump({**done, "disclosure.charges.amount": Decimal(most)})).faults == {}


def test_typed_figures_are_those_without_totals():
    done = figures.complete(E2021, read_figures())
    assert list(figures.typed(E2021, done)) == list(editions.typed_keys(E2021))


@pytest.mark.parametrize("total", [0, 1, 3])
def test_stated_totals_are_compared_each_with_the_cells_beside_it(total):
    stated = figures.complete(E2021, read_figures(**{"requests.received.business": 2}))
    stated["requests.received.total"] = total
    assert figures.total_mismatches(E2021, stated) == [Mismatch("requests.received.total", stated=total, summed=2)]


def test_total_beside_a_blank_is_not_compared_and_a_blank_total_neither():
    stated = {
        **figures.complete(E2021, read_figures()),
        "requests.received.total": 5,
        "requests.received.business": None,
    }
    assert figures.total_mismatches(E2021, stated) == []
    assert (
        figures.total_mismatches(E2021, {**figures.complete(E2021, read_figures()), "requests.received.total": None})
        == []
    )


@pytest.mark.parametrize(
    ("cell", "value", "text"),
    [
        (COUNT, 1234, "1234"),
        (COUNT, 0, "0"),
        (COUNT, None, ""),
        (CHANGE, -3, "-3"),
        (MONEY, Decimal("25.10"), "25.10"),
        (MONEY, Decimal("1E-10"), "0.0000000001"),
        (PROCUREMENT, Decimal("251000"), "251000元"),
        (PROCUREMENT, None, ""),
    ],
)
def test_figure_is_shown_as_the_paper_prints_it(cell, value, text):
    assert figures.show(cell, value) == text


def test_number_in_plain_digits_has_no_exponent():
    assert [figures.plain(value) for value in (Decimal("1E-7"), Decimal("1E+3"), -8)] == ["0.0000001", "1000", "-8"]


REAL = [
    "000_cdeef38ae2f7a1d2",
    "001_fdb8945cfca4de2a",
    "002_9944da9601cf06f9",
    "003_87bbbc62a9fc9bd5",
    "004_43edee1ebad1860f",
    "huaian_hongze_2023",
    "shanghai_szfbgt_2019",
]


@pytest.fixture(params=REAL)
def real(request, corpus: Path) -> tuple[Edition, dict[str, object]]:
    """Edition and stated figures of a real report."""
    figures_of_paper = json.loads((corpus / "expected" / f"{request.param}.json").read_text("utf-8"))
    return editions.get(figures_of_paper["edition"]), figures_of_paper["figures"]


def test_real_report_is_read_without_a_fault(real):
    edition, figures_of_paper = real
    entered = figures.parse_all(edition, figures_of_paper)
    assert entered.faults == {}
    stated = {key: None if value is None else str(value) for key, value in figures_of_paper.items()}
    assert {key: None if entered.figures[key] is None else str(entered.figures[key]) for key in stated} == stated


def test_real_report_states_the_totals_we_compute_where_nothing_is_blank(real):
    edition, figures_of_paper = real
    stated = figures.parse_all(edition, figures_of_paper).figures
    done = figures.complete(edition, figures.typed(edition, stated))
    known = {key for key, value in done.items() if value is not None and stated[key] is not None}
    wrong = {mismatch.key for mismatch in figures.total_mismatches(edition, stated)}
    assert {key: stated[key] for key in known - wrong} == {key: done[key] for key in known - wrong}


def test_only_one_of_the_real_reports_states_totals_that_do_not_add_up(corpus):
    mismatches = {}
    for path in sorted((corpus / "expected").glob("*.json")):
        paper = json.loads(path.read_text("utf-8"))
        edition = editions.get(paper["edition"])
        if wrong := figures.total_mismatches(edition, figures.parse_all(edition, paper["figures"]).figures):
            mismatches[path.stem] = wrong
    assert mismatches == {
        "huaian_hongze_2023": [
            Mismatch("proceedings.review.total", stated=0, summed=11),
            Mismatch("proceedings.suit_after_review.total", stated=0, summed=5),
        ]
    }
