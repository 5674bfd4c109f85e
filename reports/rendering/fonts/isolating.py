"""A fontconfig file under which only our own faces exist, so that every machine prints alike."""

from hashlib import sha256
from os import getpid
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from reports.rendering.fonts.faces import Face

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


def write_config(faces: list[Face], cache_dir: Path) -> Path:
    """Write the file for `faces` into `cache_dir`, unless it is there, and return its path.

    Its name carries a digest of what it says, and so does its scan cache, because fontconfig does not notice
    that the rules for scanning have changed.
    """
    rules = fontconfig_rules(faces)
    digest = sha256(rules.encode()).hexdigest()[:16]
    cache = f"<cachedir>{escape(str((cache_dir / digest).resolve()))}</cachedir>"
    target = cache_dir / f"fonts-{digest}.conf"
    if not target.exists():
        cache_dir.mkdir(parents=True, exist_ok=True)
        write_whole(target, FONTCONFIG.format(rules=rules + cache))
    return target


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


def write_whole(target: Path, text: str) -> None:
    """Write a file so that another process sees all of it or nothing."""
    draft = target.with_suffix(f".{getpid()}.tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(target)
