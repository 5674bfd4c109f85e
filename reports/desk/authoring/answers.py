"""What the server tells the editor after a save or a question: plain values, and parts of the page redrawn."""

from typing import Any

from django.template.loader import render_to_string

from reports import actions
from reports.content import fields, outline
from reports.desk.authoring import numbers, question_rows
from reports.desk.authoring.draft import Draft
from reports.editions import Edition, cells_of


def after_save(draft: Draft, page: str, saved: actions.Saved) -> dict[str, Any]:
    """The JSON answer to a save: version, values, open questions, refusals, pending entries, totals, marks and redrawn
    parts of the page.

    `draft` is the report as it stands after the save, `saved` what the save did.
    """
    values = {place: draft.values.get(place, "") for place in outline.places_on(draft.edition, page)}
    return {
        "version": saved.version,
        "values": values,
        "conflicts": question_rows.drawn(draft, page),
        "refused": [
            {"place": refusal.place, "says": f"{label(draft.edition, refusal.place)}：{refusal.says}"}
            for refusal in saved.refused
            if not refusal.kept
        ],
        "pending": pending_places(draft, page),
        "disputed": [question.place for question in saved.questions if question.is_cell],
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


def pending_places(draft: Draft, page: str) -> list[str]:
    """The cells of the page that show what they cannot hold."""
    return [fields.figure(key) for key in draft.report.pending if outline.page_of(draft.edition, key) == page]


def after_refusal(draft: Draft, page: str, sentence: str) -> dict[str, Any]:
    """The JSON answer where nothing was saved: the state as it was, and why."""
    saved = actions.Saved(draft.report.version, {})
    refused = [{"place": "", "says": sentence}]
    return {**after_save(draft, page, saved), "values": {}, "refused": refused}


def person(user: Any) -> str:
    """The displayed name of a person; 系统 where no person acted (None)."""
    return user.display_name if user else "系统"


def label(edition: Edition, place: str) -> str:
    """The name of a place in a sentence: a cell by its headings, a part in words by its title."""
    kind, key = fields.split(place)
    if kind != fields.PROSE:
        return cells_of(edition)[key].label
    return outline.part_title(edition, key)
