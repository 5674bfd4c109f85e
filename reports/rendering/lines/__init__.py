"""A paragraph broken into lines that fill the measure exactly.

In: runs of text, each in one face. Out: lines, each with the letter-spacing under which its last glyph ends at the
right margin. GB/T 9704-2012, 5.2.3 asks for 28 characters a line over 156 mm; 28 × 16 pt is 5.8 pt more than that,
so a full line is set −0.2146 pt a gap. WeasyPrint justifies at spaces only and Pango's breaks differ between
versions, so the paper asks neither: `breaks` says where a line may end, `filling` which place it takes, `printing`
how to make WeasyPrint draw it so.
"""

from reports.rendering.lines.filling import Line, Run, compose
from reports.rendering.lines.printing import boxes

__all__ = ["Line", "Run", "boxes", "compose"]
