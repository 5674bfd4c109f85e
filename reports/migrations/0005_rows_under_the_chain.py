"""Rows written before every row was under the chain: from now on events name them, as they are today."""

from collections.abc import Iterator
from itertools import islice

from django.db import migrations
from django.utils import timezone

from agencies.models.trail import FIRST, hash_of
from agencies.trail.rows import digest_of_fields

ROWS_OF_AN_EVENT = 500
# The first version of each model's `under_chain`, as it was then.
FIELDS = {
    "agencies.membership": "user_id agency_id role since",
    "agencies.membershipchange": "agency_id user_id action role by_id at",
    "reports.report": "agency_id year edition figures prose pending version state round number since reason created_at",
    "reports.revision": "report_id number author_id at changes note",
    "reports.exemption": "agency_id by_id reason granted_at until",
    "reports.signoff": "report_id number round stage digest signer_id at opinion checklist exemption_id",
    "reports.comment": "report_id parent_id kind place quote text author_id at round",
    "reports.explanation": "report_id code place says fingerprint reason author_id at",
    "reports.mergequestion": "report_id place number theirs theirs_by_id yours yours_by_id asked_at answer"
    " answered_by_id answered_at",
    "reports.reviewsettings": "agency_id office_check checklists",
    "reports.upload": "agency_id name size sha256 file reading_data by_id at",
    "reports.correction": "upload_id place before text by_id at",
    "reports.importrecord": "upload_id report_id kind number revision lines left by_id at",
    "reports.release": "report_id agency_id year number edition agency_facts figures prose digest sm3 origin round"
    " reason published_by_id revision published_at",
    "reports.releasefile": "release_id format name file size sha256 sm3",
    "reports.withdrawal": "release_id at by_id reason",
}


def cover(apps, schema_editor):
    """One event for every five hundred rows, written by nobody."""
    told = _told(apps)
    while rows := dict(islice(told, ROWS_OF_AN_EVENT)):
        _add_event(apps.get_model("agencies", "Event"), {"rows": rows})


def _told(apps) -> Iterator[tuple[str, str]]:
    """The label and the digest of every row."""
    for label, names in FIELDS.items():
        for row in apps.get_model(label).objects.order_by("pk").iterator(chunk_size=500):
            yield f"{label}:{row.pk}", f"1:{digest_of_fields(row, names.split())}"


def _add_event(model, data) -> None:
    number, previous = model.objects.order_by("-number").values_list("number", "hash").first() or (0, FIRST)
    at = timezone.now()
    facts = {"number": number + 1, "report": None, "agency": None, "actor": None, "action": "cover_rows"}
    facts |= {"at": timezone.localtime(at).isoformat(timespec="microseconds"), "data": data, "previous": previous}
    model.objects.create(
        number=number + 1, action="cover_rows", at=at, data=data, previous=previous, hash=hash_of(facts)
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_trail_moves_to_agencies"), ("agencies", "0004_trail")]

    operations = [migrations.RunPython(cover, migrations.RunPython.noop)]
