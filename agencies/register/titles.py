"""The title each agency's report will print, and whether it says where the agency is.

In: agencies with their parents. Out: one `PrintedTitle` each. Touches no database.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from agencies.models import Agency
from agencies.models.kinds import AgencyKind

_ENDS_OF_PLACES = re.compile("自治州|[省市盟县区旗]")
_GOVERNMENT = "人民政府"


@dataclass(frozen=True)
class PrintedTitle:
    """The title of an agency's report; `warning` is a sentence where no place stands in it, empty otherwise."""

    code: str
    title: str
    warning: str


def printed_title(agency: Agency, year: int, parents: Mapping[str, Agency | None]) -> PrintedTitle:
    """The title of the agency's report of the year. `parents` has the parent of every agency by code."""
    places = _places(agency, parents)
    lacks = bool(places) and not any(place in agency.title_name for place in places)
    return PrintedTitle(agency.code, agency.report_title(year), _warning(agency, places[0]) if lacks else "")


def _warning(agency: Agency, place: str) -> str:
    if agency.title_name == agency.name:
        return f"全称“{agency.name}”里没有地名“{place}”，印出来看不出是哪里的机关；请把全称写完整。"
    return (
        f"简称“{agency.short_name}”里没有地名“{place}”，印出来看不出是哪里的机关；"
        f"请在“标题用简称”填“否”，或把简称改成带地名的。"
    )


def _places(agency: Agency, parents: Mapping[str, Agency | None]) -> list[str]:
    """The names of the place that its title should have one of: its own if it is a government, else of the nearest
    government above. The last place of its
    name first; empty where no government stands above or its name is no place's."""
    seen: set[str] = set()
    government: Agency | None = agency
    while government is not None and government.kind != AgencyKind.GOVERNMENT and government.code not in seen:
        seen.add(government.code)
        government = parents.get(government.code)
    if government is None or not government.name.endswith(_GOVERNMENT):
        return []
    whole = government.name.removesuffix(_GOVERNMENT)
    return [place for place in dict.fromkeys((last_place(whole), whole)) if place]


def last_place(name: str) -> str:
    """The last place in a line of places: “沙坡头区” of “中卫市沙坡头区”, “单县” of “菏泽市单县”."""
    start = 0
    for match in _ENDS_OF_PLACES.finditer(name):
        # What is left has two characters at least; in “济南市市中区” the second 市 begins a name.
        if len(name) - match.end() >= 2 and match.end() - start >= 2:
            start = match.end()
    return name[start:]
