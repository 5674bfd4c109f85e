"""Who wrote what stands at a place of a report."""

from django.db.models.fields.json import KeyTransform

from agencies.models import User
from reports.content import fields
from reports.models import Report, Revision

# So many saves are looked through: who wrote a sentence at the same time as somebody else wrote lately.
MOST_SAVES = 50


def writer_of(report: Report, place: str, text: str, base: str = "") -> User | None:
    """Who brought the text to the place: a figure to a cell, or a version of the sentence `base` to words. One query.

    None where a command did, or where it cannot be told: nobody is named who only changed something else.
    """
    kind, key = fields.split(place)
    aside = fields.pending(key)
    saves = Revision.objects.filter(report=report, changes__has_any_keys=[place, aside]).select_related("author")
    pairs = saves.defer("changes").annotate(pair=KeyTransform(place, "changes"), aside=KeyTransform(aside, "changes"))
    newest = list(pairs.order_by("-number")[:MOST_SAVES])
    if kind == fields.FIGURES:
        brought = (save for save in newest if any(pair and pair[1] == text for pair in (save.pair, save.aside)))
    else:
        brought = (save for save in newest if _brought(text, save.pair))
    took_out = (save for save in newest if _took_out(base, save.pair))
    save = next(brought, None) or next(took_out, None)
    return save.author if save else None


def _brought(text: str, pair: list[str] | None) -> bool:
    return pair is not None and bool(text) and text in pair[1] and text not in pair[0]


def _took_out(base: str, pair: list[str] | None) -> bool:
    return pair is not None and bool(base) and base in pair[0] and base not in pair[1]
