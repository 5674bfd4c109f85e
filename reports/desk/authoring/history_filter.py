"""What of a report a page of the history is about: all of it, one section (`?page=`) or one place (`?place=`)."""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.http import urlencode

from reports.content import fields, outline
from reports.desk.authoring import answers
from reports.editions import Edition


@dataclass(frozen=True)
class HistoryFilter:
    """`places` are those that it lets through, none for all; `name` is what they are called, empty for all."""

    page: str = ""
    place: str = ""
    name: str = ""
    places: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The end of an address that keeps the filter, with its question mark; empty for all."""
        asked = {key: value for key, value in (("page", self.page), ("place", self.place)) if value}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def cell(self) -> str:
        """The place, if it is a single cell of a table."""
        return self.place if fields.split(self.place)[0] == fields.FIGURES else ""


def history_filter(edition: Edition, asked: QueryDict) -> HistoryFilter:
    """The filter that an address asks for. Raises Http404 for a place or a section that the edition does not have."""
    if place := asked.get("place", ""):
        if place not in fields.of_edition(edition):
            raise Http404("没有这一处")
        return HistoryFilter("", place, answers.label(edition, place), (place,))
    if page := asked.get("page", ""):
        if page not in outline.page_titles(edition):
            raise Http404("没有这一部分")
        return HistoryFilter(page, "", outline.page_titles(edition)[page], tuple(outline.places_on(edition, page)))
    return HistoryFilter()
