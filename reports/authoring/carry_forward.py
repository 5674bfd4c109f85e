"""The first content of a new year's report, taken over from last year's where there is one. It writes nothing.

Taken over is what stays the same: the contact, the opening with its years moved on, sub-headings without their
sentences, and the requests carried over (国办公开办函〔2021〕30号, 一（三）). No zero and no sentence is prefilled.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.content import fields
from reports.content.figures import Figures, plain
from reports.editions import Edition, cells_of

PROBLEM_TOPICS = ("存在的主要问题", "改进情况")
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class LastYear:
    """Last year's report: its edition, figures by cell key, prose and second-level headings by prose key."""

    year: int
    edition: Edition
    figures: Figures
    prose: Mapping[str, str]
    headings: Mapping[str, tuple[str, ...]]


def initial_values(edition: Edition, year: int, agency: Mapping[str, str], last: LastYear | None) -> dict[str, str]:
    """The texts a new report starts with, by place (`content.fields`); blank places are left out.

    `agency` has the keys of `content.report.AGENCY_FACTS`; `last` is None where there is no report of last year.
    """
    words = {
        "opening": _opening(edition, year, last),
        "overview": _headings("overview", edition.sections[0].topics, last),
        "problems": _headings("problems", PROBLEM_TOPICS, last),
        "contact": last.prose.get("contact", "") if last else _contact(agency),
    }
    texts = {fields.prose(key): text for key, text in words.items()}
    return {place: text for place, text in (texts | dict(_carry_overs(edition, last))).items() if text}


def _opening(edition: Edition, year: int, last: LastYear | None) -> str:
    """Last year's opening with its years moved on; a new one where there is none or the notice is another."""
    text = last.prose.get("opening", "") if last else ""
    if last and text and last.edition.code == edition.code:
        return text.replace(f"{last.year}年", f"{year}年")
    title = edition.notice_title.replace("《", "〈").replace("》", "〉")
    return (
        f"根据《中华人民共和国政府信息公开条例》和《{title}》（{edition.notice}），编制本报告。"
        f"所列数据的统计期限为{year}年1月1日至12月31日。"
    )


def _headings(key: str, topics: tuple[str, ...], last: LastYear | None) -> str:
    """The headings to write under: last year's, or the topics the notice asks for."""
    kept = last.headings.get(key, ()) if last else ()
    return "\n".join(kept or [f"（{numeral}）{topic}" for numeral, topic in zip(NUMERALS, topics, strict=False)])


def _contact(agency: Mapping[str, str]) -> str:
    portal = f"{agency['portal_name']}（{agency['portal_url']}）" if agency["portal_url"] else agency["portal_name"]
    labelled = (
        ("地址", "address"),
        ("邮编", "postcode"),
        ("电话", "telephone"),
        ("传真", "fax"),
        ("电子邮箱", "email"),
    )
    lines = [
        f"本报告电子版可在{portal}查阅和下载。" if portal else "",
        f"对本报告有疑问的，请与{agency['name']}{agency['contact_office']}联系。",
        *(f"{label}：{agency[key]}" for label, key in labelled if agency[key]),
    ]
    return "\n".join(filter(None, lines))


def _carry_overs(edition: Edition, last: LastYear | None) -> Iterator[tuple[str, str]]:
    """Place and text of the typed cells of each row that the edition declares as a carry-over (上年结转)."""
    cells = cells_of(edition)
    for table, definition in edition.tables.items():
        for carry in (carry for block in definition.blocks for carry in block.carry_overs):
            for cell in cells.values():
                if last and (cell.table, cell.row) == (table, carry.opening) and not cell.computed:
                    value = last.figures.get(f"{table}.{carry.closing}.{cell.column}")
                    yield fields.figure(cell.key), "" if value is None else plain(value)
