"""The one shape of a complaint about a register."""

from dataclasses import dataclass

SHOWN = 40


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what to do.

    `line` counts from 1 as a text editor does; None is the file as a whole. `column` is the Chinese name of the
    column, empty for the whole line. `says` is a Chinese sentence that ends with what to do.
    """

    line: int | None
    column: str
    value: str
    says: str

    def __str__(self) -> str:
        place = "文件" if self.line is None else f"第 {self.line} 行"
        if self.column:
            place += f"“{self.column}”"
        if self.value:
            place += f"（现为“{_shown(self.value)}”）"
        return f"{place}：{self.says}"


def _shown(value: str) -> str:
    visible = "".join(letter if letter.isprintable() or letter == "\u3000" else "␣" for letter in value)
    return visible if len(visible) <= SHOWN else visible[:SHOWN] + "…"
