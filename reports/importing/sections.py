"""Blocks → the parts of a report: what comes before its headings, its six sections, and who wrote it for which year."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reports.editions import Edition, Section, all_editions
from reports.editions.schema import Column, Row
from reports.importing.blocks import Paper, PaperBlock, PaperLine, PaperRow, PaperTable, normalized
from reports.importing.labels import SEPARATORS, find_row, fold, similarity
from reports.importing.numbers import is_number

MIN_HEADING_SIMILARITY = 0.6
LONGEST_HEADING = 45
_NUMBERED = re.compile(r"^\s*(?:第)?([一二三四五六七])\s*(?:部分)?\s*[、.．,，:：]?\s*(.*)$")
_CONTACT_HEADING = re.compile(r"^[七八]?[、.．]?(?:联系方式|联系信息|联系我们)[:：]?$")
_NAME = r"[^:：。；，、\s<>＞›»|]{0,60}?"
_TITLE = re.compile(
    rf"(?P<agency>{_NAME})(?P<year>(?:19|20)[0-9]{{2}})年?(?:度)?(?P<behind>{_NAME})"
    r"(?:政府)?信息公开(?:工作)?(?:年度|年)?(?:工作)?(?:报告|年报)"
)
_META = re.compile(
    r"^(?:标题|发布时间|发布日期|发布机构|文号|栏目|来源|作者|索引号|原文链接|本地目录|浏览次数|字体|字号|打印|分享|阅读)"
    r"[^。]{0,4}[:：]|^页面链接"
)


@dataclass
class PaperParts:
    """`before`: what stands before the first heading, the title left out. `sections`: blocks by section key, in
    the order of the paper; `headings` as printed. `after`: under a heading of its own, how to reach the office.
    `outside`: words of the page that are not the report's."""

    title: str = ""
    agency: str = ""
    year: int | None = None
    before: list[PaperBlock] = field(default_factory=list)
    sections: dict[str, list[PaperBlock]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    after: list[PaperLine] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def divide(paper: Paper, edition: Edition) -> PaperParts:
    """The paper by its headings. A heading is recognised by its number and words, or by its words alone."""
    parts = PaperParts()
    place: list[PaperBlock] | list[PaperLine] = parts.before
    for block in _split_lines(paper.blocks, edition):
        section = _heading(block, edition, parts) if isinstance(block, PaperLine) else None
        if section and isinstance(block, PaperLine):
            parts.headings[section.key] = _without_number(block.text)
            place = parts.sections.setdefault(section.key, [])
        elif isinstance(block, PaperLine) and parts.sections and _CONTACT_HEADING.match(re.sub(r"\s", "", block.text)):
            place = parts.after
        else:
            place.append(block)  # type: ignore[arg-type]
    _find_title(parts, paper)
    return parts


def _heading(line: PaperLine, edition: Edition, parts: PaperParts) -> Section | None:
    """The section whose heading the line is: one that is not open yet, by its words, or by number and likely words."""
    text = line.text.strip("*# ")
    if len(text) > LONGEST_HEADING or text.endswith(("。", "；", "，")):
        return None
    numbered = _NUMBERED.match(text)
    words = fold(numbered[2] if numbered else text)
    if not words:
        return None
    best: tuple[float, Section] | None = None
    for section in edition.sections:
        alike = similarity(words, fold(section.heading))
        if numbered and numbered[1] == section.number:
            alike += 0.15
        elif numbered:
            alike -= 0.15
        if section.key not in parts.sections and (best is None or alike > best[0]):
            best = alike, section
    needed = MIN_HEADING_SIMILARITY if numbered else 0.95
    return best[1] if best and best[0] >= needed else None


def _without_number(text: str) -> str:
    numbered = _NUMBERED.match(text.strip("*# "))
    return (numbered[2] if numbered else text).strip("*# ")


def _split_lines(blocks: Iterable[PaperBlock], edition: Edition) -> Iterator[PaperBlock]:
    """Lines, with those parted in which whole sections follow one another; rows of one cell as lines."""
    titles = "|".join(_pattern(section.title) for section in edition.sections)
    pattern = re.compile(f"({titles})")
    for block in blocks:
        if isinstance(block, PaperTable):
            yield from _without_single_cells(block, edition)
        elif len(block.text) > LONGEST_HEADING * 4 and len(pattern.findall(block.text)) > 2:
            for piece in pattern.split(block.text):
                if piece.strip():
                    yield PaperLine(piece.strip(), block.page, begins=True, number=block.number)
        else:
            yield block


def _pattern(label: str) -> str:
    """A pattern that finds a label whatever stands between its characters."""
    return SEPARATORS.join(map(re.escape, fold(label)))


def _without_single_cells(table: PaperTable, edition: Edition) -> Iterator[PaperBlock]:
    """A table, its rows of a single text (titles, paragraphs in a frame) set apart as lines."""
    rows: list[PaperRow] = []
    for row in table.rows:
        filled = [cell for cell in row.cells if cell.text]
        is_cell = len(row.cells) > 1 or table.sparse  # there are other cells, be they blank
        if len(filled) == 1 and not (is_cell and _is_in_table(filled[0].text, edition)):
            if rows:
                yield replace(table, rows=tuple(rows))
                rows = []
            yield from (PaperLine(text, row.page, None, number=row.number) for text in filled[0].text.splitlines())
        else:
            rows.append(row)
    if rows:
        yield replace(table, rows=tuple(rows))


def _is_in_table(text: str, edition: Edition) -> bool:
    """Whether a text that stands alone in its row belongs there: a figure, or a row whose figures are blank."""
    return is_number(text) or any(find_row(edition, key, text) for key in edition.tables)


def _find_title(parts: PaperParts, paper: Paper) -> None:
    """Title, agency and year from the lines before the first heading, else from what the file calls itself."""
    lines = [(at, block) for at, block in enumerate(parts.before) if isinstance(block, PaperLine)]
    best: tuple[int, int, re.Match[str]] | None = None
    for start in range(len(lines)):
        for count in (1, 2, 3, 4):
            joined = _joined(line.text for _, line in lines[start : start + count])
            match = _TITLE.fullmatch(_without_meta(joined)) if len(joined) < 120 else None
            if match and (best is None or (_agency(match) and not _agency(best[2]))):
                best = start, count, match
    if best:
        start, count, match = best
        _set_title(parts, match)
        taken = {at for at, _ in lines[start : start + count]}
        earlier = [line.text for at, line in lines[:start]]
        parts.outside += earlier
        last = max(taken)
        parts.before = [block for at, block in enumerate(parts.before) if at > last]
    else:
        matches = (_TITLE.search(_joined([title])) for title in paper.titles)
        _set_title(parts, next(filter(None, matches), None))
    parts.outside += paper.around
    meta = [line for line in parts.before if isinstance(line, PaperLine) and _META.match(line.text)]
    parts.outside += [line.text for line in meta]
    parts.before = [block for block in parts.before if block not in meta]


def _set_title(parts: PaperParts, match: re.Match[str] | None) -> None:
    if match:
        parts.title, parts.agency, parts.year = match[0], _agency(match), int(match["year"])


def _agency(match: re.Match[str]) -> str:
    """Whose report a title says it is: the name stands before the year, or behind it."""
    return match["agency"] or match["behind"]


def _joined(texts: Iterable[str]) -> str:
    return re.sub(r"\s", "", normalized("".join(texts))).replace("*", "")


def _without_meta(text: str) -> str:
    return re.sub(r"^标题[:：]?", "", text)


def label_shares(paper: Paper) -> dict[str, float]:
    """For each edition, the share of the labels that only it has which the paper prints."""
    folded = fold(paper.text)
    labels = {edition.code: _labels(edition) for edition in all_editions()}
    shares = {}
    for code, own in labels.items():
        others = set().union(*(each for other, each in labels.items() if other != code))
        only = [label for label in own - others if len(label) > 3]
        shares[code] = sum(label in folded for label in only) / len(only) if only else 0.0
    return shares


def _labels(edition: Edition) -> set[str]:
    labels = {fold(section.heading) for section in edition.sections}
    for table in edition.tables.values():
        for block in table.blocks:
            labels |= {fold(label) for label in (*_labels_of(block.rows), *_labels_of(block.columns))}
            labels |= {fold(block.title or "")}
    return labels - {""}


def _labels_of(nodes: tuple[Row, ...] | tuple[Column, ...]) -> Iterator[str]:
    for node in nodes:
        yield node.label
        yield from _labels_of(node.rows if isinstance(node, Row) else node.columns)
