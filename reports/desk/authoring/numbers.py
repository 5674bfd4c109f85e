"""Bound numbers on a page of a draft: `reports.authoring.bound_numbers` with what the draft holds."""

from reports import actions
from reports.authoring import bound_numbers
from reports.authoring.bound_numbers import KINDS, CellChoice, PageNumbers, ReportTexts, TextHasChanged
from reports.desk.authoring.draft import Draft

__all__ = ["KINDS", "choices", "of_page", "replaced"]


def of_page(draft: Draft, page: str) -> PageNumbers | None:
    """The numbers of a page of words; None for a page with a table."""
    if page in draft.edition.tables:
        return None  # without asking for last year's report
    texts = ReportTexts(draft.edition, draft.values, draft.figures, draft.last_year, draft.findings)
    return bound_numbers.page_numbers(texts, page)


def choices(draft: Draft) -> list[tuple[str, list[CellChoice]]]:
    """Every cell an author can insert, by the title of its table."""
    return bound_numbers.cell_choices(draft.edition, draft.figures)


def replaced(draft: Draft, page: str, request: str) -> dict[str, actions.Change]:
    """The change by place that puts a token, or what a rule suggests, in the place of some words.

    `request` is what the button sends. Raises Refused where the words do not stand there any more.
    """
    try:
        place, now, new = bound_numbers.replaced(draft.edition, page, draft.values, request)
    except TextHasChanged as error:
        raise actions.Refused([str(error)]) from error
    return {place: actions.Change(now, new)}
