"""Adopting: what one person asked for and another confirms becomes the year's release, as it was public elsewhere."""

from agencies.models import User
from reports.actions import importing, publishing
from reports.actions.adoption_guards import CHANGED
from reports.actions.outcome import StoredFiles
from reports.actions.recording import Effects
from reports.actions.refusals import Refused
from reports.models import AdoptionDecision, AdoptionRequest, ImportRecord, Report


def adopt(locked: Report, adoption: AdoptionRequest, by: User, stored_files: StoredFiles) -> Effects:
    """Write the content, the decision of `by` and the release; what their event records of it.

    Asks no guard: the database refuses whoever had a hand in the content (triggers/adoption_is_by_two.sql). The save is
    nobody's: who handed the content in stands in the request and in the record of what was taken.
    """
    sheet = adoption.upload.reconciled(locked.content().edition)
    importing.write_sheet(locked, sheet, adoption.upload, by=None)
    if locked.content().digest() != adoption.digest:  # somebody corrected the file in this very moment
        raise Refused([CHANGED])
    decision = AdoptionDecision.objects.create(request=adoption, kind=AdoptionDecision.Kind.CONFIRMED, by=by)
    record = importing.create_import_record(adoption.upload, locked, sheet, ImportRecord.Kind.PUBLISHED, adoption.by)
    release = publishing.create_release(locked, by, stored_files, adoption=adoption)
    data = {
        "adoption": adoption.pk,
        "adoption_decision": decision.pk,
        "import_record": record.pk,
        "release": release.pk,
        "sha256": adoption.upload.sha256,
        "file": adoption.upload.name,
        "files": {file.name: file.sha256 for file in stored_files.files},
    }
    return Effects(data, (decision, record, release, *stored_files.files))
