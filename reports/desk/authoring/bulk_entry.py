"""Many cells filled at once, for a draft: `reports.authoring.bulk_entry` with refusals as the editor answers them."""

from collections.abc import Iterator
from contextlib import contextmanager

from reports import actions
from reports.authoring import bulk_entry
from reports.authoring.bulk_entry import BlankGroup, NoSuchGroup, Paste, PastedBlock, ZeroFill
from reports.content import fields
from reports.content.figures import complete, parse_all
from reports.desk.authoring.draft import Draft
from reports.editions import Grid
from reports.forms.proposal import proposed_grid


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except NoSuchGroup as error:
        raise actions.Refused([str(error)]) from error


def pasted(draft: Draft, page: str, paste: Paste) -> PastedBlock:
    """What the clipboard would fill in on the page. Raises Refused where the page has no table."""
    with _refusing():
        return bulk_entry.pasted_block(draft.edition, page, draft.values, paste)


def drawn(draft: Draft, page: str, block: PastedBlock) -> Grid:
    """The page's table as it would stand with the block filled in."""
    filled = {fields.split(place)[1]: text for place, text in (draft.values | block.values).items()}
    figures = complete(draft.edition, parse_all(draft.edition, filled).figures)
    return proposed_grid(draft.edition, page, block, draft.values, figures)


def groups(draft: Draft, page: str) -> list[BlankGroup]:
    """The groups of the page's table that have blank cells; the whole table first."""
    return bulk_entry.blank_groups(draft.edition, page, draft.values)


def zeros(draft: Draft, page: str, key: str) -> ZeroFill:
    """The blank cells of a group. Raises Refused for a group the table does not have."""
    with _refusing():
        return bulk_entry.zero_fill(draft.edition, page, draft.values, key)


def zero_changes(draft: Draft, page: str, key: str) -> dict[str, actions.Change]:
    """The changes that fill the blank cells of a group with zeros. Raises Refused as `zeros`."""
    return {place: actions.Change("", zero) for place, zero in zeros(draft, page, key).values.items()}
