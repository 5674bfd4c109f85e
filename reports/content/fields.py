"""Places: the names of everything that can be written in a report.

`figures.<cell key>` is a typed cell, `prose.<prose key>` a part in words, and `pending.<cell key>` what somebody
typed into a cell that it cannot hold. Values are texts; a place without a value is blank. The first two kinds are
what pages and actions speak of; the third stands in the history only.
"""

from functools import cache

from reports.editions import Edition, typed_keys

FIGURES, PROSE, PENDING = "figures", "prose", "pending"


def figure(key: str) -> str:
    """The place of a typed cell, by cell key."""
    return f"{FIGURES}.{key}"


def prose(key: str) -> str:
    """The place of a part in words, by prose key."""
    return f"{PROSE}.{key}"


def pending(key: str) -> str:
    """The place of what was typed into a cell that cannot hold it, by cell key."""
    return f"{PENDING}.{key}"


def split(place: str) -> tuple[str, str]:
    """The kind of the place and the key within it."""
    kind, _, key = place.partition(".")
    return kind, key


@cache
def of_edition(edition: Edition) -> tuple[str, ...]:
    """Every place that can be written under the edition, in the order of the paper: parts in words, then cells."""
    return (*map(prose, edition.prose_keys), *map(figure, typed_keys(edition)))


@cache
def order(edition: Edition) -> dict[str, int]:
    """The rank of every place, pending entries beside their cells."""
    ranked = list(of_edition(edition))
    ranked += [pending(key) for key in typed_keys(edition)]
    return {place: rank for rank, place in enumerate(ranked)}
