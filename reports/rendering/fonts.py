"""Type for the paper: which face sets which part, how wide each character is, and what nobody can print.

In: a folder with the free faces (Fandol, Noto Serif CJK SC) and, where an agency holds licences, a folder with
its own. Out: family names for CSS, advances in em, the characters no face has, and a fontconfig file under
which no other font of the machine can be chosen.

Roles follow GB/T 9704-2012: title 2号小标宋 (7.3.1), body 3号仿宋 with 一、 黑体 and （一） 楷体 (5.2.2, 7.3.3),
page number 4号半角宋体 (7.5). Every face has a family name of its own, bold ones included, so style sheets name
families and leave `font-weight: normal` everywhere. WeasyPrint drops synthetic bold, so bold inside 仿宋 or 楷体
is set in 黑体.
"""

import unicodedata
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal
from xml.sax.saxutils import escape

from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

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
FAMILY_NAME_IDS: Final = (1, 16)
WIDTH_OF_UNKNOWN: Final = 1.0


class FontsMissing(Exception):
    """A face the paper cannot do without is not there; the message says which and what to do, in Chinese."""


class Face:
    """One face of one file. `family` is its name for CSS; `widths` (character → em) is read on first use."""

    def __init__(self, family: str, path: Path, index: int = 0) -> None:
        self.family, self.path, self.index = family, path, index

    @cached_property
    def widths(self) -> dict[str, float]:
        with TTFont(self.path, fontNumber=self.index, lazy=True) as font:
            advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
            return {chr(code): advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}


class Widths(dict[str, float]):
    """Character → em in the first face of a stack that has it; a character nobody has counts one em."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        super().__init__()
        self.faces = faces

    def __missing__(self, char: str) -> float:
        face = first_with(char, self.faces)
        width = self[char] = face.widths[char] if face else WIDTH_OF_UNKNOWN
        return width


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
        The scan cache lies beside it, under a digest, because fontconfig does not notice changed scan rules.
        """
        faces = {face.path: face for stack in self._stacks.values() for face in stack}
        rules = fontconfig_rules([faces[path] for path in sorted(faces)])
        digest = sha256(rules.encode()).hexdigest()[:16]
        cache = f"<cachedir>{escape(str((cache_dir / digest).resolve()))}</cachedir>"
        target = cache_dir / f"fonts-{digest}.conf"
        if not target.exists():
            cache_dir.mkdir(parents=True, exist_ok=True)
            replace(target, FONTCONFIG.format(rules=rules + cache))
        return target


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
    found: dict[str, Face] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".ttf", ".otf", ".ttc"}:
            for index, families in enumerate(family_names(path)):
                for family in families:
                    found.setdefault(family.casefold(), Face(family, path, index))
    chosen = {
        role: next((found[n.casefold()] for n in names if n.casefold() in found), None)
        for role, names in LICENSED.items()
    }
    return {role: (face,) for role, face in chosen.items() if face}


def family_names(path: Path) -> list[list[str]]:
    """Family names of each regular face in a font file, English and Chinese; nothing for an unreadable file."""
    try:
        if path.suffix.lower() == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                return [regular_families(font) for font in collection.fonts]
        with TTFont(path, lazy=True) as font:
            return [regular_families(font)]
    except (TTLibError, OSError):
        return []


def regular_families(font: TTFont) -> list[str]:
    if "cmap" not in font or "name" not in font or font["head"].macStyle & 0b11:  # bold or italic
        return []
    return list(dict.fromkeys(str(n) for n in font["name"].names if n.nameID in FAMILY_NAME_IDS))


def drawn_as(role: Role, bold: bool) -> Role:
    return BOLD.get(role, role) if bold else role


def first_with(char: str, faces: tuple[Face, ...]) -> Face | None:
    return next((face for face in faces if char in face.widths), None)


def printable(char: str) -> bool:
    """Whether a character can look like its glyph: not control, format, private, unassigned, mark or separator."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me", "Zl", "Zp"}


def named(char: str) -> str:
    """A character for a person to find: itself where it can be seen, else what it is, and its code point."""
    kinds = {"Co": "私用区字符", "Mn": "组合符号", "Mc": "组合符号", "Me": "组合符号"}
    label = char if printable(char) else kinds.get(unicodedata.category(char), "不可见字符")
    return f"{label}（U+{ord(char):04X}）"


def replace(target: Path, text: str) -> None:
    """Write a file so that another process sees all of it or nothing."""
    draft = target.with_suffix(f".{id(text)}.tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)


FONTCONFIG: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{rules}
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""
BOLD_RULE: Final = (
    '<match target="scan"><test name="file"><string>{path}</string></test>'
    '<edit name="family" mode="prepend"><string>{family}</string></edit>'
    '<edit name="weight" mode="assign"><const>bold</const></edit></match>'
)


def fontconfig_rules(faces: list[Face]) -> str:
    """Folders to read; of their files only `faces`; and a family of its own for each free bold face.

    FandolSong-Bold calls itself regular weight, so without the rule it would compete with FandolSong.
    """
    paths = [escape(str(face.path.resolve())) for face in faces]
    folders = dict.fromkeys(escape(str(face.path.resolve().parent)) for face in faces)
    lines = [f"<dir>{folder}</dir>" for folder in folders]
    lines += [f"<selectfont><rejectfont><glob>{folder}/*</glob></rejectfont></selectfont>" for folder in folders]
    lines += [f"<selectfont><acceptfont><glob>{path}</glob></acceptfont></selectfont>" for path in paths]
    bold = [(path, face.family) for path, face in zip(paths, faces, strict=True) if face.family.endswith(" Bold")]
    return "\n".join(lines + [BOLD_RULE.format(path=path, family=family) for path, family in bold]) + "\n"
