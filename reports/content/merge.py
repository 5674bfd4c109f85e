"""Merging: what several people write into one report at once.

In: the values a report holds and the changes somebody sends, each with the value it was made from. Out: what to write,
what is stale because another wrote there meanwhile, and what cannot be held. Pure: it writes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.content import entries, fields
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
class Stale:
    """A change made from a value that another has replaced meanwhile by `theirs`."""

    place: str
    yours: str
    theirs: str


@dataclass
class Merged:
    """`written` holds [before, after] by place, pending places included; `applied` the places that took a change."""

    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    applied: dict[str, str] = field(default_factory=dict)
    stale: list[Stale] = field(default_factory=list)
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
    """The changes laid over the values: nothing where it stands already, stale where another wrote meanwhile."""
    merged, cells = Merged(), cells_of(edition)
    for place, change in changes.items():
        kind, key = fields.split(place)
        if kind == fields.FIGURES:
            _merge_figure(cells[key], change, values, merged)
        else:
            _merge_prose(place, change, values.get(place, ""), merged)
    return merged


def _merge_figure(cell: Cell, change: Change, values: Mapping[str, str], merged: Merged) -> None:
    place, aside = fields.figure(cell.key), fields.pending(cell.key)
    figure, pending = values.get(place, ""), values.get(aside, "")
    shown = pending or figure
    entry = entries.parse_entry(cell, change.after)
    if entry.text != shown and entries.parse_entry(cell, change.before).text != shown:
        merged.stale.append(Stale(place, entry.text, shown))
        return
    if entry.fault:
        merged.refused.append(Refusal(place, entry.text, entry.fault, entry.keepable))
    if entry.text == shown or not entry.keepable:
        return
    if entry.fault:
        merged.written[aside] = (pending, entry.text)
        return
    merged.applied[place] = entry.text
    if entry.text != figure:
        merged.written[place] = (figure, entry.text)
    if pending:
        merged.written[aside] = (pending, "")


def _merge_prose(place: str, change: Change, now: str, merged: Merged) -> None:
    entry = entries.tidy(change.after)
    if entry.fault:
        merged.refused.append(Refusal(place, entry.text, entry.fault, kept=False))
    elif entry.text == now:
        return
    elif entries.tidy(change.before).text != entries.tidy(now).text:
        merged.stale.append(Stale(place, entry.text, now))
    else:
        merged.applied[place] = entry.text
        merged.written[place] = (now, entry.text)
