"""Why what was public elsewhere may not be taken in now, as sentences for the person who asks. Reads only."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agencies.models import User
from reports.actions import addresses
from reports.actions.importing import is_untouched
from reports.models import AdoptionRequest, Report, may_adopt
from reports.queries import adoptions
from reports.workflow.transitions import State

LONGEST_NO_ADDRESS = 200
CHANGED = (
    "申请之后，这个文件核对的内容或者本机关的信息有改动，与申请公开的内容已经不同，不能确认；请退回，由申请人重新申请。"
)


@dataclass(frozen=True)
class FirstPublication:
    """When and where a report was public first; where there is no address, why."""

    published_on: date | None
    address: str = ""
    no_address: str = ""


def failures_of_first_publication(first: FirstPublication, year: int) -> list[str]:
    """What is wrong with the date and the address of the original."""
    return _failures_of_date(first.published_on, year) + _failures_of_address(first)


def _failures_of_date(day: date | None, year: int) -> list[str]:
    if day is None:
        return ["请填写原公开日期。"]
    if day > timezone.localdate():
        return ["原公开日期不能晚于今天。"]
    if day < date(year, 12, 31):
        return [f"原公开日期不能早于 {year} 年年底：{year} 年度的报告在这一年结束以后才公开。"]
    return []


def _failures_of_address(first: FirstPublication) -> list[str]:
    if first.address and first.no_address:
        return ["填写了原公开网址，就不用写没有网址的原因；请只留一项。"]
    if not first.address:
        if not first.no_address:
            return ["请填写原公开网址；没有的，请写明原因，例如“没有网址”。"]
        too_long = len(first.no_address) > LONGEST_NO_ADDRESS
        return [f"没有网址的原因不超过 {LONGEST_NO_ADDRESS} 个字。"] if too_long else []
    return addresses.failures(addresses.normalised(first.address))


def failures_of_report(report: Report, by: User) -> list[str]:
    """What of the report, as it is locked, stands against taking in anything: only what never began here can be."""
    year = report.year
    was_here = (
        (report.state, report.number, report.round) != (State.DRAFTING, 1, 1)
        or report.sign_offs.exists()
        or report.releases.exists()
    )
    reasons = []
    if was_here:
        reasons.append(f"{year} 年度的报告在本系统送审或发布过，不能再录入原公开件；内容有误的，请由填报人开始更正。")
    elif not is_untouched(report):
        reasons.append(f"{year} 年度的草稿已经有人写了内容，不能录入原公开件；要录入，请先清空草稿。")
    today = timezone.localdate()
    if not may_adopt(report.agency, year, today):
        reasons.append(
            f"{year} 年度报告的编报到 {year + 1} 年 3 月 31 日才结束，在此之前请照常填报、三审三校；"
            "确需提前录入原公开件的，请主管部门在“督办”里准许。"
        )
    elif not may_adopt(report.agency, year, today, but=by):
        reasons.append("提前录入是您准许的，申请和确认请由别人来做。")
    return reasons


def failures_of_adoption(
    report: Report, adoption: AdoptionRequest | None, by: User, proposed: adoptions.ProposedReport | None = None
) -> list[str]:
    """What stands against making the request's content the published report; `proposed` where it is known already."""
    if adoption is None or adoption.report_id != report.pk:
        return ["录入原公开件要先有人申请。"]
    if hasattr(adoption, "decision"):
        return [f"这份申请{adoption.decision.get_kind_display()}，没有再做什么。"]
    reasons = [*filter(None, [adoptions.why_not(adoption, by)]), *failures_of_report(report, by)]
    proposed = proposed or adoptions.ProposedReport(adoption)
    if proposed.sheet.open or not proposed.is_as_asked:
        return [*reasons, CHANGED]
    return reasons + [group.waiting_words for group in proposed.findings if group.is_open]
