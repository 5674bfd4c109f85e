"""The secret of a trial: a random key that `bin/setup` keeps under `var/`, so that no variable has to be remembered.

In: the folder `var` and the environment. Out: whether this is a trial, and its key. Real use never runs with it:
`bin/setup --production` forbids it for good, and so does every variable that only real use sets. Why it is made this
way: docs/decisions/0010-trial-secret.md.
"""

import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

NAME = "trial_secret"
# Written by `bin/setup --production`: this machine is in real use, whatever else lies in the folder.
PRODUCTION = "production"
# Whoever sets one of these runs the system for others, and must bring a key of their own.
REAL_USE = (
    "DATABASE_URL",
    "NIANBAO_ACCEL",
    "NIANBAO_ADDRESS",
    "NIANBAO_ALLOWED_HOSTS",
    "NIANBAO_CSRF_ORIGINS",
    "NIANBAO_HTTPS",
    "NIANBAO_S3_BUCKET",
    "NIANBAO_SMTP_HOST",
)
SHORTEST = 50


def is_trial(var: Path) -> bool:
    """Whether a trial's key lies in `var` and neither the machine nor the environment says that this is real use."""
    return (var / NAME).exists() and not is_production(var) and not any(map(_is_set, REAL_USE))


def is_production(var: Path) -> bool:
    """Whether `bin/setup --production` was run here."""
    return (var / PRODUCTION).exists()


def make(var: Path) -> str:
    """The key kept in `var`; made on the first call, readable by its owner only. Of two calls at once one makes it."""
    file = var / NAME
    if not file.exists():
        descriptor, unfinished = tempfile.mkstemp(prefix=f"{NAME}.", dir=var)  # readable by its owner only
        with os.fdopen(descriptor, "w") as new:
            new.write(secrets.token_urlsafe(SHORTEST))
        try:
            os.link(unfinished, file)
        except FileExistsError:
            pass  # another process was quicker: its key holds
        finally:
            Path(unfinished).unlink()
    return read(var)


def read(var: Path) -> str:
    """The key kept in `var`. Raises ImproperlyConfigured where it is damaged or others may read it."""
    file = var / NAME
    try:
        key, mode = file.read_text().strip(), file.stat().st_mode
    except OSError as error:
        raise ImproperlyConfigured(
            f"无法读取试用密钥 {file}：{error.strerror}。请用运行 bin/setup 的账号运行。"
        ) from None
    if mode & 0o077:
        raise ImproperlyConfigured(f"试用密钥 {file} 可以被别的账号读取。请删除它，再运行 bin/setup。")
    if len(key) < SHORTEST:
        raise ImproperlyConfigured(f"试用密钥 {file} 不完整。请删除它，再运行 bin/setup。")
    return key


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").strip() not in {"", "0"}
