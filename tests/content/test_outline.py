"""How far each part is: 空, 填写中, 有问题 or 完成."""

import pytest

from reports import editions
from reports.authoring import carry_forward
from reports.checks import prose
from reports.content import fields, outline
from reports.findings import Finding, Level
from tests import factories

EDITION = editions.get("2021")


def state(key: str, values: dict[str, str], *findings: Finding) -> tuple[str, str, str]:
    (step,) = [each for each in outline.steps(EDITION, values, findings) if each.key == key]
    return step.state, step.words, step.brief


def of_text(text: str) -> tuple[str, str, str]:
    subject = prose.ProseSubject(EDITION, 2024, factories.FACTS, {}, {"overview": text})
    unwritten = [each for each in prose.check(subject) if each.code in outline.UNFILLED]
    return state("overview", {"prose.overview": text}, *unwritten)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ("空", "空", "空")),
        ("（一）主动公开情况\n（二）依申请公开情况", ("空", "空", "空")),
        ("（一）主动公开情况。公开3条。\n（二）依申请公开情况", ("填写中", "填写中", "填写")),
        ("（一）主动公开情况。公开3条。\n（二）依申请公开情况。没有收到申请。", ("完成", "完成", "✓")),
    ],
)
def test_part_in_words_is_complete_when_there_is_text_under_every_heading(text, words):
    assert of_text(text) == words


def test_headings_the_program_put_in_are_where_the_writing_begins():
    values = carry_forward.initial_values(EDITION, 2024, factories.FACTS, None)
    states = {step.key: step.state for step in outline.steps(EDITION, values, [])}
    assert {key: states[key] for key in ("opening", "overview", "problems", "other")} == {
        "opening": "完成",
        "overview": "空",
        "problems": "空",
        "other": "空",
    }


def test_problems_are_counted_by_their_weight_and_notices_not_at_all():
    error, warning, notice = (Finding(level, "T602", "overview", "有误") for level in Level)
    values = {fields.prose("overview"): "写了。"}
    assert state("overview", values, error, warning, notice) == ("有问题", "有问题 2", "误1")
    assert state("overview", values, warning, notice) == ("有问题", "有问题 1", "疑1")
    assert state("overview", values, notice) == ("完成", "完成", "✓")


def test_table_with_blank_cells_is_being_filled_in():
    cells = outline.places_on(EDITION, "requests")
    blank = Finding(Level.ERROR, outline.BLANK_CELL, cells[0].removeprefix("figures."), "没有填写")
    assert state("requests", dict.fromkeys(cells[1:], "0"), blank) == ("填写中", "填写中", "填写")
    assert state("requests", {}, blank) == ("空", "空", "空")
    assert state("requests", dict.fromkeys(cells, "0")) == ("完成", "完成", "✓")
