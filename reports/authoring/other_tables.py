"""A pasted block that belongs to another table of the report: told by its words."""

from collections.abc import Sequence
from functools import cache

from reports.authoring.block_texts import is_value
from reports.editions import Edition, grid_of
from reports.importing.labels import find_row, fold


def owner_of(edition: Edition, table: str, lines: Sequence[Sequence[str]]) -> str:
    """The title of the other table that the words of the block are taken from; empty where they may be this one's.

    Most words must be the other table's, and few of them, or of what this table says, this one's.
    """
    texts = {text for line in lines for text in line if len(fold(text)) > 1 and not is_value(text)}
    counts = {each: sum(_has(edition, each, text) for text in texts) for each in edition.tables}
    own, other = counts[table], max(counts, key=lambda each: counts[each])
    is_mostly_other = counts[other] * 2 > len(texts) and own * 2 < counts[other]
    if not is_mostly_other or own * 2 >= len(_words(edition, table)):
        return ""
    return next(section.title for section in edition.sections if section.key == other)


def _has(edition: Edition, table: str, text: str) -> bool:
    return fold(text) in _words(edition, table) or bool(find_row(edition, table, text))


@cache
def _words(edition: Edition, table: str) -> frozenset[str]:
    """Everything the table says, folded: headings of rows and columns, titles."""
    titles = (each for section in edition.sections if section.key == table for each in (section.title, section.heading))
    drawn = (each.text for line in grid_of(edition, table).lines for each in line)
    return frozenset(filter(None, map(fold, (*titles, *drawn))))
