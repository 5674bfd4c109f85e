"""What the server tells the editor after a save or a question: plain values, and parts of the page redrawn."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as format_date

from reports import actions, places, progress
from reports.editions import Edition, cells_of
from reports.views import numbers
from reports.views.drafts import Draft


def after_save(draft: Draft, page: str, saved: actions.Saved) -> dict[str, Any]:
    """The answer to an autosave; `draft` is the report as it stands after it."""
    shown = {place: draft.values.get(place, "") for place in progress.places_on(draft.edition, page)}
    return {
        "version": saved.version,
        "values": shown,
        "conflicts": conflicts(draft, saved.conflicts),
        "refused": [
            {"place": refusal.place, "says": f"{label(draft.edition, refusal.place)}：{refusal.says}"}
            for refusal in saved.refused
            if not refusal.kept
        ],
        "computed": draft.computed(page),
        "marks": draft.marks(page),
        "fragments": fragments(draft, page),
    }


def fragments(draft: Draft, page: str) -> dict[str, str]:
    """Parts of the editor's page by their id."""
    context = {
        "draft": draft,
        "report": draft.report,
        "page": page,
        "balances": draft.balances(page),
    }
    return {
        "findings": render_to_string("desk/_findings.html", context),
        "steps": render_to_string("desk/_steps.html", context),
        "balance": render_to_string("desk/_balance.html", context),
        "numbers": render_to_string("desk/_numbers.html", {"numbers": numbers.of_page(draft, page)}),
    }


def conflicts(draft: Draft, found: Iterable[actions.Conflict]) -> list[dict[str, str]]:
    return [
        {
            "place": conflict.place,
            "label": label(draft.edition, conflict.place),
            "yours": conflict.yours,
            "theirs": conflict.theirs,
            "by": person(conflict.by),
            "at": format_date(timezone.localtime(conflict.at), "n月j日 H:i") if conflict.at else "",
        }
        for conflict in found
    ]


def person(user: Any) -> str:
    """How a page names a person."""
    return (user.get_full_name() or user.get_username()) if user else "系统"


def label(edition: Edition, place: str) -> str:
    """How a sentence names a place: a cell by its headings, a part in words by its title."""
    kind, key = places.split(place)
    if kind != places.PROSE:
        return cells_of(edition)[key].label
    return {"opening": "开头", "contact": "联系方式"}.get(key) or progress.titles(edition)[key]
