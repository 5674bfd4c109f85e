"""B: what must hold within one report (the format of the notice 国办公开办函〔2021〕30号, its annex of tables)."""

from collections.abc import Iterator
from decimal import Decimal

from reports.checks.arithmetic.registry import CellHit, FigureSubject, rule
from reports.checks.balances import balance_lines
from reports.checks.roles import role_total
from reports.content.figures import plain, total_mismatches
from reports.editions import cells_of, cells_with_role
from reports.findings import Finding, Level


@rule(
    "B101", Level.ERROR, "表内勾稽关系不平：第一项加第二项不等于第三项加第四项", "国办公开办函〔2021〕30号，附表三表头"
)
def balance(subject: FigureSubject) -> Iterator[CellHit]:
    """第一项加第二项之和，等于第三项加第四项之和, in every column: heading of table three in the notice's annex.

    The balances are those the edition declares. The column of totals is left out when another column differs already.
    """
    for table in subject.edition.tables:
        for columns in balance_lines(subject.edition, table, subject.figures):
            reported = False
            for column in columns:
                if column.difference and not (column.cell.computed and reported):
                    reported = True
                    says = f"{column.cell.column_name}：{column.says}，相差 {plain(column.difference)}"
                    yield column.cell.key, says


@rule("B102", Level.ERROR, "写出的总计不等于各项之和（只在读取已有报告时）", "国办公开办函〔2021〕30号，附表三")
def total(subject: FigureSubject) -> Iterator[CellHit]:
    """A stated total is not the sum of its cells: headings 总计 and （七）总计 of the notice's annex.

    For reports that were read only, because totals of a report being written are computed.
    """
    cells = cells_of(subject.edition)
    for wrong in total_mismatches(subject.edition, subject.figures):
        difference = abs(Decimal(wrong.stated) - wrong.summed)
        stated, summed = plain(wrong.stated), plain(wrong.summed)
        says = f"{cells[wrong.key].label}：报告写 {stated}，各项相加为 {summed}，相差 {plain(difference)}"
        yield wrong.key, says


@rule("B103", Level.ERROR, "单元格空白；没有发生的应填 0", "国办公开办函〔2021〕30号，三（二）：应报尽报，全面准确")
def blank(subject: FigureSubject) -> Iterator[CellHit]:
    """A typed cell is blank; 0 has to be written where nothing happened: notice, 三（二）, 应报尽报，全面准确.

    Cells whose entry is no number are left to B104.
    """
    for key, cell in cells_of(subject.edition).items():
        if not cell.computed and subject.figures.get(key) is None and key not in subject.faults:
            yield key, f"{cell.label}没有填写；本年度没有发生的，请填 0"


def blank_totals(subject: FigureSubject) -> Iterator[Finding]:
    """B103 for a total that is blank: notice, 三（二）. For reports that were read only, as B102."""
    for key, cell in cells_of(subject.edition).items():
        if cell.computed and subject.figures.get(key) is None and key not in subject.faults:
            yield Finding(Level.ERROR, "B103", key, f"{cell.label}是空白")


@rule("B104", Level.ERROR, "填的不是数，或者是负数、不该有的小数", "国办公开办函〔2021〕30号，附表")
def not_a_number(subject: FigureSubject) -> Iterator[CellHit]:
    """An entry that is no whole number of 件 (counts) or no decimal (money), or is negative: headings of the annex."""
    cells = cells_of(subject.edition)
    for key, fault in subject.faults.items():
        name = f"{cells[key].label}：" if key in cells else ""
        yield key, name + fault


@rule("B105", Level.WARNING, "没有规章制定权的机关填了规章", "立法法 第九十一条、第九十三条")
def regulations(subject: FigureSubject) -> Iterator[CellHit]:
    """规章 in the report of an agency without 规章制定权: 立法法 第九十一条、第九十三条."""
    if subject.may_make_regulations:
        return
    for key, cell in cells_of(subject.edition).items():
        value = subject.figures.get(key)
        if cell.rulemakers_only and value:
            says = f"{cell.label}填了 {value}，而本机关没有规章制定权；如是行政规范性文件，请填入下一行"
            yield key, says


@rule(
    "B106",
    Level.WARNING,
    "本年没有申请，却有因政府信息公开引起的复议或诉讼",
    "国办公开办函〔2021〕30号，附表四；条例 第五十一条",
)
def proceedings_without_requests(subject: FigureSubject) -> Iterator[CellHit]:
    """行政复议 or 行政诉讼 though nothing was applied for: 条例 第五十一条.

    Table four of the notice's annex counts disputes about requests only. Silent where last year's report concluded
    requests, because those may still be contested (复议 within 60 days, 诉讼 within six months: 行政复议法 第二十条、
    行政诉讼法 第四十六条).
    """
    edition, figures = subject.edition, subject.figures
    if role_total(edition, "received", figures) != 0 or role_total(edition, "carried_in", figures) != 0:
        return
    if subject.last_year and role_total(edition, "concluded", subject.last_year):
        return
    for cell in (*cells_with_role(edition, "reviews"), *cells_with_role(edition, "suits")):
        if value := figures.get(cell.key):
            says = f"{cell.label}是 {plain(value)}，而本年没有新收、也没有结转的申请；只计因政府信息公开引起的案件"
            yield cell.key, says


OTHER_SHARE, OTHER_LEAST = Decimal("0.4"), 5  # from this share of the outcomes and this number of 件 on


@rule("B107", Level.NOTICE, "“其他处理”占办理结果的比例高", "国办公开办函〔2021〕30号，三（六）")
def other_processing(subject: FigureSubject) -> Iterator[CellHit]:
    """其他处理 makes up 40 per cent or more of the outcomes, and at least 5 件: notice, 三（六）.

    Requests that belong under another heading are often put there. The largest of its cells is marked.
    """
    concluded = role_total(subject.edition, "concluded", subject.figures)
    by_key = {key: subject.figures.get(key) or 0 for key in subject.edition.role("other_processing")}
    other = sum(by_key.values())
    if concluded and other >= OTHER_LEAST and other >= OTHER_SHARE * concluded:
        largest = max(by_key, key=lambda key: by_key[key])
        percent = other * 100 // concluded
        yield largest, f"其他处理 {other} 件，占办理结果 {concluded} 件的 {percent}%，请核对是否归入了应归的类别"
