"""A sheet and the agencies already stored in; a plan of what to write, with every problem, out.

Asks the database nothing, so that a long register costs no more queries than a short one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from agencies.models import ONLY_THESE_MAKE_REGULATIONS, Agency
from agencies.register.columns import FIELDS, LABELS
from agencies.register.problem import Problem
from agencies.register.reading import RegisterRow, RegisterSheet
from agencies.register.values import value_of

PLAIN_FIELDS = tuple(field for field in FIELDS if field != "parent")
_NOT_HERE = {field.name for field in Agency._meta.fields if field.name not in PLAIN_FIELDS}


@dataclass
class Plan:
    """What a register would change; fit to be written only without problems.

    `new` and `changed` carry their new values but for the parent; `parents` has the code of every agency's parent.
    """

    problems: list[Problem]
    parents: dict[str, str | None]
    new: list[Agency] = field(default_factory=list)
    changed: list[Agency] = field(default_factory=list)
    unchanged: int = 0


def check(sheet: RegisterSheet, stored: Mapping[str, Agency]) -> Plan:
    """Compare the sheet with `stored` (by code), whose agencies take on the new values."""
    codes: dict[int | None, str] = {agency.pk: code for code, agency in stored.items()}
    before = {code: codes.get(agency.parent_id) for code, agency in stored.items()}
    now = {row.values["code"]: row.values["parent"] or None for row in sheet.rows if "parent" in row.values}
    plan = Plan([*sheet.problems], before | now)
    plan.problems += _repeated(sheet.rows, "code")
    plan.problems += _repeated(sheet.rows, "name")
    plan.problems += _names_taken(sheet.rows, stored)
    plan.problems += _unknown_parents(sheet, stored)
    plan.problems += _circles(sheet.rows, plan.parents)
    for row in sheet.rows:
        _compare(row, stored.get(row.values["code"]), before, plan)
    plan.problems.sort(key=lambda problem: problem.line or 0)
    return plan


def _compare(row: RegisterRow, known: Agency | None, parents_before: Mapping[str, str | None], plan: Plan) -> None:
    """Give the agency of a row its new values, and put it where it belongs in the plan."""
    agency = known or Agency()
    before = [getattr(agency, field) for field in PLAIN_FIELDS]
    plan.problems += _take(row, agency)
    after = [getattr(agency, field) for field in PLAIN_FIELDS]
    if known is None:
        plan.new.append(agency)
    elif before == after and parents_before[known.code] == plan.parents[known.code]:
        plan.unchanged += 1
    else:
        plan.changed.append(agency)


def _take(row: RegisterRow, agency: Agency) -> Iterator[Problem]:
    """Write the row's values into the agency; yields what the cells, and then the model, have against them."""
    unfit = set()
    for name in PLAIN_FIELDS:
        if name in row.values:
            try:
                setattr(agency, name, value_of(name, row.values[name]))
            except ValueError as error:
                unfit.add(name)
                yield _problem(row, name, str(error))
    try:
        agency.clean_fields(exclude=_NOT_HERE | unfit | (set(PLAIN_FIELDS) - row.values.keys()))
    except ValidationError as error:
        for name, errors in error.error_dict.items():
            yield _problem(row, name, _sentence(errors))
    if not unfit & {"level", "kind", "may_make_regulations"} and not agency.powers_fit:
        yield _problem(row, "may_make_regulations", ONLY_THESE_MAKE_REGULATIONS)


def _sentence(errors: list[ValidationError]) -> str:
    """What the model has against one value; its length only when nothing else is wrong."""
    others = [str(error.message) for error in errors if error.code != "max_length"]
    if others:
        return "".join(others)
    length = errors[0].params or {}
    return f"最多 {length['limit_value']} 个字，现有 {length['show_value']} 个，请缩短。"


def _repeated(rows: list[RegisterRow], name: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        value = row.values.get(name)
        if value and first.setdefault(value, row.line) != row.line:
            yield _problem(row, name, f"与第 {first[value]} 行重复，请改正或删去其中一行。")


def _names_taken(rows: list[RegisterRow], stored: Mapping[str, Agency]) -> Iterator[Problem]:
    """Names of stored agencies that the file does not mention, and so does not rename either."""
    mentioned = {row.values["code"] for row in rows}
    owners = {agency.name: code for code, agency in stored.items() if code not in mentioned}
    for row in rows:
        owner = owners.get(row.values.get("name", ""))
        if owner:
            yield _problem(row, "name", f"已由代码为“{owner}”的机关使用，请改正全称，或改用那个代码。")


def _unknown_parents(sheet: RegisterSheet, stored: Mapping[str, Agency]) -> Iterator[Problem]:
    if sheet.broken_off:
        return  # The missing parents may stand in the part that could not be read.
    known = stored.keys() | {row.values["code"] for row in sheet.rows} | sheet.unread_codes
    codes = {agency.name: code for code, agency in stored.items()}
    codes |= {row.values.get("name", ""): row.values["code"] for row in sheet.rows}
    for row in sheet.rows:
        parent = row.values.get("parent")
        if not parent or parent in known:
            continue
        if parent in codes:
            yield _problem(row, "parent", f"这里要填代码，请改为“{codes[parent]}”。")
        else:
            yield _problem(row, "parent", "没有代码是这个的机关，请改正代码，或把上级机关补进登记册。")


def _circles(rows: list[RegisterRow], parents: Mapping[str, str | None]) -> Iterator[Problem]:
    lines = {row.values["code"]: row for row in rows}
    seen: set[str] = set()
    for row in rows:
        path: list[str] = []
        code: str | None = row.values["code"]
        while code is not None and code in parents and code not in seen:
            seen.add(code)
            path.append(code)
            code = parents[code]
        if code in path:
            circle = path[path.index(code) :]
            first = min((lines[code] for code in circle if code in lines), key=lambda row: row.line)
            way = " → ".join([*circle, circle[0]])
            yield _problem(first, "parent", f"上级关系成环：{way}；请改正其中一个机关的上级。")


def _problem(row: RegisterRow, name: str, says: str) -> Problem:
    return Problem(row.line, LABELS[name], row.values.get(name, ""), says)
