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
from django.db.models import Model

from agencies.models import Event
from agencies.roles import Role
from reports import actions, editions
from reports.actions.sweeping import sweep_all
from reports.content.digests import sha256
from reports.models import Notice, Release, ReleaseFile, Report, Upload
from reports.workflow.transitions import Action
from tests import adoptions, factories, uploads
from tests.agencies.people import person
from tests.signing import sign

DONE, NOT_DONE, UNKNOWN, NO_ANSWER = "done", "not done", "unknown", "the page of errors"


@dataclass(frozen=True)
class CutAction:
    """An action of one kind: `prepare` makes what it needs once and returns how to do it; `made` is what it makes.

    `tables` hold what it writes, `folder` its files, of which there are so many. `before` is the SQL that sets the
    report back to what it was.
    """

    prepare: Callable[[], Callable[[], object]]
    made: type[Model]
    tables: tuple[str, ...]
    folder: str
    files: int
    before: str = ""


def _publish() -> Callable[[], object]:
    report = sign(factories.report())
    return lambda: actions.apply(report, Action.PUBLISH, by=None)


def _upload() -> Callable[[], object]:
    agency = factories.agency()
    clerk = person("clerk", Role.DRAFTER, at=agency)
    return lambda: actions.upload(agency, uploads.page(), "2023年.html", clerk)


def _adopt() -> Callable[[], object]:
    agency = factories.agency()
    clerk, publisher = (person(role.value, role, at=agency) for role in (Role.DRAFTER, Role.PUBLISHER))
    read = actions.upload(agency, uploads.page(), "2023年.html", clerk).upload
    edition = editions.for_year(2023)
    actions.correct(read, edition, {}, {line.place: line.now for line in read.reconciled(edition).open}, clerk)
    asked = adoptions.ask(read, clerk)
    adoptions.explain(asked, clerk)
    return lambda: actions.confirm_adoption(asked, asked.digest, publisher)


RELEASED = ("reports_releasefile", "reports_release")
# Whatever else stores files is added here.
ACTIONS = {
    "publish": CutAction(
        _publish, Release, RELEASED, "releases", 9, before="UPDATE reports_report SET state = 'approved'"
    ),
    "upload": CutAction(_upload, Upload, ("reports_upload",), "uploads", 1),
    "adopt": CutAction(
        _adopt,
        Release,
        (*RELEASED, "reports_adoptiondecision", "reports_importrecord", "reports_revision"),
        "releases",
        7,
        before="UPDATE reports_report SET state = 'drafting', figures = '{}', prose = '{}', version = 0",
    ),
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


def happened(action: CutAction) -> bool:
    """Whether there is what the action makes, and the report says the same."""
    assert Report.objects.filter(state="published").count() == Release.objects.count()
    return action.made._default_manager.exists()


def faults(action: CutAction, media: Path) -> list[str]:
    """Rows whose file is not there as it was, and after the sweep files that no row names."""
    rows = [*ReleaseFile.objects.all(), *Upload.objects.all()]
    broken = [str(row) for row in rows if not _is_whole(Path(row.file.path), row.sha256)]
    releases = Release.objects.all()
    broken += [f"{release}: not all formats" for release in releases if release.files.count() != action.files]
    list(sweep_all(timedelta(0)))
    named = {row.file.name for row in rows}
    lying = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    return [*broken, *(lying ^ named)]


def _is_whole(path: Path, digest: str) -> bool:
    return path.exists() and sha256(path.read_bytes()) == digest


def undo(action: CutAction, owner: psycopg.Connection, before: int, media: Path) -> None:
    """As if the action had never been done. `before` is the number of events until then."""
    shutil.rmtree(media / action.folder, ignore_errors=True)
    owner.execute("SET session_replication_role = replica")
    for table in action.tables:
        owner.execute(f"DELETE FROM {table}")  # type: ignore[arg-type]
    owner.execute(f"DELETE FROM {Event._meta.db_table} WHERE number > %s", [before])  # type: ignore[arg-type]
    owner.execute(f"DELETE FROM {Notice._meta.db_table}")  # type: ignore[arg-type]
    if action.before:
        owner.execute(action.before)  # type: ignore[arg-type]
