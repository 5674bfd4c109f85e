"""One face of a font file: its names, and the width of each of its characters."""

import logging
import struct
from functools import cached_property
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTCollection, TTFont, TTLibError

FAMILY_NAME_IDS: Final = (1, 16)
WIDTH_OF_UNKNOWN: Final = 1.0
# What fontTools raises at a file that is not the font it says it is.
UNREADABLE: Final = (TTLibError, OSError, AssertionError, LookupError, ValueError, struct.error)

logger = logging.getLogger(__name__)


class Face:
    """One face of one file. `family` is its name for CSS; `widths` (character → em) is read on first use."""

    def __init__(self, family: str, path: Path, index: int = 0) -> None:
        self.family, self.path, self.index = family, path, index

    @cached_property
    def widths(self) -> dict[str, float]:
        """The advance of each character that the face has, in em."""
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


def first_with(char: str, faces: tuple[Face, ...]) -> Face | None:
    """The first face that has the character, or None."""
    return next((face for face in faces if char in face.widths), None)


def family_names(path: Path) -> list[list[str]]:
    """Family names of each regular face in a font file, English and Chinese; nothing for an unreadable file."""
    try:
        if path.suffix.lower() == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                return [regular_families(font) for font in collection.fonts]
        with TTFont(path, lazy=True) as font:
            return [regular_families(font)]
    except UNREADABLE as fault:
        logger.warning("字体文件无法读取，未使用：%s（%s）", path, fault)
        return []


def regular_families(font: TTFont) -> list[str]:
    """The family names of a face; empty when it is bold, italic or has no characters."""
    if "cmap" not in font or "name" not in font or font["head"].macStyle & 0b11:  # bold or italic
        return []
    return list(dict.fromkeys(str(n) for n in font["name"].names if n.nameID in FAMILY_NAME_IDS))
