"""Merging words: what two people made of one text, joined sentence by sentence.

In: the text both began from, what one made of it (`theirs`, which stands now) and what the other did (`mine`). Out: one
text with everything that either wrote, and a dispute for every sentence that both changed differently. Two changes well
apart in one sentence both go in; nearer ones are never mixed: both versions stay whole, theirs first. A version is all
that the sentence became, which may be several. Nothing that was typed leaves the text; what one deleted and the other
changed stays too. Pure.

The cost is about linear in the length of the texts: see `reports.content.sentence_alignment`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from reports.content.sentence_alignment import Script, is_open, script_of, units_of
from reports.content.sentence_joining import joined

TextRange = tuple[int, int]


@dataclass(frozen=True)
class SentenceDispute:
    """A sentence that both changed, each in another way: the two versions and where they stand in the merged text.

    The version of who deleted it is empty and stands nowhere (None). `base` is the sentence both began from.
    """

    theirs: str
    mine: str
    theirs_at: TextRange | None
    mine_at: TextRange | None
    base: str = field(default="", compare=False)


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
    for start, end in _stretches(len(units), others.runs | ours.runs):
        _add_insertions(merge, others.inserted[start], ours.inserted[start])
        _add_stretch(merge, (start, end), units[start:end], (others, ours))
    _add_insertions(merge, others.inserted[-1], ours.inserted[-1])
    return "".join(merge.pieces), tuple(merge.disputes)


def _stretches(count: int, runs: Collection[int]) -> Iterator[TextRange]:
    """The numbers of the sentences, those that somebody ran into one together."""
    start = 0
    for number in range(count):
        if number not in runs or number == count - 1:
            yield start, number + 1
            start = number + 1


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


def _add_stretch(merge: _Merge, at: TextRange, base: list[str], scripts: tuple[Script, Script]) -> None:
    """A sentence of the base, or what was run into one, as it is now: with both changes, or both versions to choose."""
    others, ours = scripts
    theirs, mine = others.of(*at), ours.of(*at)
    texts = "".join(base), "".join(mine), "".join(theirs)
    if mine in (base, theirs) or (mine and _stands(mine, theirs, others, at)):
        _add_all(merge, theirs)
    elif theirs == base or (theirs and _stands(theirs, mine, ours, at)):
        _add_all(merge, mine)
    elif mine and theirs and (both := joined(*texts)) is not None:
        _add_all(merge, units_of(both))
    else:
        theirs_at, mine_at = merge.add(texts[2]), merge.add(texts[1])
        merge.disputes.append(SentenceDispute(texts[2], texts[1], theirs_at, mine_at, texts[0]))


def _stands(units: list[str], became: list[str], script: Script, at: TextRange) -> bool:
    """Whether the other has the sentences there already: they were sent twice."""
    start, end = at
    return _holds([*script.inserted[start], *became, *script.inserted[end]], units)


def _add_all(merge: _Merge, units: Sequence[str]) -> None:
    for unit in units:
        merge.add(unit)
