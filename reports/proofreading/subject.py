"""What the proofreader reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reports.editions import Edition
from reports.figures import Figures


@dataclass(frozen=True)
class Subject:
    """A report as it prints. `figures` are complete; `agency` has the keys of content.AGENCY_FACTS.

    `last_prose` is what the report of the year before said, by prose key; empty when there is none.
    """

    edition: Edition
    year: int
    agency: Mapping[str, str]
    figures: Figures
    prose: Mapping[str, str]
    last_prose: Mapping[str, str] = field(default_factory=dict)

    def parts(self) -> Iterator[tuple[str, str]]:
        """Prose key and text of every part that says something, in the order of the paper."""
        for key in self.edition.prose_keys:
            if self.prose.get(key):
                yield key, self.prose[key]
