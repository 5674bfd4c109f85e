"""Two reports side by side, cell by cell: two years of an agency, or two agencies in a year. Texts are not compared."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q

from agencies.models import Agency
from reports.content import figures, outline
from reports.content.figures import Figure
from reports.content.report import Content
from reports.editions import Cell, cells_of
from reports.models import Release

NAMED = re.compile(r"([a-z0-9-]{1,64})-([1-9][0-9]{3})")
SUGGESTIONS = 20


class ComparedRow(NamedTuple):
    """A cell in both reports as text, and by how much the second is more; a blank or absent cell is empty."""

    label: str
    first: str
    second: str
    difference: str


class ComparedPart(NamedTuple):
    """One table of the official format. `further`: its rows by applicant, which a page may keep folded."""

    key: str
    title: str
    rows: list[ComparedRow]
    further: list[ComparedRow]


@dataclass(frozen=True)
class ComparedReleases:
    """The two reports of a comparison, None where there is none, and a sentence for each name without a report."""

    first: Release | None
    second: Release | None
    sentences: list[str]


def name_of(release: Release) -> str:
    """How an address names a report."""
    return f"{release.agency.code}-{release.year}"


def sides(first: str, second: str) -> ComparedReleases:
    """The reports of these names, in their newest versions. One query."""
    names = {name: match.groups() for name in (first, second) if (match := NAMED.fullmatch(name))}
    wanted = Q(pk=None)
    for code, year in names.values():
        wanted |= Q(agency__code=code, year=int(year))
    releases = Release.objects.published().newest().filter(wanted).select_related("agency")
    by_name = {name_of(release): release for release in releases} if names else {}
    sentences = [_missing(name) for name in dict.fromkeys((first, second)) if name and name not in by_name]
    if first and first == second:
        sentences.append("两边是同一份报告，请另选一份来比较。")
    return ComparedReleases(by_name.get(first), by_name.get(second) if first != second else None, sentences)


def _missing(name: str) -> str:
    match = NAMED.fullmatch(name)
    if match is None:
        return f"“{name[:80]}”不是报告的编号。编号由机关代码和年度组成，例如 nx-sft-2024。"
    return f"没有在本站找到机关“{match[1]}”{match[2]}年的年度报告，请另选一份。"


def other_years(release: Release) -> list[Release]:
    """The agency's reports of other years, the newest first."""
    own = Release.objects.published().newest().filter(agency_id=release.agency_id).exclude(year=release.year)
    return list(own.select_related("agency").defer("figures", "prose"))


def other_agencies(release: Release, name: str) -> list[Release]:
    """Reports of the same year from agencies of this name, the best match first."""
    agencies = list(Agency.objects.matching(name).exclude(pk=release.agency_id)[: SUGGESTIONS * 5])
    rank = {agency.pk: place for place, agency in enumerate(agencies)}
    releases = Release.objects.published().newest().filter(year=release.year, agency__in=agencies)
    reports = releases.select_related("agency").defer("figures", "prose")
    return sorted(reports, key=lambda each: rank[each.agency_id])[:SUGGESTIONS]


def parts(first: Content, second: Content) -> list[ComparedPart]:
    """Every table with the cells that either edition has, in the order of the second."""
    cells = {**cells_of(second.edition)}
    cells.update({key: cell for key, cell in cells_of(first.edition).items() if key not in cells})
    edition = second.edition
    return [_part(key, outline.part_title(edition, key), cells, first, second) for key in edition.tables]


def _part(table: str, title: str, cells: dict[str, Cell], first: Content, second: Content) -> ComparedPart:
    rows: list[ComparedRow] = []
    further: list[ComparedRow] = []
    for key, cell in cells.items():
        if cell.table == table:
            by_applicant = bool(cell.row_labels) and cell.column != "total" and table == "requests"
            (further if by_applicant else rows).append(_row(key, cell, first, second))
    return ComparedPart(table, title, rows, further)


def _row(key: str, cell: Cell, first: Content, second: Content) -> ComparedRow:
    first_figure, second_figure = (content.figures.get(key) for content in (first, second))
    total = cell.table == "requests" and cell.column == "total"
    return ComparedRow(
        cell.row_name if total else cell.label,
        figures.text(first_figure),
        figures.text(second_figure),
        difference(first_figure, second_figure),
    )


def difference(first: Figure, second: Figure) -> str:
    """By how much the second is more, with its sign; empty where one of them is blank."""
    if first is None or second is None:
        return ""
    change = Decimal(second) - Decimal(first)
    return ("+" if change > 0 else "−" if change < 0 else "") + figures.plain(abs(change))
