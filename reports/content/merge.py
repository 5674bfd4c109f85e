"""Merging: what several people write into one report at once.

In: the values a report holds and the changes somebody sends, each with the value it was made from. Out: what to write,
about what somebody should be asked because two people wrote differently, and what cannot be held. Pure: it writes
nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.content import entries, fields, length
from reports.content.prose_merge import TextRange, merged
from reports.editions import Cell, Edition, cells_of


@dataclass(frozen=True)
class Change:
    """The text of a place when its author began (as the page showed it), and the text it is to have."""

    before: str
    after: str


@dataclass(frozen=True)
class Refusal:
    """An entry that its place cannot hold. `kept`: it stays visible, as pending, until it is mended or cleared."""

    place: str
    entry: str
    says: str
    kept: bool


@dataclass(frozen=True)
class Dispute:
    """Two people wrote one cell, or one sentence, differently: `theirs` stood there when `yours` came.

    Of a cell, theirs stays and yours stands nowhere. Of a sentence both are in the text, at these ranges; the version
    of who took the sentence out is empty and has no range. `base` is the sentence from which both began.
    """

    place: str
    yours: str
    theirs: str
    theirs_at: TextRange | None = None
    yours_at: TextRange | None = None
    base: str = ""


@dataclass
class Merged:
    """`written` holds [before, after] by place, pending places included; `applied` the places that took a change."""

    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    applied: dict[str, str] = field(default_factory=dict)
    disputes: list[Dispute] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def unknown(edition: Edition, named: Iterable[str]) -> list[str]:
    """A sentence for each place that cannot be written: not of this edition, or computed."""
    known, cells, sentences = fields.order(edition), cells_of(edition), []
    for place in named:
        kind, key = fields.split(place)
        if kind == fields.FIGURES and key in cells and cells[key].computed:
            sentences.append(f"“{cells[key].label}”由系统计算，不能填写。")
        elif kind == fields.PENDING or place not in known:
            sentences.append(f"{edition.code} 版格式没有“{place[:80]}”这一处，没有保存任何改动。")
    return sentences


def merge(edition: Edition, values: Mapping[str, str], changes: Mapping[str, Change]) -> Merged:
    """The changes laid over the values: nothing where it stands already, both where another wrote meanwhile.

    A cell has room for one figure: it keeps what stands there, and the other is in the dispute. A text that would make
    the report too long (`length`) is refused.
    """
    result, cells = Merged(), cells_of(edition)
    for place, change in changes.items():
        kind, key = fields.split(place)
        if kind == fields.FIGURES:
            _merge_figure(cells[key], change, values, result)
        else:
            _merge_prose(place, change, values, result)
    return result


def _merge_figure(cell: Cell, change: Change, values: Mapping[str, str], result: Merged) -> None:
    place, aside = fields.figure(cell.key), fields.pending(cell.key)
    figure, pending = values.get(place, ""), values.get(aside, "")
    shown = pending or figure
    entry, before = entries.parse_entry(cell, change.after), entries.parse_entry(cell, change.before).text
    if shown not in {entry.text, before}:
        result.disputes += [Dispute(place, entry.text, shown)] if entry.text != before else []
        return
    if entry.fault:
        result.refused.append(Refusal(place, entry.text, entry.fault, entry.keepable))
    if entry.text == shown or not entry.keepable:
        return
    if entry.fault:
        result.written[aside] = (pending, entry.text)
        return
    result.applied[place] = entry.text
    if entry.text != figure:
        result.written[place] = (figure, entry.text)
    if pending:
        result.written[aside] = (pending, "")


def _merge_prose(place: str, change: Change, values: Mapping[str, str], result: Merged) -> None:
    entry, now = entries.tidy(change.after), values.get(place, "")
    if entry.fault:
        result.refused.append(Refusal(place, entry.text, entry.fault, kept=False))
        return
    if entry.text == now:
        return
    text, disputes = merged(entries.tidy(change.before).text, entry.text, entries.tidy(now).text)
    if fault := length.fault(texts := _texts(values, result), texts | {place: text}):
        result.refused.append(Refusal(place, entry.text, fault, kept=False))
        return
    if fault := entries.tidy(text).fault:
        result.refused.append(Refusal(place, entry.text, f"与别人同时写的合在一起，{fault}", kept=False))
        return
    if text != now:
        result.applied[place] = text
        result.written[place] = (now, text)
    result.disputes += [
        Dispute(place, each.mine, each.theirs, each.theirs_at, each.mine_at, each.base) for each in disputes
    ]


def _texts(values: Mapping[str, str], result: Merged) -> dict[str, str]:
    """The parts in words by place, with what is to be written so far."""
    texts = {place: text for place, text in values.items() if fields.split(place)[0] == fields.PROSE}
    return texts | {
        place: after for place, (_, after) in result.written.items() if fields.split(place)[0] == fields.PROSE
    }
