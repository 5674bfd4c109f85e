"""Writing the trail: one event at a time joins the chain, inside the transaction of what happened."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from agencies.models import Agency, User
from reports.models import Event, Report
from reports.models.trail import FIRST

# Whoever writes an event holds this lock until the end of the transaction: the chain has one end.
_CHAIN = 2021_30


def record(action: str, by: User | None, about: Report | Agency, **data: Any) -> Event:
    """Add an event about a report or an agency; `data` are plain values. Call it last in a transaction: others wait."""
    report, agency = (about, about.agency) if isinstance(about, Report) else (None, about)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN])
    last = Event.objects.order_by("-number").values_list("number", "hash").first() or (0, FIRST)
    event = Event(
        number=last[0] + 1,
        report=report,
        agency=agency,
        actor=by,
        action=action,
        data=json.loads(json.dumps(data, cls=DjangoJSONEncoder)),
        previous=last[1],
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    return event
