"""How long the words of a report may be, in lines as the paper prints them. Pure.

Setting and drawing the paper takes time by the line and by the page, so the limit is on lines: a letter on a line of
its own costs as much as a full one. The longest real reports have a third of it, and 15,000 characters fit.
"""

from collections.abc import Iterable, Mapping

LINE = 28  # characters (GB/T 9704-2012, 5.2.4)
PAGE = 22  # lines
MOST_LINES = 600
MOST_BOLD = 400  # stretches in bold type: each is drawn for itself


def printed_lines(text: str) -> int:
    """The lines that the text takes at most on paper, its tokens counted as they are written; blank lines take none."""
    return sum(-(-(len(line) + 2) // LINE) for line in text.split("\n") if line.strip())


def fault(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Why the report may not be given these texts, as a sentence; empty where it may.

    A report that is too long already, from another time, may still be shortened.
    """
    bold, lines = _bold(after.values()), _all(after.values())
    if bold > MOST_BOLD and bold > _bold(before.values()):
        return f"各部分的文字里有 {bold} 处加粗，超过 {MOST_BOLD} 处，这次写的没有保存"
    if lines <= MOST_LINES or lines <= _all(before.values()):
        return ""
    return (
        f"各部分的文字合起来约 {lines} 行（每行 {LINE} 字，约 {-(-lines // PAGE)} 页），"
        f"超过 {MOST_LINES} 行，这次写的没有保存；请精简，或者把短行并成段落"
    )


def _bold(texts: Iterable[str]) -> int:
    return sum(text.count("**") for text in texts) // 2


def _all(texts: Iterable[str]) -> int:
    return sum(map(printed_lines, texts))
