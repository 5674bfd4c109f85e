"""A PostgreSQL server of the project's own, for trial and tests: `hold(home)` starts or joins it.

In: a folder. Out: a server that listens on a socket (see `socket_folder`) for as long as any process holds it.

Every process that uses the server keeps a shared lock on home/users.lock. The kernel drops that lock however the
process ends, so nothing needs to be counted; whoever leaves and can turn its lock into an exclusive one was the last,
and stops the server. Joining and leaving happen one at a time, under home/turn.lock.
"""

import atexit
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded_postgres.cluster import APPLICATION, DATABASE, PORT, SUPERUSER, Cluster, socket_folder
from config.embedded_postgres.programs import CannotStart

__all__ = ["APPLICATION", "DATABASE", "PORT", "SUPERUSER", "CannotStart", "hold", "release", "socket_folder"]

_users_locks: dict[Path, int] = {}
_one_thread = threading.RLock()


def hold(home: Path) -> None:
    """Make sure that the server in `home` runs, and keep it until this process ends; CannotStart if it cannot."""
    cluster = Cluster(home)
    with _one_thread, _in_words(home):
        if home in _users_locks and cluster.is_listening():
            return
        cluster.make_home()
        with _turn(home):
            if home not in _users_locks:
                _users_locks[home] = _lock(home / "users.lock", fcntl.LOCK_SH)
                atexit.register(release, home)
            cluster.start()


def release(home: Path) -> None:
    """Leave the server in `home`, and stop it if nobody else uses it. Happens by itself when the process ends."""
    with _one_thread:
        users_lock = _users_locks.pop(home, None)
        if users_lock is None or not home.exists():
            return
        with _turn(home):
            if _was_last(users_lock):
                Cluster(home).stop()
            os.close(users_lock)


def _was_last(users_lock: int) -> bool:
    try:
        fcntl.flock(users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _turn(home: Path) -> Iterator[None]:
    lock = _lock(home / "turn.lock", fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(lock)


def _lock(path: Path, kind: int) -> int:
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    fcntl.flock(descriptor, kind)
    return descriptor


@contextmanager
def _in_words(home: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        place = error.filename or home
        raise CannotStart(f"没有权限使用内置数据库的文件夹（{place}）。请用拥有该文件夹的账号运行。") from error
    except OSError as error:
        raise CannotStart(f"无法使用内置数据库的文件夹 {home}：{error.strerror or error}。") from error


def _forget_after_fork() -> None:
    """A forked child (a gunicorn worker) joins anew: it must not stop its parent's server when it ends."""
    for users_lock in _users_locks.values():
        os.close(users_lock)  # Closing a duplicate does not unlock the parent's.
    _users_locks.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
