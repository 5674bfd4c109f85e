"""The real published reports, read as far as the proofreader needs: their parts in words, and their figures."""

import json
import re
from decimal import Decimal
from pathlib import Path

from reports import editions
from reports.checks import prose as proofreader
from reports.checks.arithmetic import FigureSubject, check_stated
from reports.findings import Finding

# The agency as its report calls it, and the year, by the first letters of the file.
SEEDS = {
    "000": ("沙坡头区司法局", 2024),
    "001": ("自治区司法厅", 2024),
    "002": ("沙坡头区司法局", 2022),
    "003": ("沙坡头区司法局", 2020),
    "004": ("红寺堡区司法局", 2024),
}
_PARTS = {"一": "overview", "二": "", "三": "", "四": "", "五": "problems", "六": "other"}
_SECTION = re.compile(
    r"([一二三四五六])、\s?(?:总体情况|主动公开政府信息情况|收到和处理|政府信息公开行政复议|存在的|其他需要)"
)
_STARTS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十][）)]|[0-9]\.|权责清单|预决算|公共法律|普法依法|法治宣传|基层民主|法治建设公开)"
)
_CONTACT = re.compile(r"\s*(?:本\s?报\s?告\s?电\s?子\s?版|如有疑问)")
_NOISE = re.compile(r"\s*—\s?\d+\s?—\s*|\*\*")


def parts(text: str) -> dict[str, str]:
    """Prose by key: lines that the paper broke are joined, tables left out."""
    parts: dict[str, list[str]] = {"opening": []}
    key = "opening"
    for block in _NOISE.sub("", text).replace("\n ", "\n\n").split("\n\n"):
        line = block.strip("\n")
        if not line.strip():
            continue
        if section := _SECTION.match(line.strip()):
            key = _PARTS[section[1]]
            parts.setdefault(key, []).append("")
        elif key == "other" and _CONTACT.match(line):
            key = "contact"
            parts[key] = [line]
        elif not parts[key] or _STARTS.match(line) or (parts[key][-1].endswith("。") and len(parts[key][-1]) > 200):
            parts[key].append(line)
        else:
            parts[key][-1] += line.replace("\n", "")
    return {key: "\n".join(filter(None, lines)) for key, lines in parts.items() if key}


def read(corpus: Path, seed: str) -> tuple[dict[str, str], dict[str, int | Decimal | None]]:
    """Prose and figures of a seed; the figures are what a person read from the paper."""
    (path,) = corpus.glob(f"{seed}_*.txt")
    cells = editions.cells_of(editions.for_year(SEEDS[seed][1]))
    stated = json.loads((corpus / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))["figures"]
    figures = {key: None if raw in ("", None) else Decimal(raw) for key, raw in stated.items() if key in cells}
    whole = {key: int(value) if value is not None and value == int(value) else value for key, value in figures.items()}
    return parts(path.read_text(encoding="utf-8")), whole


def findings(corpus: Path, seed: str) -> list[Finding]:
    """Everything that is parts of a seed."""
    name, year = SEEDS[seed]
    edition = editions.for_year(year)
    prose, figures = read(corpus, seed)
    agency = {"name": name, "title_name": name}
    of_words = proofreader.check(proofreader.ProseSubject(edition, year, agency, figures, prose))
    return check_stated(FigureSubject(edition, year, figures)) + of_words
