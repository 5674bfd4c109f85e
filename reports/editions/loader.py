"""Reads edition files. A fault is refused at start with file, line and place."""

import itertools
import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from reports.editions.cells import cells_of
from reports.editions.grid import grid_of
from reports.editions.schema import Edition

FOLDER = Path(__file__).parent

# Pydantic's words for the faults an author of an edition file is likely to make.
MESSAGES = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少必需的键",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "string_pattern_mismatch": "写法不符合要求",
    "literal_error": "不是允许的取值",
    "too_short": "不能为空",
    "string_too_short": "不能为空",
    "greater_than": "数值太小",
    "greater_than_equal": "数值太小",
    "tuple_type": "应为列表",
    "model_type": "应为键值对",
}


class EditionError(ValueError):
    """An edition file says something it may not; the message names file, line and place."""


class NoEdition(LookupError):
    """No official format covers the year, or no edition has the code."""


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key written twice (YAML itself would silently keep the last)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                raise yaml.MarkedYAMLError(problem=f"键“{key_node.value}”重复", problem_mark=key_node.start_mark)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def read(path: Path) -> Edition:
    """Read one edition file; raise EditionError with one sentence a fault."""
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, _Loader)  # noqa: S506 - a subclass of SafeLoader
        edition = Edition.model_validate_json(json.dumps(data))
    except OSError as error:
        raise EditionError(f"{path.name}：文件无法读取（{error.strerror}）") from error
    except UnicodeDecodeError as error:
        raise EditionError(f"{path.name}：文件不是 UTF-8 编码") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise EditionError(f"{path.name} 第 {line} 行：{error.problem}") from error
    except ValidationError as error:
        raise EditionError("\n".join(_sentences(path.name, text, error))) from error
    return _consistent(path.name, edition)


def _sentences(name: str, text: str, error: ValidationError) -> list[str]:
    root = yaml.compose(text, yaml.SafeLoader)
    found = []
    for fault in error.errors():
        place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
        says = MESSAGES.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        found.append(f"{name} 第 {_line(root, fault['loc'])} 行，{place or '文件'}：{says}")
    return found


def _line(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
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


def _consistent(name: str, edition: Edition) -> Edition:
    """What single fields cannot show: keys used once, grids without gaps, balances over rows that exist."""
    keys = [section.key for section in edition.sections]
    for key in keys:
        if keys.count(key) > 1:
            raise EditionError(f"{name}，sections：键“{key}”重复")
    try:
        cells_of(edition)
        for key in edition.tables:
            grid_of(edition, key)
    except ValueError as error:
        raise EditionError(f"{name}，{error}") from error
    return edition


@cache
def all_editions() -> tuple[Edition, ...]:
    """Every edition, oldest first. Raises EditionError when a file is faulty or two editions claim one year."""
    found = sorted((read(path) for path in FOLDER.glob("e*.yaml")), key=lambda edition: edition.first_year)
    for earlier, later in itertools.pairwise(found):
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise EditionError(f"版本 {earlier.code} 与 {later.code} 的适用年度重叠")
    return tuple(found)


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
    raise NoEdition(f"{year} 年没有适用的年度报告格式（最早为 {all_editions()[0].first_year} 年度）")
