"""The letter-spacing to write in CSS so that WeasyPrint really draws a line as wide as composed.

Pango puts half a letter-spacing on each side of a glyph, none on the outer sides of a line. WeasyPrint 70 writes the
half before a glyph exactly but cuts the other to whole thousandths of an em (`int(kerning)` in draw/text.py), while
its boxes keep the uncut width: over 28 glyphs the right edge is up to 0.4 pt off. Hence `boxes`: it asks for a little
more, or sets the line in two boxes of different spacing, and comes within a few hundredths of a point.
"""

from dataclasses import replace
from math import copysign, floor

from reports.rendering.lines.filling import Line, Run

EXACT = 0.512  # of a letter-spacing are drawn as asked (half of it, in Pango's 1024ths taken as thousandths)
CUT = 1 - EXACT  # are cut to whole thousandths of an em
STEP = 1 / CUT  # multiples of this are drawn as asked
GUARD = 0.1  # keeps clear of Pango's own rounding; all of these in thousandths of an em
GOOD_ENOUGH_PT = 0.1


def boxes(line: Line, size_pt: float = 16.0) -> list[tuple[Run, float]]:
    """The pieces of a line from left to right, each with its letter-spacing in pt, to print as one span each."""
    unit = size_pt / 1000
    left = line.spacing_pt / unit * (len(line.text) - 1)  # thousandths still to give
    gaps = len(line.text) - 1
    pieces: list[tuple[Run, float]] = []
    for run in line.runs[:-1]:
        safe = STEP * round(left / gaps / STEP)
        pieces.append((run, guarded(safe) * unit))
        left, gaps = left - safe * len(run.text), gaps - len(run.text)
    if line.runs:
        wanted = left / gaps if gaps else 0.0
        pieces += [(run, spacing * unit) for run, spacing in last_boxes(line.runs[-1], wanted, GOOD_ENOUGH_PT / unit)]
    return pieces


def last_boxes(run: Run, wanted: float, good_enough: float) -> list[tuple[Run, float]]:
    """The last run of a line in one box, or in two where no one spacing draws as `wanted`."""
    gaps = len(run.text) - 1
    spacing = asking(wanted)
    low = STEP * floor(wanted / STEP)
    lows = round(gaps * (low + STEP - wanted) / STEP)
    if abs(drawn(spacing) - wanted) * gaps <= good_enough or not 0 < lows < gaps:
        return [(run, spacing)]
    first, rest = replace(run, text=run.text[:lows]), replace(run, text=run.text[lows:])
    return [(first, guarded(low)), (rest, guarded(low + STEP))]


def drawn(spacing: float) -> float:
    """What WeasyPrint draws between two glyphs for a letter-spacing; both in thousandths of an em."""
    return EXACT * spacing + int(CUT * spacing)


def asking(wanted: float) -> float:
    """The letter-spacing whose drawing comes nearest to `wanted`."""
    size = abs(wanted)
    whole = int(size / STEP)
    within = (size - whole) / EXACT  # right unless it would be cut at the next whole thousandth
    choices = [min(max(within, whole * STEP + GUARD), (whole + 1) * STEP - GUARD), (whole + 1) * STEP + GUARD]
    return copysign(min(choices, key=lambda choice: abs(drawn(choice) - size)), wanted)


def guarded(safe: float) -> float:
    """A multiple of STEP, a hair larger, so that rounding does not cut it one thousandth short."""
    return safe + copysign(GUARD, safe) if safe else 0.0
