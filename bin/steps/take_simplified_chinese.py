"""From Noto's collections of five regional faces take the simplified Chinese one: a quarter of the size.

take_simplified_chinese.py FOLDER_WITH_TTC TARGET_FOLDER
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTCollection

FAMILY = "Noto Serif CJK SC"


def main(source: Path, target: Path) -> None:
    for weight in ("Regular", "Bold"):
        collection = TTCollection(source / f"NotoSerifCJK-{weight}.ttc", lazy=True)
        face = next(face for face in collection.fonts if FAMILY in str(face["name"].getDebugName(1)))
        unfinished = target / f"{weight}.unfinished"
        face.save(unfinished, reorderTables=None)
        unfinished.rename(target / f"NotoSerifCJKsc-{weight}.otf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
