"""What the rules about prose are given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.content.figures import Figures
from reports.editions import Edition


@dataclass(frozen=True)
class OtherAgency:
    """Another agency: its names, and the prose of its published report of the same year, by prose key."""

    names: tuple[str, ...]
    prose: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProseSubject:
    """A report as it prints.

    `figures` are by cell key, totals included; `agency` has the keys of `content.report.AGENCY_FACTS`; `prose` is by
    prose key. `last_prose` and `last_figures` are those of the report of the year before, empty when there is none;
    `last_edition` is the edition it follows (None: the same). `others` are agencies whose text or
    name could have been left in.
    """

    edition: Edition
    year: int
    agency: Mapping[str, str]
    figures: Figures
    prose: Mapping[str, str]
    last_prose: Mapping[str, str] = field(default_factory=dict)
    last_figures: Figures = field(default_factory=dict)
    last_edition: Edition | None = None
    others: Sequence[OtherAgency] = ()

    def parts(self) -> Iterator[tuple[str, str]]:
        """Prose key and text of every part that is not empty, in the order of the paper."""
        for key in self.edition.prose_keys:
            if self.prose.get(key):
                yield key, self.prose[key]
