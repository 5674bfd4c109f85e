"""Which face sets which part of the paper, how wide it sets a character, and what nobody can print."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from reports.rendering.fonts.faces import Face, Widths, family_names, first_with
from reports.rendering.fonts.isolating import write_config

Role = Literal["song_title", "hei", "kai", "fang", "song"]

FREE: Final = {
    "FandolFang": "FandolFang-Regular.otf",
    "FandolKai": "FandolKai-Regular.otf",
    "FandolHei": "FandolHei-Regular.otf",
    "FandolSong": "FandolSong-Regular.otf",
    "FandolSong Bold": "FandolSong-Bold.otf",
    "Noto Serif CJK SC": "NotoSerifCJKsc-Regular.otf",
    "Noto Serif CJK SC Bold": "NotoSerifCJKsc-Bold.otf",
}
FREE_STACKS: Final[dict[Role, tuple[str, ...]]] = {
    "song_title": ("FandolSong Bold", "Noto Serif CJK SC Bold"),
    "hei": ("FandolHei", "Noto Serif CJK SC Bold"),
    "kai": ("FandolKai", "Noto Serif CJK SC"),
    "fang": ("FandolFang", "Noto Serif CJK SC"),
    "song": ("FandolSong", "Noto Serif CJK SC"),
}
LICENSED: Final[dict[Role, tuple[str, ...]]] = {
    "song_title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "hei": ("黑体", "SimHei"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "song": ("宋体", "SimSun"),
}
BOLD: Final[dict[Role, Role]] = {"fang": "hei", "kai": "hei", "song": "song_title"}


class FontsMissing(Exception):
    """A face the paper cannot do without is not there; the message says which and what to do, in Chinese."""


class Fonts:
    """The faces at hand, by role. Made by `load`; holds no open files."""

    def __init__(self, stacks: dict[Role, tuple[Face, ...]]) -> None:
        self._stacks = stacks
        self._widths = {role: Widths(faces) for role, faces in stacks.items()}

    def stack(self, role: Role, *, bold: bool = False) -> tuple[str, ...]:
        """Family names for CSS, first choice first. Bold is another stack, never a `font-weight`."""
        return tuple(face.family for face in self._stacks[drawn_as(role, bold)])

    def widths(self, role: Role, *, bold: bool = False) -> Widths:
        """All advances of a role as a mapping, for callers that measure whole paragraphs."""
        return self._widths[drawn_as(role, bold)]

    def advance(self, char: str, role: Role, bold: bool = False) -> float:
        """Width of one character in em. One that no face has counts 1.0: ask `missing` before printing."""
        return self.widths(role, bold=bold)[char]

    def missing(self, text: str, role: Role, bold: bool = False) -> list[str]:
        """Name every character of `text` that cannot be printed, once, in order: “𬭚（U+2CB5A）”.

        Besides characters without a glyph these are the ones whose look is not a glyph's: control and format
        characters (tab, line feed, BOM, ZWJ), variation selectors, combining marks, surrogates, private use.
        """
        faces = self._stacks[drawn_as(role, bold)]
        return [named(char) for char in dict.fromkeys(text) if not printable(char) or not first_with(char, faces)]

    def font_config(self, cache_dir: Path) -> Path:
        """Write a fontconfig file that knows our faces only, so that every machine prints alike.

        Point FONTCONFIG_FILE at it before WeasyPrint is imported (its import starts fontconfig and Pango).
        """
        faces = {face.path: face for stack in self._stacks.values() for face in stack}
        return write_config([faces[path] for path in sorted(faces)], cache_dir)


@lru_cache(maxsize=8)
def load(folder: Path, licensed: Path | None = None) -> Fonts:
    """The faces of `folder` (all of FREE must stand in it), preceded by licensed ones found in `licensed`.

    Kept for the life of the process: faces added later are seen after a restart. Raises FontsMissing.
    """
    absent = [name for name in FREE.values() if not (folder / name).is_file()]
    if absent:
        raise FontsMissing(f"缺少字体文件：{'、'.join(absent)}（应在 {folder}）。请运行 bin/setup 取得字体。")
    if licensed is not None and not licensed.is_dir():
        raise FontsMissing(f"设置的授权字体文件夹不存在：{licensed}。请改正设置，或去掉该设置以使用免费字体。")
    free = {family: Face(family, folder / name) for family, name in FREE.items()}
    own = licensed_faces(licensed) if licensed else {}
    return Fonts({role: own.get(role, ()) + tuple(free[name] for name in names) for role, names in FREE_STACKS.items()})


def licensed_faces(folder: Path) -> dict[Role, tuple[Face, ...]]:
    """The agency's own face for each role, known by the families in its name table, whatever the file is called."""
    faces: dict[str, Face] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".ttf", ".otf", ".ttc"}:
            for index, families in enumerate(family_names(path)):
                for family in families:
                    faces.setdefault(family.casefold(), Face(family, path, index))
    chosen = {
        role: next((faces[n.casefold()] for n in names if n.casefold() in faces), None)
        for role, names in LICENSED.items()
    }
    return {role: (face,) for role, face in chosen.items() if face}


def drawn_as(role: Role, bold: bool) -> Role:
    """The role whose face sets this text: bold 仿宋 and 楷体 are set in 黑体, bold 宋体 in the title's face."""
    return BOLD.get(role, role) if bold else role


def printable(char: str) -> bool:
    """Whether a character can look like its glyph: not control, format, private, unassigned, mark or separator."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me", "Zl", "Zp"}


def named(char: str) -> str:
    """A character for a person to find: itself where it can be seen, else what it is, and its code point."""
    kinds = {"Co": "私用区字符", "Mn": "组合符号", "Mc": "组合符号", "Me": "组合符号"}
    label = char if printable(char) else kinds.get(unicodedata.category(char), "不可见字符")
    return f"{label}（U+{ord(char):04X}）"
