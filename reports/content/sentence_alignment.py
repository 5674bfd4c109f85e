"""Two texts laid over one another by sentence: which sentence became which, what was put in, what was taken out.

In: two texts. Out: a `Script` that leads from one to the other, or the ranges of characters that differ. Pure.

Equal beginnings and ends are passed over first; sentences that occur once in both anchor the rest; only short stretches
between anchors are compared pair by pair. So the cost stays about linear, and a text made to be slow is merely aligned
more coarsely.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from reports.content.character_edits import WHOLE, Edit, alike, trimmed

# A sentence with its stop and the closing marks that belong to it, or the end of a line. Neither a bound number nor
# bold words are ever cut in two. The pieces of a text, joined, are the text.
_UNIT = re.compile(rf"\n|(?:{WHOLE}|[^。！？\n])*(?:[。！？]+[”’）」』]*|(?=\n)|\Z)")
_CLOSED = re.compile(r".*(?:\n|[。！？][”’）」』]*)\Z", re.DOTALL)
# The longest stretches that are compared pair by pair, as numbers of pairs.
_MOST_EQUAL_PAIRS, _MOST_SIMILAR_PAIRS = 40_000, 900

Pair = tuple[int, int]
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Script:
    """What became of each sentence of a text (empty: taken out), and what was put in before each and at the end.

    A sentence may have become several. Sentences that were run into one are in `runs`: number `n` there says that the
    sentences `n` and `n + 1` belong together.
    """

    became: list[list[str]]
    inserted: list[list[str]]
    runs: set[int] = field(default_factory=set)

    def of(self, start: int, end: int) -> list[str]:
        """What became of the sentences from `start` to before `end`, with what was put in between them."""
        units = list(self.became[start])
        for number in range(start + 1, end):
            units += self.inserted[number] + self.became[number]
        return units


def units_of(text: str) -> list[str]:
    """The sentences and line ends of the text; joined, they are the text."""
    return [match[0] for match in _UNIT.finditer(text) if match[0]]


def is_open(unit: str) -> bool:
    """Whether the sentence has no stop, so that what follows on its line would be part of it."""
    return not _CLOSED.fullmatch(unit)


def script_of(old: Sequence[str], new: Sequence[str]) -> Script:
    """How the sentences `old` became `new`."""
    script = Script([[] for _ in old], [[] for _ in range(len(old) + 1)])
    last = 0
    written = 0
    for i, j in [*_pairs(old, new), (len(old), len(new))]:
        script.inserted[last] += new[written:j]
        if i < len(old):
            script.became[i] = [new[j]]
        last, written = i + 1, j + 1
    for number, unit in enumerate(old):
        if script.became[number] and script.became[number] != [unit]:
            _take_in_parts(script, number, unit)
            _take_in_runs(script, number, old)
    return script


def _take_in_parts(script: Script, number: int, unit: str) -> None:
    """Where the sentence was cut into several, all of them are what it became."""
    (kept,) = script.became[number]
    before, after = script.inserted[number], script.inserted[number + 1]
    first = next((at for at, part in enumerate(before) if _is_cut(unit, part, kept)), len(before))
    last = max((at + 1 for at, part in enumerate(after) if _is_cut(unit, kept, part)), default=0)
    script.became[number] = [*before[first:], kept, *after[:last]]
    del before[first:], after[:last]


def _take_in_runs(script: Script, number: int, old: Sequence[str]) -> None:
    """Where sentences were run into one, they belong together; those taken out beside it may be parts of it."""
    kept = "".join(script.became[number])
    first, last = number, number
    while first > 0 and not script.became[first - 1] and not script.inserted[first]:
        first -= 1
    while last + 1 < len(old) and not script.became[last + 1] and not script.inserted[last + 1]:
        last += 1
    first = next((at for at in range(first, number) if _is_cut(kept, old[at], old[number])), number)
    last = next((at for at in range(last, number, -1) if _is_cut(kept, old[number], old[at])), number)
    script.runs.update(range(first, last))


def _is_cut(whole: str, head: str, tail: str) -> bool:
    """Whether the sentence seems to have been cut into these two: one begins and the other ends as it does."""
    begins = alike(whole, head) > alike(whole, tail)
    return begins and alike(whole[::-1], tail[::-1]) > alike(whole[::-1], head[::-1])


def opcodes(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """How the sentences `old` became `new`, as `SequenceMatcher` tells it: tag, and a range on either side."""
    if len(old) * len(new) <= _MOST_EQUAL_PAIRS:
        return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    codes: list[Opcode] = []
    for i, j in [*_equal_pairs(old, new), (len(old), len(new))]:
        done_i, done_j = (codes[-1][2], codes[-1][4]) if codes else (0, 0)
        if done_i < i or done_j < j:
            tag = "replace" if done_i < i and done_j < j else "delete" if done_i < i else "insert"
            codes.append((tag, done_i, i, done_j, j))
        if i == len(old):
            break
        if codes and codes[-1][0] == "equal":
            _, start_i, _, start_j, _ = codes.pop()
            codes.append(("equal", start_i, i + 1, start_j, j + 1))
        else:
            codes.append(("equal", i, i + 1, j, j + 1))
    return codes


def edits(before: str, after: str) -> list[Edit]:
    """The ranges of characters that differ, in their order, each within the sentences that changed."""
    old, new = units_of(before), units_of(after)
    starts = [_starts(old), _starts(new)]
    ranges = []
    for i1, i2, j1, j2 in _blocks(old, new, _equal_pairs(old, new)):
        offsets = (starts[0][i1], starts[1][j1])
        ranges.append(trimmed("".join(old[i1:i2]), "".join(new[j1:j2]), *offsets))
    return ranges


def _starts(units: Sequence[str]) -> list[int]:
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit))
    return starts


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Which sentence became which: the equal ones, and between them those that are most alike."""
    equal = _equal_pairs(old, new)
    similar = [pair for block in _blocks(old, new, equal) for pair in _similar_pairs(old, new, block)]
    return sorted([*equal, *similar])


