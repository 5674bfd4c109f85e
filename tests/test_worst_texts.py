"""The worst texts a form accepts: every part of a page that reads them ends in a fraction of a second.

Bounds are many times what was measured, in seconds of the processor: they tell what grows with the square of a text.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from reports import editions
from reports.authoring.bound_numbers import ReportTexts, page_numbers
from reports.checks import proofread
from reports.content import diff, length
from reports.content.entries import MAX_PROSE
from reports.content.merge import Change, merge
from reports.reviewing import redline
from reports.reviewing.annotations import annotate
from reports.reviewing.marked_paper import marked_parts
from reports.reviewing.repeated_text import repeated_parts
from tests import factories, worst_texts

EDITION = editions.get("2021")
BOUND = 2.0  # seconds; measured: 0.01 to 0.4
every_text = pytest.mark.parametrize("name", worst_texts.PIECES)


@contextmanager
def bounded() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < BOUND


def changed(text: str) -> str:
    """The text with a word before every third of it: nothing stands where it stood, and much is alike."""
    third = len(text) // 3
    return "。".join(f"又{text[at : at + third]}" for at in range(0, len(text), third or 1))


@every_text
def test_form_accepts_it(name):
    text = worst_texts.worst(name)
    assert len(text) <= MAX_PROSE
    assert length.fault({}, {"prose.overview": text}) == ""


@every_text
def test_checks_and_marks_of_a_review(name):
    text = worst_texts.worst(name)
    content, before = factories.content(2024, overview=text), factories.content(2023, overview=changed(text))
    with bounded():
        notes = annotate(content, before.figures, proofread.proofread(content, before))
    with bounded():
        marked_parts(content, before, [mark for note in notes for mark in note.marks])
    with bounded():
        repeated_parts(EDITION, content.prose, before.prose)


@every_text
def test_numbers_below_the_editor(name):
    content = factories.content(2024, overview=worst_texts.worst(name))
    figures = dict.fromkeys(content.figures, 20)
    findings = proofread.proofread(content, None)
    with bounded():
        values = {f"prose.{key}": text for key, text in content.prose.items()}
        page_numbers(ReportTexts(EDITION, values, figures, figures, findings), "overview")


@every_text
def test_differences_and_merging(name):
    text = worst_texts.worst(name)
    compare: tuple[Callable[[str, str], object], ...] = (diff.pieces, redline.paragraphs)
    for compared in compare:
        with bounded():
            compared(text, changed(text))
    mine, now = changed(text), f"{text[: len(text) // 2]}。另加一句。{text[len(text) // 2 :]}"
    with bounded():
        merge(EDITION, {"prose.overview": now}, {"prose.overview": Change(text, mine)})
