"""Tables that became lines of text → rows again: labels are found in their order, numbers stand between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reports.editions import Edition
from reports.importing.blocks import Line, normal
from reports.importing.labels import (
    ALIKE,
    SEPARATORS,
    TableRow,
    find_group,
    fold,
    group_labels,
    is_heading,
    likeness,
    rows_of,
)
from reports.importing.reading import Place, Unmatched, Value
from reports.importing.rows import Found, Taken, doubted, in_order

_TOKEN = re.compile(r"(?<![0-9.])[+-]?[0-9][0-9,，.．]*(?:\s?(?:万元|元|件|项|条|宗))?")
_PIECE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)]?\s*[.．、]\s*|[（(][一二三四五六七八九十]{1,2}[）)])?[^0-9\s][^0-9]{2,}"
)
_WORD = re.compile("[\u4e00-\u9fff]")
_NUMBER_NEXT = re.compile(r"\s*[+-]?[0-9]")
_DASH = re.compile("[-—–/]")
SOME_EMPTY = "有的行没有数字，不能确定数字各是哪一行的"
AMONG = "数字之间还有“{0}”，不能确定说的是什么"
_SENTENCE = re.compile(r"[。！？]")


@dataclass(frozen=True)
class Text:
    """Lines as one text, with the page at which each of its characters stands."""

    text: str
    starts: tuple[tuple[int, int | None], ...]

    def page(self, at: int) -> int | None:
        return next((page for start, page in reversed(self.starts) if start <= at), None)


def read(edition: Edition, key: str, lines: Sequence[Line], number: int) -> Iterator[Found]:
    """What lines of text say for the official table `key`."""
    said = _Lines(edition, key, _joined(lines), number)
    yield from said.by_labels() if rows_of(edition, key)[0].label else said.by_headings()


def _joined(lines: Sequence[Line]) -> Text:
    pieces: list[str] = []
    starts: list[tuple[int, int | None]] = []
    length = 0
    for line in lines:
        pieces.append(normal(line.text))
        starts.append((length, line.page))
        length += len(pieces[-1]) + 1
    return Text("\n".join(pieces), tuple(starts))


@dataclass(frozen=True)
class _Label:
    """Where a row's label stands, and how like it the words there are; `alone`: they are the label of its group."""

    row: TableRow
    begin: int
    end: int
    score: float = 1.0
    alone: bool = False


