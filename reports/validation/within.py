"""B: what must hold within one report."""

from collections.abc import Iterator
from decimal import Decimal

from reports.balances import standings
from reports.editions import cells_of
from reports.figures import Figures, compare, plain
from reports.findings import Finding, Level
from reports.validation.registry import Hit, Subject, rule


@rule(
    "B101", Level.ERROR, "表内勾稽关系不平：第一项加第二项不等于第三项加第四项", "国办公开办函〔2021〕30号，附表三表头"
)
def balance(subject: Subject) -> Iterator[Hit]:
    """第一项加第二项之和，等于第三项加第四项之和, per column (the heading of table three in the notice's annex).

    A total that differs is not said again when one of its columns has said it.
    """
    for table in subject.edition.tables:
        for columns in standings(subject.edition, table, subject.figures):
            said = False
            for column in columns:
                if column.difference and not (column.cell.computed and said):
                    said = True
                    says = f"{column.cell.column_name}：{column.says}，相差 {plain(column.difference)}"
                    yield column.cell.key, says


@rule("B102", Level.ERROR, "写出的总计不等于各项之和（只在读取已有报告时）", "国办公开办函〔2021〕30号，附表三")
def total(subject: Subject) -> Iterator[Hit]:
    """A stated total is not the sum of its cells (reading only; the headings 总计 and （七）总计 of the annex)."""
    cells = cells_of(subject.edition)
    for wrong in compare(subject.edition, subject.figures):
        off = abs(Decimal(wrong.stated) - wrong.summed)
        stated, summed = plain(wrong.stated), plain(wrong.summed)
        says = f"{cells[wrong.key].label}：报告写 {stated}，各项相加为 {summed}，相差 {plain(off)}"
        yield wrong.key, says


@rule("B103", Level.ERROR, "单元格空白；没有发生的应填 0", "国办公开办函〔2021〕30号，三（二）：应报尽报，全面准确")
def blank(subject: Subject) -> Iterator[Hit]:
    """Every cell is filled; 0 says that nothing happened (notice, 三（二）: 应报尽报，全面准确)."""
    for key, cell in cells_of(subject.edition).items():
        if not cell.computed and subject.figures.get(key) is None and key not in subject.faults:
            yield key, f"{cell.label}没有填写；本年度没有发生的，请填 0"


def blank_totals(subject: Subject) -> Iterator[Finding]:
    """B103 of a paper that leaves a total blank (reading only; in a report being written totals are computed)."""
    for key, cell in cells_of(subject.edition).items():
        if cell.computed and subject.figures.get(key) is None and key not in subject.faults:
            yield Finding(Level.ERROR, "B103", key, f"{cell.label}是空白")


@rule("B104", Level.ERROR, "填的不是数，或者是负数、不该有的小数", "国办公开办函〔2021〕30号，附表")
def not_a_number(subject: Subject) -> Iterator[Hit]:
    """Counts are whole numbers and not negative; money is a decimal and not negative (headings of the annex)."""
    cells = cells_of(subject.edition)
    for key, fault in subject.faults.items():
        name = f"{cells[key].label}：" if key in cells else ""
        yield key, name + fault


@rule("B105", Level.WARNING, "没有规章制定权的机关填了规章", "立法法 第九十一条、第九十三条")
def regulations(subject: Subject) -> Iterator[Hit]:
    """规章 are made by ministries, provinces and cities with districts only (立法法 第九十一条、第九十三条)."""
    if subject.may_make_regulations:
        return
    for key, cell in cells_of(subject.edition).items():
        value = subject.figures.get(key)
        if cell.rulemakers_only and value:
            says = f"{cell.label}填了 {value}，而本机关没有规章制定权；如是行政规范性文件，请填入下一行"
            yield key, says


PROCEEDINGS = "proceedings"


@rule(
    "B106",
    Level.WARNING,
    "本年没有申请，却有因政府信息公开引起的复议或诉讼",
    "国办公开办函〔2021〕30号，附表四；条例 第五十一条",
)
def proceedings_without_requests(subject: Subject) -> Iterator[Hit]:
    """Table four counts disputes about disclosure only, so somebody must have asked before.

    Silent where last year's report concluded requests: those may still be contested (复议 within 60 days, 诉讼 within
    six months: 行政复议法 第二十条、行政诉讼法 第四十六条).
    """
    if not _are_zero(subject.figures, "requests.received.total", "requests.carried_in.total"):
        return
    if subject.last_year and subject.last_year.get("requests.concluded.total"):
        return
    for key, cell in cells_of(subject.edition).items():
        value = subject.figures.get(key)
        if cell.table == PROCEEDINGS and cell.computed and value:
            says = f"{cell.label}是 {plain(value)}，而本年没有新收、也没有结转的申请；只计因政府信息公开引起的案件"
            yield key, says


def _are_zero(figures: Figures, *keys: str) -> bool:
    """Whether all are filled in, and are 0."""
    return all(figures.get(key) == 0 for key in keys)


OTHER_SHARE, OTHER_LEAST = Decimal("0.4"), 5  # from this share and this number on it is worth a look


@rule("B107", Level.NOTICE, "“其他处理”占办理结果的比例高", "国办公开办函〔2021〕30号，三（六）")
def other_processing(subject: Subject) -> Iterator[Hit]:
    """Requests that belong under another heading are often put under 其他处理."""
    concluded = subject.figures.get("requests.concluded.total")
    found = {
        key: subject.figures.get(key) or 0
        for key, cell in cells_of(subject.edition).items()
        if cell.table == "requests" and cell.row.startswith("other_") and cell.computed
    }
    other = sum(found.values())
    if concluded and other >= OTHER_LEAST and other >= OTHER_SHARE * concluded:
        where = max(found, key=lambda key: found[key])
        yield (
            where,
            f"其他处理 {other} 件，占办理结果 {concluded} 件的 {other * 100 // concluded}%，请核对是否归入了应归的类别",
        )
