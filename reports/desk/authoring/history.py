"""The history of a report: the points one can return to, who wrote what, and what differs between two of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_safe

from agencies.access import AgencyContext, requires
from agencies.models import User
from agencies.roles import Role
from reports.content import fields, outline
from reports.desk.authoring import answers
from reports.desk.authoring.differences import by_section
from reports.desk.authoring.draft import Draft, report_of
from reports.desk.authoring.history_filter import HistoryFilter, history_filter
from reports.desk.authoring.history_lines import HistoryLine, question_lines
from reports.editions import Edition
from reports.models import Report
from reports.queries import history
from reports.queries.points import Point, beginning, cell_values, points, touched
from reports.workflow.transitions import State

PER_PAGE = 30


@dataclass(frozen=True)
class PointLine(HistoryLine):
    """A point to go back to: who made it, the parts that were changed, and for one cell its value then."""

    point: Point
    who: str
    parts: str
    value: str | None
    is_now: bool
    limit: HistoryFilter

    @property
    def every_save(self) -> str:
        """The end of the address that lists each save of this point."""
        return f"{self.limit.query or '?'}{'&' if self.limit.query else ''}saves={self.point.first}-{self.point.last}"

    @property
    def before(self) -> int:
        """The number of the save before the first of this point."""
        return self.point.first - 1


@require_safe
@requires()
def listing(request: HttpRequest, ctx: AgencyContext, year: int) -> HttpResponse:
    """保存记录: the points to go back to, the newest first. For every member and the supervisors; nine queries.

    `?page=` and `?place=` limit it to a section or a place, `?saves=3-9` shows each of these saves.
    """
    draft = Draft(report_of(ctx, year))
    limit = history_filter(draft.edition, request.GET)
    within = _within(request.GET.get("saves", ""))
    every = _every_point(draft.report, limit, within)
    shown = Paginator(every, PER_PAGE).get_page(request.GET.get("sheet"))
    lines = _point_lines(draft, limit, list(shown), draft.report.version if within else _newest(every))
    asked = [] if within else question_lines(draft.report, limit, list(shown))
    context = {
        "ctx": ctx,
        "report": draft.report,
        "limit": limit,
        "within": within,
        "sections": outline.page_titles(draft.edition),
        "page": shown,
        "lines": sorted([*lines, *asked], key=lambda line: line.at, reverse=True) if asked else lines,
        "can_restore": ctx.has(Role.DRAFTER) and draft.report.state == State.DRAFTING,
        "can_edit": ctx.has(Role.DRAFTER),
    }
    return render(request, "desk/authoring/history.html", context)


def _within(asked: str) -> tuple[int, int] | None:
    first, dash, last = asked.partition("-")
    return (int(first), int(last)) if dash and first.isdecimal() and last.isdecimal() and len(asked) < 20 else None


def _every_point(report: Report, limit: HistoryFilter, within: tuple[int, int] | None) -> list[Point]:
    """The points that are asked for; of a cell every save, since each put a number there."""
    listed = points(report, limit.places, within or ((1, report.version) if limit.cell else None))
    return [*listed, beginning(report)] if listed and not within else listed


def _newest(every: Sequence[Point]) -> int:
    """The save after which what is listed says what it says now."""
    return every[0].last if every else 0


def _point_lines(draft: Draft, limit: HistoryFilter, shown: Sequence[Point], newest: int) -> list[HistoryLine]:
    """The lines of one page of the history; `newest` is the number of the save that made the present content."""
    people = User.objects.in_bulk({point.author for point in shown if point.author})
    values = cell_values(draft.report, limit.cell) if limit.cell else {}
    return [
        PointLine(
            at=point.ended,
            template="desk/authoring/_point.html",
            point=point,
            who=answers.person(people.get(point.author)) if point.saves else "",
            parts=_parts(draft.edition, places),
            value=values.get(point.last),
            is_now=point.last == newest,
            limit=limit,
        )
        for point, places in zip(shown, touched(draft.report, shown, limit.places), strict=True)
    ]


def _parts(edition: Edition, places: set[str]) -> str:
    """The parts that the places are of, with how many cells of each table, such as 一、总体情况；…（12 格）."""
    keys = [fields.split(place)[1] for place in places]
    counts = Counter(outline.page_of(edition, key) for key in keys)
    return "；".join(
        f"{title}（{counts[key]} 格）" if key in edition.tables else title
        for key, title in outline.page_titles(edition).items()
        if key in counts
    )


@require_safe
@requires()
def difference(request: HttpRequest, ctx: AgencyContext, year: int, earlier: int, later: int) -> HttpResponse:
    """The places that differ between two saves. For every member and the supervisors; Http404 for unknown numbers.

    `?page=` and `?place=` limit it as they do the history.
    """
    draft = Draft(report_of(ctx, year))
    if not 0 <= earlier <= later <= draft.report.version:
        raise Http404("没有这次保存")
    limit = history_filter(draft.edition, request.GET)
    different = history.differences(draft.report, earlier, later, limit.places)
    context = {
        "ctx": ctx,
        "report": draft.report,
        "limit": limit,
        "times": point_times(draft.report, earlier, later),
        "sections": by_section(draft.edition, different),
    }
    return render(request, "desk/authoring/difference.html", context)


def point_times(report: Report, *numbers: int) -> list[str]:
    """When the saves were, in words: 现在 for the newest, 最初 for none. One query at most."""
    asked = {number for number in numbers if 0 < number < report.version}
    saves = dict(report.revisions.filter(number__in=asked).values_list("number", "at")) if asked else {}
    return [_time(report, number, saves) for number in numbers]


def moment(at: datetime) -> str:
    """A time as the history writes it, such as 2026年1月5日 10:42."""
    return format_date(timezone.localtime(at), "Y年n月j日 H:i")


def _time(report: Report, number: int, saves: dict[int, datetime]) -> str:
    if number == report.version:
        return "现在"
    return moment(saves[number]) if number else "最初"
