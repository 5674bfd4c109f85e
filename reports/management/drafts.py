"""A report from outside the database: a YAML file with an agency, a year, figures and prose (as in reports/demo/)."""

from pathlib import Path
from typing import Any

import yaml

from reports import editions
from reports.checks import arithmetic, proofread
from reports.content import figures
from reports.content.report import AGENCY_FACTS, Content, gather, printed
from reports.findings import Finding
from reports.management.reading import NotFound, find_agency
from reports.models import agency_facts


def read_draft(path: Path) -> tuple[Content, list[Finding]]:
    """The content of the file, and the findings of the checks.

    `agency` is the code or name of an agency of the register, or a mapping of its facts. Raises NotFound with a
    sentence when the file is no report; cells it says nothing of are blank.
    """
    draft = _mapping(path)
    try:
        year = int(draft["year"])
        edition = editions.for_year(year)
    except (KeyError, TypeError, ValueError) as error:
        raise NotFound(f"{path} 没有写明年度（如 year: 2024）。") from error
    except editions.NoEdition as error:
        raise NotFound(f"{error}。") from error
    raw, prose = _part(draft, "figures", path), _part(draft, "prose", path)
    if wrong := sorted(prose.keys() - set(edition.prose_keys)):
        raise NotFound(f"{edition.code} 版格式没有“{wrong[0]}”这一部分。")
    entered = figures.parse_all(edition, raw)
    facts = _facts(draft.get("agency"), path)
    subject = arithmetic.FigureSubject(edition, year, entered.figures, entered.faults)
    texts = {key: str(text) for key, text in prose.items()}
    written = gather(edition.code, year, facts, entered.figures, texts)
    return printed(written, None), arithmetic.check(subject) + proofread.proofread(written, None)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotFound(f"无法读取 {path}：{error.strerror}。") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise NotFound(f"{path} 不是 YAML 文件：{' '.join(str(error).split())}") from error
    if not isinstance(draft, dict):
        raise NotFound(f"{path} 不是一份报告：应写明 agency、year、figures 和 prose。")
    return draft


def _part(draft: dict[str, Any], name: str, path: Path) -> dict[str, Any]:
    part = draft.get(name) or {}
    if not isinstance(part, dict):
        raise NotFound(f"{path} 的 {name} 应是键到值的对应表。")
    return part


def _facts(agency: object, path: Path) -> dict[str, str]:
    if not isinstance(agency, dict):
        return dict(agency_facts(find_agency(str(agency or ""))))
    if not agency.get("name"):
        raise NotFound(f"{path} 没有写明机关的全称（agency 的 name）。")
    names = {"title_name": agency["name"], **agency}
    return {key: str(names.get(key) or "") for key in AGENCY_FACTS}
