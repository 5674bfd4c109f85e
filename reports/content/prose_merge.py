"""Merging words: what two people made of one text, joined sentence by sentence.

In: the text both began from, what one made of it (`theirs`, which stands now) and what the other did (`mine`). Out: one
text with everything that either wrote, and a dispute for every sentence that both changed differently. A sentence is
what people can judge, so two versions of one are never mixed: both stay, theirs first. Nothing that was typed leaves
the text; what one deleted and the other changed stays too. Pure.

The cost is about linear in the length of the texts: see `reports.content.sentence_alignment`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.content.sentence_alignment import Script, is_open, script_of, units_of

TextRange = tuple[int, int]


@dataclass(frozen=True)
class SentenceDispute:
    """A sentence that both changed, each in another way: the two versions and where they stand in the merged text.

    The version of who deleted it is empty and stands nowhere (None).
    """

    theirs: str
    mine: str
    theirs_at: TextRange | None
    mine_at: TextRange | None


@dataclass
class _Merge:
    """The text as it grows, sentence by sentence."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    disputes: list[SentenceDispute] = field(default_factory=list)

    def add(self, unit: str) -> TextRange | None:
        """Put a sentence, or the end of a line, at the end; where it stands now, None for an empty one.

        Two people's words never run into one sentence: what has no stop is followed by the end of its line.
        """
        if not unit:
            return None
        if self.pieces and is_open(self.pieces[-1]) and unit != "\n":
            self._append("\n")
        self._append(unit)
        return self.length - len(unit), self.length

    def _append(self, unit: str) -> None:
        self.pieces.append(unit)
        self.length += len(unit)


def merged(base: str, mine: str, theirs: str) -> tuple[str, tuple[SentenceDispute, ...]]:
    """The text that has both, and the sentences about which somebody should be asked."""
    if theirs in {base, mine}:
        return mine, ()
    if base == mine:
        return theirs, ()
    units = units_of(base)
    ours, others = script_of(units, units_of(mine)), script_of(units, units_of(theirs))
    merge = _Merge()
    for number, unit in enumerate(units):
        _add_insertions(merge, others.inserted[number], ours.inserted[number])
        _add_sentence(merge, number, unit, (others, ours))
    _add_insertions(merge, others.inserted[-1], ours.inserted[-1])
    return "".join(merge.pieces), tuple(merge.disputes)


def _add_insertions(merge: _Merge, theirs: Sequence[str], mine: Sequence[str]) -> None:
    """What both put in at one place: both stay, and what both wrote alike stays once."""
    if _holds(theirs, mine):
        mine = ()
    elif _holds(mine, theirs):
        theirs = ()
    for unit in (*theirs, *mine):
        merge.add(unit)


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether the sentences stand there already, one after the other."""
    width = len(shorter)
    return any(tuple(longer[at : at + width]) == tuple(shorter) for at in range(len(longer) - width + 1))


def _add_sentence(merge: _Merge, number: int, unit: str, scripts: tuple[Script, Script]) -> None:
    """A sentence of the base as it is now; where both changed it differently, both versions and a dispute."""
    others, ours = scripts
    theirs, mine = others.became[number], ours.became[number]
    if mine in {unit, theirs, *others.beside(number)}:
        merge.add(theirs)
    elif theirs in {unit, *ours.beside(number)}:
        merge.add(mine)
    else:
        theirs_at = merge.add(theirs)
        mine_at = merge.add(mine)
        merge.disputes.append(SentenceDispute(theirs, mine, theirs_at, mine_at))
