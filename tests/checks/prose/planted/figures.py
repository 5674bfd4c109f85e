"""B and C: faults of the figures, made by arithmetic."""

from reports import editions
from reports.content.figures import complete
from tests import factories
from tests.checks.prose.planted import Case, Planted

EDITION = editions.get("2021")
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_organisation")
ROWS = ("granted", "partly_granted", "refused_law", "unavailable_not_held", "declined_repeat", "other_other")
TURNS = range(32)


def asked(turn: int, *, off: int = 0) -> dict[str, object]:
    """A balanced column; `off` more were received than concluded."""
    column, row, count = COLUMNS[turn % 6], ROWS[turn // 6 % 6], 3 + turn * 5
    figures = {
        f"requests.received.{column}": count + off,
        f"requests.carried_in.{column}": turn % 4,
        f"requests.{row}.{column}": count,
        f"requests.carried_out.{column}": turn % 4,
    }
    other = COLUMNS[(turn + 1) % 6]
    return figures | {f"requests.received.{other}": 2, f"requests.granted.{other}": 2}


def balance() -> Planted:
    return Planted(
        [
            Case(figures=asked(turn, off=turn % 5 - 6)) if turn % 2 else Case(figures=asked(turn, off=turn + 1))
            for turn in TURNS[2:]
        ]
        + [Case(figures={f"requests.received.{column}": 1}) for column in COLUMNS],
        [Case(figures=asked(turn)) for turn in TURNS],
    )


def stated() -> Planted:
    """Totals as somebody wrote them."""
    rows = ("received", "granted", "concluded", "carried_out")

    def totals(turn: int, off: int) -> dict[str, object]:
        whole = complete(EDITION, factories.read_figures(**asked(turn)))
        key = f"requests.{rows[turn % 4]}.total"
        return {**whole, key: (whole[key] or 0) + off}

    return Planted(
        [Case(stated=totals(turn, 1 + turn % 5)) for turn in TURNS],
        [Case(stated=totals(turn, 0)) for turn in TURNS],
    )


def blank() -> Planted:
    keys = list(factories.figures())
    return Planted(
        [Case(figures=asked(turn) | {keys[turn * 5 % len(keys)]: None}) for turn in TURNS],
        [Case(figures=asked(turn)) for turn in TURNS],
    )


def regulations() -> Planted:
    columns = ("issued", "repealed", "in_force")
    return Planted(
        [
            Case(
                figures={f"disclosure.regulations.{columns[turn % 3]}": turn + 1}, facts={"may_make_regulations": False}
            )
            for turn in TURNS
        ],
        [
            Case(
                figures={
                    f"disclosure.{'regulations' if turn % 2 else 'normative_documents'}.{columns[turn % 3]}": turn + 1
                },
                facts={"may_make_regulations": bool(turn % 2)},
            )
            for turn in TURNS
        ],
    )


def proceedings() -> Planted:
    kinds, results = ("review", "direct_suit", "suit_after_review"), ("upheld", "corrected", "other", "pending")
    cases = [{f"proceedings.{kinds[turn % 3]}.{results[turn % 4]}": turn + 1} for turn in TURNS]
    return Planted(
        [Case(figures=case, last_figures={} if turn % 2 else None) for turn, case in enumerate(cases)],
        [Case(figures=case | asked(turn)) for turn, case in enumerate(cases[:16])]
        + [Case(figures=case, last_figures=asked(turn)) for turn, case in enumerate(cases[16:])],
    )


def other_processing() -> Planted:
    rows = ("other_not_corrected", "other_not_paid", "other_other")

    def figures(other: int, rest: int, turn: int) -> dict[str, object]:
        column = COLUMNS[turn % 6]
        return {
            f"requests.{rows[turn % 3]}.{column}": other,
            f"requests.granted.{column}": rest,
            f"requests.received.{column}": other + rest,
        }

    return Planted(
        [Case(figures=figures(5 + turn, (5 + turn) * (turn % 4) // 3, turn)) for turn in TURNS],
        [Case(figures=figures(turn % 5, turn, turn)) for turn in TURNS[:16]]
        + [Case(figures=figures(5 + turn, (5 + turn) * 2, turn)) for turn in TURNS[16:]],
    )


def carry_over() -> Planted:
    def last(turn: int, more: int) -> dict[str, object]:
        column = COLUMNS[turn % 6]
        return {f"requests.carried_out.{column}": turn % 4 + more, f"requests.received.{column}": turn % 4 + more}

    return Planted(
        [Case(figures=asked(turn), last_figures=last(turn, 1 + turn % 3)) for turn in TURNS],
        [Case(figures=asked(turn), last_figures=last(turn, 0)) for turn in TURNS],
    )


def in_force() -> Planted:
    def figures(turn: int, off: int) -> dict[str, object]:
        key = "disclosure.normative_documents."
        return {key + "issued": turn, key + "repealed": turn % 3, key + "in_force": 10 + turn - turn % 3 + off}

    last = {"disclosure.normative_documents.in_force": 10}
    return Planted(
        [Case(figures=figures(turn, 1 + turn % 4), last_figures=last) for turn in TURNS],
        [Case(figures=figures(turn, 0), last_figures=last) for turn in TURNS],
    )


def jump() -> Planted:
    keys = ("disclosure.licensing.decisions", "disclosure.penalties.decisions", "disclosure.coercion.decisions")

    def pair(turn: int, now: int, then: int) -> Case:
        key = keys[turn % 3]
        return Case(figures={key: now}, last_figures={key: then})

    return Planted(
        [pair(turn, 30 + turn * 9, turn * 3) if turn % 2 else pair(turn, turn, 40 + turn * 3) for turn in TURNS[:30]],
        [pair(turn, 20 + turn * 2, 10 + turn) if turn % 2 else pair(turn, turn % 9, 25) for turn in TURNS],
    )


def no_last_year() -> Planted:
    return Planted(
        [Case(figures=asked(turn), year=2021 + turn % 5, facts={"expects_last_year": True}) for turn in TURNS],
        [Case(figures=asked(turn), year=2021 + turn % 5) for turn in TURNS[:16]]
        + [Case(figures=asked(turn), last_figures={}, facts={"expects_last_year": True}) for turn in TURNS[16:]],
    )


def no_number() -> Planted:
    faults = ("“三件”不是数", "“-1”是负数", "“2.5”不是整数", "“约5”不是数")
    keys = list(factories.figures())
    return Planted(
        [Case(facts={"faults": {keys[turn * 5]: faults[turn % 4]}}) for turn in TURNS],
        [Case(figures=asked(turn)) for turn in TURNS],
    )


PLANTED = {
    "B101": balance(),
    "B102": stated(),
    "B103": blank(),
    "B104": no_number(),
    "B105": regulations(),
    "B106": proceedings(),
    "B107": other_processing(),
    "C201": carry_over(),
    "C202": in_force(),
    "C203": jump(),
    "C204": no_last_year(),
}
