"""What the proofreader reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.editions import Edition
from reports.figures import Figures


@dataclass(frozen=True)
class Other:
    """Another agency: its names, and what its published report of the same year says, by prose key."""

    names: tuple[str, ...]
    prose: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """A report as it prints. `figures` are complete; `agency` has the keys of content.AGENCY_FACTS.

    `last_prose` and `last_figures` are what the report of the year before said; empty when there is none. `others` are
    agencies whose text or name could have been left in.
    """

    edition: Edition
    year: int
    agency: Mapping[str, str]
    figures: Figures
    prose: Mapping[str, str]
    last_prose: Mapping[str, str] = field(default_factory=dict)
    last_figures: Figures = field(default_factory=dict)
    others: Sequence[Other] = ()

    def parts(self) -> Iterator[tuple[str, str]]:
        """Prose key and text of every part that says something, in the order of the paper."""
        for key in self.edition.prose_keys:
            if self.prose.get(key):
                yield key, self.prose[key]
