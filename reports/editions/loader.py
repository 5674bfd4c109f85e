"""Reads edition files. A fault is refused at start with file, line and place."""

import itertools
import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.reader import ReaderError

from reports.editions import consistency
from reports.editions.consistency import Fault, Place
from reports.editions.schema import Edition

FOLDER = Path(__file__).parent
Model = TypeVar("Model", bound=BaseModel)

# Pydantic's words for the faults an author of an edition file is likely to make; {…} is filled from its context.
MESSAGES = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少必需的键",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "string_pattern_mismatch": "写法应合于 {pattern}",
    "literal_error": "只能是 {expected}",
    "too_short": "不能为空",
    "string_too_short": "不能为空",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "tuple_type": "应为列表",
    "model_type": "应为键值对",
    "dict_type": "应为键值对",
}
KEY_MARK = "[key]"  # what pydantic adds to the place when a mapping's key is wrong, not its value


class EditionError(ValueError):
    """An edition file says something it may not; the message names file, line and place."""


class NoEdition(LookupError):
    """No official format covers the year, or no edition has the code."""


class _KeyFault(yaml.MarkedYAMLError):
    """A key that YAML would take and we do not."""


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice (YAML itself would silently keep the last) and a key that is no text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.tag not in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"):
                raise _KeyFault(problem="键应为文字", problem_mark=key_node.start_mark)
            if key_node.value in seen:
                raise _KeyFault(problem=f"键“{key_node.value}”重复", problem_mark=key_node.start_mark)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def load_edition(path: Path) -> Edition:
    """Read one edition file; raise EditionError with one sentence a fault."""
    return load_file(path, Edition, consistency.faults)


def load_file(path: Path, model: type[Model], misfits: Callable[[Model], Iterable[Fault]]) -> Model:
    """Read a YAML file strictly as the model; `misfits` are what its fields cannot refuse one by one.

    Raises EditionError with one sentence a fault: file, line, place.
    """
    text = _text(path)
    data = _data(path.name, text)
    try:
        read = model.model_validate_json(data)
    except ValidationError as error:
        raise EditionError(_sentences(path.name, text, _faults(error))) from error
    if listed := list(misfits(read)):
        raise EditionError(_sentences(path.name, text, listed))
    return read


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise EditionError(f"{path.name}：文件无法读取（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise EditionError(f"{path.name}：文件不是 UTF-8 编码") from error


def _data(name: str, text: str) -> str:
    """The file as JSON, which pydantic reads strictly. What YAML takes for a date goes on as text."""
    try:
        return json.dumps(yaml.load(text, _Loader), default=str)  # noqa: S506 - a subclass of SafeLoader
    except _KeyFault as error:
        raise EditionError(f"{name} 第 {_line_of(error)} 行：{error.problem}") from error
    except yaml.MarkedYAMLError as error:
        raise EditionError(f"{name} 第 {_line_of(error)} 行：不是正确的 YAML（{error.problem}）") from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise EditionError(f"{name} 第 {line} 行：含有不允许的字符 U+{ord(text[error.position]):04X}") from error
    except ValueError as error:  # json: a list or mapping that holds itself
        raise EditionError(f"{name}：有一处引用了自身") from error


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _faults(error: ValidationError) -> list[Fault]:
    """Pydantic's faults in our words, without a list called empty because something inside it is wrong."""
    places = [fault["loc"] for fault in error.errors()]
    return [
        (tuple(part for part in place if part != KEY_MARK), _says(fault))
        for place, fault in zip(places, error.errors(), strict=True)
        if not (fault["type"] == "too_short" and any(inner[:-1][: len(place)] == place for inner in places))
    ]


def _says(fault: ErrorDetails) -> str:
    words = MESSAGES.get(fault["type"])
    context = {name: str(value).replace(" or ", " 或 ") for name, value in fault.get("ctx", {}).items()}
    return words.format(**context) if words else fault["msg"].removeprefix("Value error, ")


def _sentences(name: str, text: str, faults: Iterable[Fault]) -> str:
    root = yaml.compose(text, yaml.SafeLoader)
    return "\n".join(f"{name} 第 {_line(root, place)} 行，{_spelt(place)}：{says}" for place, says in faults)


def _spelt(place: Place) -> str:
    """The place as people write it: sections[2].table.widths."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".") or "文件"


def _line(node: yaml.Node | None, location: Place) -> int:
    """The line of the place, or of the nearest thing around it that exists (the first of an empty file)."""
    line = node.start_mark.line + 1 if node else 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                break
            line, node = pairs[part][0].start_mark.line + 1, pairs[part][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def load_editions(folder: Path) -> tuple[Edition, ...]:
    """The editions of a folder, oldest first: every year from the first belongs to exactly one. Raises EditionError."""
    editions = sorted((load_edition(path) for path in folder.glob("e*.yaml")), key=lambda edition: edition.first_year)
    if not editions:
        raise EditionError("没有找到任何格式文件（e20XX.yaml）")
    for earlier, later in itertools.pairwise(editions):
        if earlier.code == later.code:
            raise EditionError(f"有两个格式文件的代码都是“{later.code}”")
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise EditionError(f"版本 {earlier.code} 与 {later.code} 的适用年度重叠")
        if earlier.last_year + 1 < later.first_year:
            raise EditionError(f"版本 {earlier.code} 与 {later.code} 之间有年度没有适用的格式")
    return tuple(editions)


@cache
def all_editions() -> tuple[Edition, ...]:
    """Every official edition, oldest first. Raises EditionError when a file is faulty or years do not fit together."""
    return load_editions(FOLDER)


def get(code: str) -> Edition:
    """The edition with the code, such as "2021". Raises NoEdition."""
    for edition in all_editions():
        if edition.code == code:
            return edition
    known = "、".join(edition.code for edition in all_editions())
    raise NoEdition(f"没有代码为“{code}”的格式版本（现有：{known}）")


def for_year(year: int) -> Edition:
    """The edition a report of the year must follow. Raises NoEdition."""
    for edition in all_editions():
        if edition.covers(year):
            return edition
    first, last = all_editions()[0].first_year, all_editions()[-1].last_year
    known = f"最早为 {first} 年度" if year < first else f"最晚为 {last} 年度"
    raise NoEdition(f"{year} 年没有适用的年度报告格式（{known}）")
