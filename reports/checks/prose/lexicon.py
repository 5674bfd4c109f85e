"""Lexicons: pairs of a wrong and a right spelling, from YAML files here and in a folder that an office may add."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "lexicons"
NAMES = ("confusions", "names")
_added: list[Path] = []


class LexiconError(ValueError):
    """A file is no lexicon; the message is a Chinese sentence that names the file and the entry."""


@dataclass(frozen=True)
class Confusion:
    """A pair of a lexicon: `wrong` matches the wrong words, `right` replaces them."""

    wrong: re.Pattern[str]
    right: str


def add(folder: Path) -> None:
    """Read the lexicons of `folder` beside our own from now on.

    Raises LexiconError for a file that is not one of NAMES, or that is faulty.
    """
    strangers = sorted(file.name for file in folder.iterdir() if file.stem not in NAMES or file.suffix != ".yaml")
    if strangers:
        raise LexiconError(
            f"{folder} 里的 {strangers[0]} 不是词表；可以有 {'、'.join(f'{name}.yaml' for name in NAMES)}。"
        )
    _added[:] = [folder]
    pairs.cache_clear()
    for name in NAMES:
        pairs(name)


@cache
def pairs(name: str) -> tuple[Confusion, ...]:
    """The pairs of the lexicon `name` (one of NAMES), ours first. Raises LexiconError for a faulty file."""
    files = (folder / f"{name}.yaml" for folder in (FOLDER, *_added))
    return tuple(pair for file in files if file.exists() for pair in _read(file))


def _read(file: Path) -> list[Confusion]:
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LexiconError(f"{file} 不是 YAML 文件：{' '.join(str(error).split())}") from error
    if not isinstance(entries, list):
        raise LexiconError(f"{file} 应是一行一条的列表，每条写 wrong 和 right。")
    return [_pair(entry, file) for entry in entries]


def _pair(entry: object, file: Path) -> Confusion:
    if not isinstance(entry, dict) or set(entry) != {"wrong", "right"}:
        raise LexiconError(f"{file} 的“{entry}”应只写 wrong 和 right。")
    try:
        return Confusion(re.compile(str(entry["wrong"])), str(entry["right"]))
    except re.error as error:
        raise LexiconError(f"{file} 的 wrong“{entry['wrong']}”不是正则表达式：{error}。") from error