class _Lines:
    """The text of one official table."""

    def __init__(self, edition: Edition, key: str, said: Text, number: int) -> None:
        self._edition, self._key, self._said, self._number = edition, key, said, number
        self._rows = rows_of(edition, key)

    def by_labels(self) -> Iterator[Found]:
        """Rows found by their labels; the numbers behind a label, up to the next one, are its own."""
        labels = self._labels()
        bounds = [*(label.begin for label in labels), len(self._said.text)]
        yield from self._left_over(self._said.text[: bounds[0]], Place(self._said.page(0), self._number))
        have = {label.row for label in labels}
        found = [
            each for label, stop in zip(labels, bounds[1:], strict=True) for each in self._between(label, stop, have)
        ]
        empty = {_shape(each) for each in found if isinstance(each, Taken) and not _is_filled(each)}
        filled = {_shape(each) for each in found if isinstance(each, Taken) and _is_filled(each)}
        for each in found:
            unsure = isinstance(each, Taken) and _shape(each) in empty & filled
            yield doubted(each, SOME_EMPTY) if isinstance(each, Taken) and unsure else each

    def by_headings(self) -> Iterator[Found]:
        """A table of one row without a label: its numbers stand behind all its headings."""
        (row,) = self._rows
        text = self._said.text
        ends = [hit.end() for cell in row.cells for hit in _pattern(cell.column_labels[-1]).finditer(text)]
        if not ends:
            yield from self._left_over(text, Place(self._said.page(0), self._number))
            return
        end = max(ends)
        place = Place(self._said.page(end), self._number, 1)
        sentence = _SENTENCE.search(text, end)
        stop = max((hit.end() for hit in _TOKEN.finditer(text, end)), default=end)
        stop = min(stop, sentence.start()) if sentence else stop
        yield Taken(row, self._values(row, text[end:stop], place), "")
        yield from self._left_over(text[:end], Place(self._said.page(0), self._number))
        yield from self._left_over(_TOKEN.sub(" ", text[end:stop]) + text[stop:], place)

    def _labels(self) -> list[_Label]:
        """Where each label stands, in the order of the edition; a label that stands nowhere is left out."""
        found: list[_Label] = []
        after = 0
        for row in self._rows:
            hits = _pattern(row.label).finditer(self._said.text, after)
            hit = next((hit for hit in hits if self._is_alone(hit, row)), None)
            if hit:
                found.append(_Label(row, hit.start(), hit.end()))
                after = hit.end()
        return found

    def _is_alone(self, hit: re.Match[str], row: TableRow) -> bool:
        """Whether a label of one word is the label, and no part of a longer one (规章 in 规章制度)."""
        return len(row.label) > 4 or not _WORD.match(self._said.text, hit.end())

    def _between(self, label: _Label, stop: int, have: set[TableRow]) -> Iterator[Found]:
        """The row of a label; words among its numbers may be the next label, misprinted."""
        misprinted = next(self._misprinted(label.end, stop, have), None)
        for each, end in ((label, misprinted.begin), (misprinted, stop)) if misprinted else ((label, stop),):
            own = self._said.text[each.end : end]
            place = Place(self._said.page(each.end), self._number, self._rows.index(each.row) + 1)
            words = self._said.text[each.begin : each.end].strip()
            yield Taken(each.row, self._values(each.row, own, place), words, each.score, each.alone)
            yield from self._left_over(_TOKEN.sub(" ", own), place)

    def _misprinted(self, begin: int, stop: int, have: set[TableRow]) -> Iterator[_Label]:
        """Words before numbers that are likely the label of a row not found, or of a group without its rows."""
        missing = [row for row in self._rows if row not in have]
        for piece in _PIECE.finditer(self._said.text, begin, stop):
            if not missing or not _NUMBER_NEXT.match(self._said.text, piece.end()) or _SENTENCE.search(piece[0]):
                continue
            words = fold(piece[0])
            group = find_group(self._edition, self._key, piece[0])
            likeliest = max(missing, key=lambda row: likeness(words, fold(row.label)))
            score = likeness(words, fold(likeliest.label))
            if group and not set(group) & have:
                yield _Label(group[-1], piece.start(), piece.end(), alone=True)
            elif score >= ALIKE and words not in group_labels(self._edition, self._key):
                yield _Label(likeliest, piece.start(), piece.end(), round(score, 2))

    def _values(self, row: TableRow, text: str, place: Place) -> dict[str, Value]:
        """The numbers of a text as the row's cells; no number at all is a blank row."""
        tokens = [token.strip() for token in _TOKEN.findall(text)]
        first, *others = text.split("\n")
        stray = (line for line in others if _TOKEN.search(line))
        among = next(filter(None, map(self._among, (first, *stray))), "")
        doubt = AMONG.format(among) if among else ""
        return dict(in_order(row, tokens or [""] * row.needs, place, doubt=doubt))

    def _among(self, line: str) -> str:
        """What stands where numbers should and is neither a number nor a heading: letters, dashes, words."""
        rest = _TOKEN.sub(" ", line).strip()
        if not fold(rest):
            return rest if _DASH.search(rest) else ""
        return "" if is_heading(self._edition, self._key, rest) else rest

    def _left_over(self, text: str, place: Place) -> Iterator[Unmatched]:
        """The words of a text that are no heading of the table."""
        for line in re.split(r"\s*\n\s*", text):
            if fold(line) and not is_heading(self._edition, self._key, line):
                yield Unmatched(line.strip(), place)


def _shape(taken: Taken) -> tuple[str, ...]:
    """The columns of a row: rows of one shape stand below one another, and their numbers could be taken for others'."""
    return tuple(cell.column for cell in taken.row.cells)


def _is_filled(taken: Taken) -> bool:
    return any(value.raw for value in taken.values.values())


@cache
def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(SEPARATORS.join(map(re.escape, fold(label))))
