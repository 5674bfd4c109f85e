"""核对: what was read of a file, beside where it stands in it; correcting it, and making a report of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agencies.access import Seat, requires
from agencies.roles import Role
from reports import actions
from reports.models import Intake, Report
from reports.rendering.fonts import FontsMissing
from reports.rendering.typesetting import Unprintable
from reports.views.collations import Collation, shown_years
from reports.views.importing import HANDS, intake_of

NO_YEAR = "请先选择这是哪一年度的报告。"
SAVED = "您刚才的改动已经保存。"


@dataclass(frozen=True)
class Use:
    """What can be made of a file: the action, what is said when it is done, and the page one goes on to."""

    make: Callable[[Intake, actions.Asked, User], Report]
    done: str
    onward: str


DRAFT = Use(actions.begin_draft, "的草稿已按这个文件填好，可以继续填报。", "desk:begin")
PUBLISH = Use(actions.keep_as_published, "已存为已公开的报告，注明由已公开的报告导入。", "desk:review")


@require_safe
@requires()
def review(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The reading in the official grid, for every member to see. Seven queries."""
    return _show(request, seat, intake_of(seat, pk), _year(request.GET.get("year", "")))


def _year(text: str) -> int | None:
    """A year that a report can be taken into; None where none, or another, was said."""
    return int(text) if text in map(str, shown_years(timezone.localdate())) else None


def _show(
    request: HttpRequest, seat: Seat, intake: Intake, year: int | None, refusals: list[str] | None = None
) -> HttpResponse:
    context = {
        "seat": seat,
        "intake": intake,
        "collation": Collation(intake, year),
        "refusals": refusals or [],
        "can_correct": seat.has(*HANDS),
        "can_draft": seat.has(Role.DRAFTER),
        "can_publish": seat.has(Role.PUBLISHER),
    }
    return render(request, "desk/import.html", context, status=409 if refusals else 200)


@require_POST
@requires(*HANDS)
def save(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Write down what was corrected and what was ticked as right; `all` ticks everything the page listed."""
    intake = intake_of(seat, pk)
    collation = Collation(intake, _year(request.POST.get("year", "")))
    ruled = _rule(request, seat, collation)
    if ruled.refused:
        return _show(request, seat, intake, collation.year, ruled.refused)
    messages.success(request, f"已保存，记下了 {ruled.count} 处。" if ruled.count else "没有改动。")
    return redirect(collation.url)


def _rule(request: HttpRequest, seat: Seat, collation: Collation) -> actions.Ruled:
    """Write down what the form says."""
    said = request.POST
    changes = {
        name: actions.Change(said.get(f"initial-{name}", ""), said[name])
        for name in collation.typed_places
        if name in said
    }
    ticked = said.getlist("listed") if "all" in said else said.getlist("sure")
    sure = {place: said.get(f"initial-{place}", "") for place in ticked}
    try:
        return actions.rule(collation.intake, collation.edition, changes, sure, seat.user)
    except actions.Refused as error:
        return actions.Ruled(0, error.sentences)


@require_POST
@requires(Role.DRAFTER)
def draft(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """以此开始本年草稿."""
    return _make(request, seat, pk, DRAFT)


@require_POST
@requires(Role.PUBLISHER)
def publish(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """存为已公开的报告."""
    return _make(request, seat, pk, PUBLISH)


def _make(request: HttpRequest, seat: Seat, pk: int, use: Use) -> HttpResponse:
    """Do it and go on to the report; or the page again with what stands against it.

    What was typed or ticked is written down first. Where that changed the content, the person is to see it before.
    """
    intake = intake_of(seat, pk)
    year = _year(request.POST.get("year", ""))
    ruled = _rule(request, seat, Collation(intake, year))
    if ruled.refused or year is None:
        return _show(request, seat, intake, year, [*ruled.refused, *([] if year else [NO_YEAR])])
    asked = actions.Asked(year, request.POST.get("digest", ""), frozenset(request.POST.getlist("agreed")))
    try:
        report = use.make(intake, asked, seat.user)
    except (actions.Refused, Unprintable, FontsMissing) as error:
        sentences = error.sentences if isinstance(error, actions.Refused) else [str(error)]
        return _show(request, seat, intake, year, [*([SAVED] if ruled.count else []), *sentences])
    messages.success(request, f"{report}{use.done}")
    return redirect(use.onward, seat.agency.code, year)


@require_safe
@requires()
def log(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Line by line what was taken from where, by whom; before anything was taken, what would be. Six queries."""
    intake = intake_of(seat, pk)
    takings = list(intake.takings.select_related("report__agency", "by"))
    chosen = next((each for each in takings if str(each.pk) == request.GET.get("taking")), None) or next(
        iter(takings), None
    )
    collation = Collation(intake, chosen.report.year if chosen else _year(request.GET.get("year", "")))
    context = {
        "seat": seat,
        "intake": intake,
        "takings": takings,
        "chosen": chosen,
        "lines": chosen.lines if chosen else actions.told(collation.sheet.lines),
        "left": chosen.left if chosen else [],
        "rulings": collation.rulings,
        "back": collation.url,
    }
    return render(request, "desk/import_log.html", context)