def _blocks(old: Sequence[str], new: Sequence[str], equal: Sequence[Pair]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches between equal sentences that are not empty on both sides."""
    for (i, j), (i2, j2) in pairwise([(-1, -1), *equal, (len(old), len(new))]):
        if i + 1 < i2 or j + 1 < j2:
            yield i + 1, i2, j + 1, j2


def _equal_pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Equal sentences in one order on both sides: beginning and end, anchors, and what lies between the anchors."""
    pairs: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        i1, i2, j1, j2 = waiting.pop()
        while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
            pairs.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            pairs.append((i2, j2))
        if i1 == i2 or j1 == j2:
            continue
        if anchors := _anchors(old[i1:i2], new[j1:j2]):
            placed = [(i1 - 1, j1 - 1), *((i1 + i, j1 + j) for i, j in anchors), (i2, j2)]
            pairs += placed[1:-1]
            waiting += [(i + 1, next_i, j + 1, next_j) for (i, j), (next_i, next_j) in pairwise(placed)]
        elif (i2 - i1) * (j2 - j1) <= _MOST_EQUAL_PAIRS:
            matches = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False).get_matching_blocks()
            pairs += [(i1 + at.a + step, j1 + at.b + step) for at in matches for step in range(at.size)]
    return sorted(pairs)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Sentences that occur exactly once on both sides, as many as stand in one order."""
    here, there = Counter(old), Counter(new)
    where = {unit: j for j, unit in enumerate(new) if there[unit] == 1}
    candidates = [(i, where[unit]) for i, unit in enumerate(old) if here[unit] == 1 and unit in where]
    return _longest_rising(candidates)


def _longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """As many of the pairs as rise on both sides; their left sides rise already."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        rank = bisect_left(tails, j)
        before.append(ends[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(j)
            ends.append(number)
        else:
            tails[rank], ends[rank] = j, number
    chain: list[Pair] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _similar_pairs(old: Sequence[str], new: Sequence[str], block: tuple[int, int, int, int]) -> list[Pair]:
    """Which sentences of a changed stretch are versions of one another; ends of lines are of none."""
    i1, i2, j1, j2 = block
    left = [i for i in range(i1, i2) if old[i] != "\n"]
    right = [j for j in range(j1, j2) if new[j] != "\n"]
    if len(left) == len(right) or len(left) * len(right) > _MOST_SIMILAR_PAIRS:
        return list(zip(left, right, strict=False))
    return _most_alike([(i, _letters(old[i])) for i in left], [(j, _letters(new[j])) for j in right])


def _letters(unit: str) -> Counter[str]:
    """The pairs of neighbouring characters, from which likeness is reckoned."""
    return Counter(map("".join, pairwise(f"^{unit}$")))


def _most_alike(left: Sequence[tuple[int, Counter[str]]], right: Sequence[tuple[int, Counter[str]]]) -> list[Pair]:
    """The pairs in one order whose likeness is the greatest in sum; as many as the shorter side has."""
    best: list[list[tuple[float, tuple[Pair, ...]]]] = [[(0.0, ())] * (len(right) + 1)]
    for i, mine in left:
        row: list[tuple[float, tuple[Pair, ...]]] = [(0.0, ())]
        for column, (j, theirs) in enumerate(right):
            total, pairs = best[-1][column]
            likeness = 2 * (mine & theirs).total() / (mine.total() + theirs.total())
            joined = (total + 1 + likeness, (*pairs, (i, j)))
            row.append(max(best[-1][column + 1], row[-1], joined, key=lambda each: each[0]))
        best.append(row)
    return list(best[-1][-1][1])
