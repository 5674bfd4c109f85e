"""What is reported about a file that was read: what its authors did not write, not what the reader could not find."""

from dataclasses import replace

from reports.checks.inspection import inspect
from reports.importing.reading import Reading
from tests import uploads


def with_text(key: str, text: str) -> Reading:
    reading = uploads.reading()
    sections = tuple(replace(each, text=text) if each.key == key else each for each in reading.sections)
    return replace(reading, sections=sections)


def unwritten(reading: Reading) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in inspect(reading) if each.code in {"F512", "F513", "F514"}]


def test_headings_without_text_are_reported():
    assert unwritten(with_text("problems", "（一）存在的主要问题\n（二）改进情况")) == [("F512", "problems")]


def test_part_that_was_not_found_is_not_called_unwritten():
    assert unwritten(with_text("problems", "")) == []


def test_missing_opening_is_noticed():
    assert unwritten(replace(uploads.reading(), opening="")) == [("F514", "opening")]
