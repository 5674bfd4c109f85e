"""Whole or not at all, with the files that belong to it, also where the answer to the COMMIT is lost.

In: what is being done, in words, and the files it stores. Out: nothing where it happened; an exception where it did
not, and its files are gone; OutcomeUnknown where nobody can tell yet, and its files stay for `sweep_files` to judge.
Nothing is deleted on a guess: after a lost answer the server is asked on another connection what became of the
transaction (pg_xact_status, https://www.postgresql.org/docs/current/functions-info.html).
"""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from reports.actions.refusals import Refused
from reports.models import ReleaseFile, Upload

log = logging.getLogger(__name__)

PATIENCE = 10.0  # Seconds until nobody can tell.
LINGERS = 1.0  # Seconds after which a transaction whose client is gone is ended: its COMMIT never arrived.
_LOST = (OperationalError, InterfaceError)


class Interrupted(Refused):
    """The connection to the database was lost before anything was committed: nothing happened."""


class OutcomeUnknown(Exception):
    """The answer to the COMMIT was lost and nobody can be asked now: it happened, or it did not."""

    def __init__(self, what: str) -> None:
        sentence = (
            f"与数据库的连接在最后一步中断了，现在还不知道“{what}”有没有做成。请过一会儿再打开原来的页面看结果，"
            "没有做成的再做一次。"
        )
        super().__init__(sentence)


class Fate(StrEnum):
    """What became of a transaction, in the server's words; NULL and silence are UNKNOWN."""

    COMMITTED = "committed"
    ABORTED = "aborted"
    IN_PROGRESS = "in progress"
    UNKNOWN = "unknown"


@dataclass
class StoredFiles:
    """The rows whose files lie in the storage so far, whatever becomes of the transaction."""

    files: list[Any] = field(default_factory=list)

    def store(self, row: ReleaseFile | Upload, name: str, content: Any) -> None:
        """Write the file of a row that is not stored yet; remembered first, because writing may fail half-way."""
        self.files.append(row)
        row.file.save(name, content, save=False)


# The files of the outermost action of this thread: it alone commits.
_outermost: ContextVar[list[StoredFiles] | None] = ContextVar("outermost", default=None)


@contextmanager
def whole_or_not(what: str, stored_files: StoredFiles) -> Iterator[None]:
    """A transaction; within another, a part of that. Raises what its body raised, Interrupted or OutcomeUnknown."""
    if _outermost.get() is not None or connection.in_atomic_block:
        with _part(stored_files):
            yield
        return
    files = [stored_files]
    token = _outermost.set(files)
    committing: _Transaction | None = None
    try:
        with transaction.atomic():
            yield
            committing = _Transaction.of_this_connection()
    except BaseException as error:
        _conclude(what, error, committing.fate() if committing else Fate.ABORTED, files)
    finally:
        _outermost.reset(token)


@contextmanager
def _part(stored_files: StoredFiles) -> Iterator[None]:
    """What fails in here never reaches a COMMIT, so its files may go at once."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        _take_away([stored_files])
        raise
    if (files := _outermost.get()) is not None:
        files.append(stored_files)


def _conclude(what: str, error: BaseException, fate: Fate, files: Iterable[StoredFiles]) -> None:
    """Raise what is true of a transaction that ended in an error; nothing where it is committed all the same."""
    if fate is Fate.ABORTED:
        _take_away(files)
        if isinstance(error, _LOST):
            says = f"与数据库的连接中断了，“{what}”没有做成，什么也没有改变。请过一会儿再试。"
            raise Interrupted([says]) from error
        raise error
    if not isinstance(error, Exception):  # the process is to end: it says nothing to anybody
        raise error
    if fate is not Fate.COMMITTED:
        raise OutcomeUnknown(what) from error
    log.warning("The answer to a COMMIT was lost; it happened: %s", what)


def _take_away(files: Iterable[StoredFiles]) -> None:
    for row in (row for stored_files in files for row in stored_files.files if row.file):
        try:
            row.file.delete(save=False)
        except Exception:  # whatever the store says: the file is left for the sweep
            log.exception("%s could not be deleted", row.file.name)


@dataclass(frozen=True)
class _Transaction:
    """A transaction that is about to be committed: by its own number, and that of the server's process."""

    number: str
    process: int

    @classmethod
    def of_this_connection(cls) -> "_Transaction":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text, pg_backend_pid()")
            return cls(*cursor.fetchone())

    def fate(self) -> Fate:
        """What the server says of it on a connection of its own; UNKNOWN where it says nothing for PATIENCE."""
        asking = connection.copy()
        asking.settings_dict["OPTIONS"] |= {"connect_timeout": 3}
        begun = time.monotonic()
        while True:
            waited = time.monotonic() - begun
            fate = self._ask(asking, ending=waited > LINGERS)
            if fate in {Fate.COMMITTED, Fate.ABORTED}:
                return fate
            if waited > PATIENCE:
                return Fate.UNKNOWN
            time.sleep(0.2)

    def _ask(self, asking: Any, *, ending: bool) -> Fate:
        """With `ending`, first end the process that still waits in the transaction for a client that is gone."""
        try:
            with asking.cursor() as cursor:
                if ending:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s"
                        " AND state = 'idle in transaction' AND backend_xid = (%s::text::xid8)::xid",
                        [self.process, self.number],
                    )
                cursor.execute("SELECT pg_xact_status(%s::text::xid8)", [self.number])
                return Fate(cursor.fetchone()[0] or Fate.UNKNOWN)
        except (DatabaseError, InterfaceError):
            return Fate.UNKNOWN
        finally:
            asking.close()
