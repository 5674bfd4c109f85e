"""Real reports with cells blanked, swapped, shifted or altered, and what the altered paper then says."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.content.figures import Figure
from reports.editions import Edition, cells_of, grid_of

# What a damaged cell may come to say, and the figure it is; None where it is none.
ALTERED = (("1", 1), ("7", 7), ("12", 12), ("103", 103), ("2024", 2024), ("1,024", 1024), ("１２", 12))
ODD = (("无", None), ("—", None), ("3.5.", None), ("1O", None), ("-", None))
_SPACED = re.compile(r"(?m)(?<![^\s])[0-9.]+(?: [0-9.]+)*(?: 元)?[ ]*$")
_CELL = re.compile(r"<td[^>]*>(?:<p[^>]*>)?([0-9.]+元?|&nbsp;|)(?:</p>)?</td>")


@dataclass
class Row:
    """A row of figures in a text: where it stands, the keys of its cells, the texts of its cells."""

    start: int
    end: int
    keys: list[str]
    texts: list[str]
    parting: str
    around: tuple[str, str] = ("", "")

    def written(self, texts: list[str]) -> str:
        kept = [text for text in texts if text] if self.parting == " " else texts
        return self.parting.join(f"{self.around[0]}{text}{self.around[1]}" for text in kept)


def rows(edition: Edition, text: str) -> list[Row]:
    """Every row of figures, in the order of the paper."""
    keys = [line for key in edition.tables for line in _lines(edition, key)]
    printed = list(_printed_rows(text))
    assert len(printed) == len(keys), f"{len(printed)} rows of figures, {len(keys)} in the edition"
    return [_fitted(row, line) for row, line in zip(printed, keys, strict=True)]


def _lines(edition: Edition, key: str) -> Iterator[list[str]]:
    lines = ([drawn.cell.key for drawn in line if drawn.cell] for line in grid_of(edition, key).lines)
    yield from (line for line in lines if line)


def _printed_rows(text: str) -> Iterator[Row]:
    """The rows of figures in a page, in rows with tabs, or in lines of a PDF's text."""
    begins = text.index("第二十条第")
    find = _in_page if "<td" in text else _in_tabs if "\t" in text else _in_lines
    for row in find(text[begins:]):
        row.start, row.end = row.start + begins, row.end + begins
        yield row


def _in_page(text: str) -> Iterator[Row]:
    for match in re.finditer(r"<tr>.*?</tr>", text):
        cells = list(_CELL.finditer(match[0]))
        if cells:
            start, end = match.start() + cells[0].start(), match.start() + cells[-1].end()
            yield Row(start, end, [], [cell[1] for cell in cells], "", ("<td><p>", "</p></td>"))


def _in_tabs(text: str) -> Iterator[Row]:
    for match in re.finditer(r"(?m)^.*\t.*$", text):
        pieces = match[0].split("\t")
        values = [at for at, piece in enumerate(pieces) if re.fullmatch(r"[0-9.]+", piece)]
        if values:
            first = values[0] if re.search("[\u4e00-\u9fff]", match[0]) else 0
            texts = pieces[first : values[-1] + 1]
            start = match.start() + len("".join(f"{piece}\t" for piece in pieces[:first]))
            yield Row(start, start + len("\t".join(texts)), [], texts, "\t")


def _in_lines(text: str) -> Iterator[Row]:
    for match in _SPACED.finditer(text[: text.index("五、存在的")]):
        if match[0].strip() and not re.search(r"—\s*$", text[: match.start()]):
            yield Row(match.start(), match.end(), [], match[0].replace(" 元", "元").split(), " ")


def _fitted(row: Row, keys: list[str]) -> Row:
    assert len(row.texts) == len(keys), (row, keys)
    row.keys = keys
    return row


def blank(texts: list[str], rng: random.Random) -> tuple[list[str], dict[int, str]]:
    at = rng.randrange(len(texts))
    return [*texts[:at], "", *texts[at + 1 :]], {at: ""}


def swap(texts: list[str], rng: random.Random) -> tuple[list[str], dict[int, str]]:
    one, other = rng.randrange(len(texts)), rng.randrange(len(texts))
    changed = list(texts)
    changed[one], changed[other] = changed[other], changed[one]
    return changed, {one: changed[one], other: changed[other]}


def shift(texts: list[str], rng: random.Random) -> tuple[list[str], dict[int, str]]:
    changed = ["", *texts[:-1]] if rng.random() < 0.5 else [*texts[1:], ""]
    return changed, dict(enumerate(changed))


def slip(texts: list[str], rng: random.Random) -> tuple[list[str], dict[int, str]]:
    """A cell too many before the figures or behind them, as where a merged cell was lost."""
    return (["", *texts] if rng.random() < 0.5 else [*texts, ""]), {}


def alter(texts: list[str], rng: random.Random) -> tuple[list[str], dict[int, str]]:
    at = rng.randrange(len(texts))
    text, _ = rng.choice((*ALTERED, *ODD))
    return [*texts[:at], text, *texts[at + 1 :]], {at: text}


DAMAGES = (blank, swap, shift, slip, alter)


def damage(
    edition: Edition, text: str, truth: dict[str, str | None], rng: random.Random
) -> tuple[str, dict[str, Figure | str]]:
    """The text with one to three rows damaged, and what each cell now says: a figure, None, or words."""
    says: dict[str, Figure | str] = {key: None if value is None else Decimal(value) for key, value in truth.items()}
    chosen = rng.sample(rows(edition, text), rng.randint(1, 3))
    for row in sorted(chosen, key=lambda row: -row.start):
        texts, changed = rng.choice(DAMAGES)(row.texts, rng)
        text = text[: row.start] + row.written(texts) + text[row.end :]
        for at, entry in changed.items():
            says[row.keys[at]] = _figure(entry)
    return text, says


def _figure(text: str) -> Figure | str:
    known = dict((*ALTERED, *ODD))
    if text in known:
        figure = known[text]
        return text if figure is None else figure
    plain = text.replace("&nbsp;", "").removesuffix("元")
    return Decimal(plain) if plain else None


def is_true(edition: Edition, key: str, figure: Figure, says: Figure | str) -> bool:
    """Whether a figure that is called certain is what the paper says."""
    assert key in cells_of(edition)
    return not isinstance(says, str) and figure == says
