"""What is done while the connection is cut: each action with how to see whether it happened, and how to undo it.

The undoing goes behind the application, as the owner of the tables with their triggers off: only so can one report be
published two hundred times.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from django.db import OperationalError

from agencies.models import Event
from agencies.roles import Role
from reports import actions
from reports.actions.sweeping import sweep_all
from reports.content.digests import sha256
from reports.models import Notice, Release, ReleaseFile, Report, Upload
from reports.workflow.transitions import Action
from tests import factories, uploads
from tests.agencies.people import person
from tests.signing import sign

DONE, NOT_DONE, UNKNOWN, NO_ANSWER = "done", "not done", "unknown", "the page of errors"


@dataclass(frozen=True)
class CutAction:
    """An action of one kind: `prepare` makes what it needs once and returns how to do it; `tables` hold what it writes.

    `state` is the report's state before it.
    """

    prepare: Callable[[], Callable[[], object]]
    tables: tuple[str, ...]
    state: str = ""
    files: int = 1


def _publish() -> Callable[[], object]:
    report = sign(factories.report())
    return lambda: actions.apply(report, Action.PUBLISH, by=None)


def _upload() -> Callable[[], object]:
    agency = factories.agency()
    clerk = person("clerk", Role.DRAFTER, at=agency)
    return lambda: actions.upload(agency, uploads.page(), "2023年.html", clerk)


# Whatever else stores files is added here.
ACTIONS = {
    "publish": CutAction(_publish, ("reports_releasefile", "reports_release"), state="approved", files=9),
    "upload": CutAction(_upload, ("reports_upload",)),
}


def outcome_of(act: Callable[[], object]) -> str:
    """What the person is told."""
    try:
        act()
    except actions.OutcomeUnknown:
        return UNKNOWN
    except actions.Refused:
        return NOT_DONE
    except OperationalError:  # before anything was begun
        return NO_ANSWER
    return DONE


def happened() -> bool:
    """Whether there is a release, or an upload, and the report says the same."""
    releases = Release.objects.count()
    assert Report.objects.filter(state="published").count() == releases
    return bool(releases or Upload.objects.exists())


def faults(media: Path) -> list[str]:
    """Rows whose file is not there as it was, and after the sweep files that no row names."""
    rows = [*ReleaseFile.objects.all(), *Upload.objects.all()]
    broken = [str(row) for row in rows if not _is_whole(Path(row.file.path), row.sha256)]
    broken += [f"{release}: not all formats" for release in Release.objects.all() if release.files.count() != 9]
    list(sweep_all(timedelta(0)))
    named = {row.file.name for row in rows}
    lying = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    return [*broken, *(lying ^ named)]


def _is_whole(path: Path, digest: str) -> bool:
    return path.exists() and sha256(path.read_bytes()) == digest


def undo(action: CutAction, owner: psycopg.Connection, before: int, media: Path) -> None:
    """As if the action had never been done. `before` is the number of events until then."""
    for path in media.iterdir():
        shutil.rmtree(path)
    owner.execute("SET session_replication_role = replica")
    for table in action.tables:
        owner.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]
    owner.execute(f"DELETE FROM {Event._meta.db_table} WHERE number > %s", [before])  # type: ignore[arg-type]
    owner.execute(f"DELETE FROM {Notice._meta.db_table}")  # type: ignore[arg-type]
    if action.state:
        owner.execute("UPDATE reports_report SET state = %s", [action.state])
