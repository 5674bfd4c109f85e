"""What the server tells the editor after a save or a question: plain values, and parts of the page redrawn."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as format_date

from reports import actions
from reports.content import fields, outline
from reports.desk.authoring import numbers
from reports.desk.authoring.draft import Draft
from reports.editions import Edition, cells_of


def after_save(draft: Draft, page: str, saved: actions.Saved) -> dict[str, Any]:
    """The JSON answer to a save: version, values, conflicts, refusals, totals, marks and redrawn parts of the page.

    `draft` is the report as it stands after the save, `saved` what the save did.
    """
    values = {place: draft.values.get(place, "") for place in outline.places_on(draft.edition, page)}
    return {
        "version": saved.version,
        "values": values,
        "conflicts": conflict_rows(draft, saved.conflicts),
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
    """The parts of the editor's page that a save may change, as HTML by their element id."""
    context = {
        "draft": draft,
        "report": draft.report,
        "page": page,
        "balances": draft.balances(page),
    }
    return {
        "findings": render_to_string("desk/authoring/_findings.html", context),
        "steps": render_to_string("desk/authoring/_steps.html", context),
        "balance": render_to_string("desk/authoring/_balance.html", context),
        "numbers": render_to_string("desk/authoring/_numbers.html", {"numbers": numbers.of_page(draft, page)}),
    }


def conflict_rows(draft: Draft, conflicts: Iterable[actions.Conflict]) -> list[dict[str, str]]:
    """Entries that another person changed meanwhile: what each wrote, who and when, as texts for the page."""
    return [
        {
            "place": conflict.place,
            "label": label(draft.edition, conflict.place),
            "yours": conflict.yours,
            "theirs": conflict.theirs,
            "by": person(conflict.by),
            "at": format_date(timezone.localtime(conflict.at), "n月j日 H:i") if conflict.at else "",
        }
        for conflict in conflicts
    ]


def person(user: Any) -> str:
    """The displayed name of a person; 系统 where no person acted (None)."""
    return user.display_name if user else "系统"


def label(edition: Edition, place: str) -> str:
    """The name of a place in a sentence: a cell by its headings, a part in words by its title."""
    kind, key = fields.split(place)
    if kind != fields.PROSE:
        return cells_of(edition)[key].label
    return outline.part_title(edition, key)
