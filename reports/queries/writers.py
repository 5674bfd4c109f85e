"""Who wrote what stands at a place of a report."""

from django.db.models.fields.json import KeyTransform

from agencies.models import User
from reports.content import fields
from reports.models import Report, Revision

# So many saves are looked through: who wrote a sentence at the same time as somebody else wrote lately.
MOST_SAVES = 50


def writer_of(report: Report, place: str, text: str, but: User | None) -> User | None:
    """Who brought the text to the place, or, where that cannot be told, who else wrote there last. One query.

    None where nobody but a command, or the person `but`, ever wrote there.
    """
    keys = [place, fields.pending(fields.split(place)[1])]
    saves = Revision.objects.filter(report=report, changes__has_any_keys=keys).select_related("author")
    pairs = saves.defer("changes").annotate(pair=KeyTransform(place, "changes")).order_by("-number")[:MOST_SAVES]
    others = [save for save in pairs if save.author is not None and save.author != but]
    brought = (save for save in others if save.pair and text and text in save.pair[1] and text not in save.pair[0])
    save = next(brought, others[0] if others else None)
    return save.author if save else None
