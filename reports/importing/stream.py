"""Tables that became lines of text → rows again: labels stand in their order, with numbers between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reports.editions import Edition
from reports.importing.blocks import PaperLine, normalized
from reports.importing.labels import (
    MIN_SIMILARITY,
    SEPARATORS,
    TableRow,
    find_group,
    fold,
    group_labels,
    is_heading,
    rows_of,
    similarity,
)
from reports.importing.reading import FilePlace, Unmatched, Value
from reports.importing.rows import MatchedRow, RowMatch, mark_doubtful, values_in_order

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
class StreamText:
    """Lines as one text. `starts` holds for each where it begins, its page, and its number on the paper."""

    text: str
    starts: tuple[tuple[int, int | None, int | None], ...]

    def place(self, at: int, table: int, row: int | None = None) -> FilePlace:
        """Where the character at the index stands; without a page where the file has none."""
        page, block = next(((page, block) for start, page, block in reversed(self.starts) if start <= at), (None, None))
        return FilePlace(page, table, row, block)


def match_lines(edition: Edition, key: str, lines: Sequence[PaperLine], number: int) -> Iterator[RowMatch]:
    """The rows of the official table `key` in lines of text. `number`: which table of the paper it counts as."""
    table = _TextTable(edition, key, _joined(lines), number)
    yield from table.by_labels() if rows_of(edition, key)[0].label else table.by_headings()


def _joined(lines: Sequence[PaperLine]) -> StreamText:
    pieces: list[str] = []
    starts: list[tuple[int, int | None, int | None]] = []
    length = 0
    for line in lines:
        pieces.append(normalized(line.text))
        starts.append((length, line.page, line.number))
        length += len(pieces[-1]) + 1
    return StreamText("\n".join(pieces), tuple(starts))


@dataclass(frozen=True)
class _Label:
    """Where a row's label stands, and how similar the words there are. `group_only`: they are its group's label."""

    row: TableRow
    begin: int
    end: int
    score: float = 1.0
    group_only: bool = False


class _TextTable:
    """The text of one official table."""

    def __init__(self, edition: Edition, key: str, stream: StreamText, number: int) -> None:
        self._edition, self._key, self._stream, self._number = edition, key, stream, number
        self._rows = rows_of(edition, key)

    def by_labels(self) -> Iterator[RowMatch]:
        """Rows by their labels; the numbers behind a label, up to the next one, are its own."""
        labels = self._labels()
        bounds = [*(label.begin for label in labels), len(self._stream.text)]
        yield from self._left_over(self._stream.text[: bounds[0]], self._stream.place(0, self._number))
        have = {label.row for label in labels}
        matches = [
            each for label, stop in zip(labels, bounds[1:], strict=True) for each in self._between(label, stop, have)
        ]
        empty = {_shape(each) for each in matches if isinstance(each, MatchedRow) and not _is_filled(each)}
        filled = {_shape(each) for each in matches if isinstance(each, MatchedRow) and _is_filled(each)}
        for each in matches:
            unsure = isinstance(each, MatchedRow) and _shape(each) in empty & filled
            yield mark_doubtful(each, SOME_EMPTY) if isinstance(each, MatchedRow) and unsure else each

    def by_headings(self) -> Iterator[RowMatch]:
        """A table of one row without a label: its numbers stand behind all its headings."""
        (row,) = self._rows
        text = self._stream.text
        ends = [hit.end() for cell in row.cells for hit in _pattern(cell.column_labels[-1]).finditer(text)]
        if not ends:
            yield from self._left_over(text, self._stream.place(0, self._number))
            return
        end = max(ends)
        place = self._stream.place(end, self._number, 1)
        sentence = _SENTENCE.search(text, end)
        stop = max((hit.end() for hit in _TOKEN.finditer(text, end)), default=end)
        stop = min(stop, sentence.start()) if sentence else stop
        yield MatchedRow(row, self._values(row, text[end:stop], place), "")
        yield from self._left_over(text[:end], self._stream.place(0, self._number))
        yield from self._left_over(_TOKEN.sub(" ", text[end:stop]) + text[stop:], place)

    def _labels(self) -> list[_Label]:
        """Where each label stands, in the order of the edition; a label that stands nowhere is left out."""
        labels: list[_Label] = []
        after = 0
        for row in self._rows:
            hits = _pattern(row.label).finditer(self._stream.text, after)
            hit = next((hit for hit in hits if self._is_alone(hit, row)), None)
            if hit:
                labels.append(_Label(row, hit.start(), hit.end()))
                after = hit.end()
        return labels

    def _is_alone(self, hit: re.Match[str], row: TableRow) -> bool:
        """Whether a label of one word is the label, and no part of a longer one (规章 in 规章制度)."""
        return len(row.label) > 4 or not _WORD.match(self._stream.text, hit.end())

    def _between(self, label: _Label, stop: int, have: set[TableRow]) -> Iterator[RowMatch]:
        """The row of a label; words among its numbers may be the next label, misprinted."""
        misprinted = next(self._misprinted(label.end, stop, have), None)
        for each, end in ((label, misprinted.begin), (misprinted, stop)) if misprinted else ((label, stop),):
            own = self._stream.text[each.end : end]
            place = self._stream.place(each.end, self._number, self._rows.index(each.row) + 1)
            words = self._stream.text[each.begin : each.end].strip()
            yield MatchedRow(each.row, self._values(each.row, own, place), words, each.score, each.group_only)
            yield from self._left_over(_TOKEN.sub(" ", own), place)

    def _misprinted(self, begin: int, stop: int, have: set[TableRow]) -> Iterator[_Label]:
        """Words before numbers that are likely the label of a missing row, or of a group without its rows."""
        missing = [row for row in self._rows if row not in have]
        for piece in _PIECE.finditer(self._stream.text, begin, stop):
            if not missing or not _NUMBER_NEXT.match(self._stream.text, piece.end()) or _SENTENCE.search(piece[0]):
                continue
            words = fold(piece[0])
            group = find_group(self._edition, self._key, piece[0])
            likeliest = max(missing, key=lambda row: similarity(words, fold(row.label)))
            score = similarity(words, fold(likeliest.label))
            if group and not set(group) & have:
                yield _Label(group[-1], piece.start(), piece.end(), group_only=True)
            elif score >= MIN_SIMILARITY and words not in group_labels(self._edition, self._key):
                yield _Label(likeliest, piece.start(), piece.end(), round(score, 2))

    def _values(self, row: TableRow, text: str, place: FilePlace) -> dict[str, Value]:
        """The numbers of a text as the row's cells; no number at all is a blank row."""
        tokens = [token.strip() for token in _TOKEN.findall(text)]
        first, *others = text.split("\n")
        stray = (line for line in others if _TOKEN.search(line))
        among = next(filter(None, map(self._among, (first, *stray))), "")
        doubt = AMONG.format(among) if among else ""
        return dict(values_in_order(row, tokens or [""] * row.cell_count, place, doubt=doubt))

    def _among(self, line: str) -> str:
        """What stands where numbers should and is neither a number nor a heading: letters, dashes, words."""
        rest = _TOKEN.sub(" ", line).strip()
        if not fold(rest):
            return rest if _DASH.search(rest) else ""
        return "" if is_heading(self._edition, self._key, rest) else rest

    def _left_over(self, text: str, place: FilePlace) -> Iterator[Unmatched]:
        """The words of a text that are no heading of the table."""
        for line in re.split(r"\s*\n\s*", text):
            if fold(line) and not is_heading(self._edition, self._key, line):
                yield Unmatched(line.strip(), place)


def _shape(row: MatchedRow) -> tuple[str, ...]:
    """The columns of a row: rows of one shape stand below one another, and their numbers could be taken for others'."""
    return tuple(cell.column for cell in row.row.cells)


def _is_filled(row: MatchedRow) -> bool:
    return any(value.raw for value in row.values.values())


@cache
def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(SEPARATORS.join(map(re.escape, fold(label))))
