"""What the environment says, read strictly: a value that is neither yes nor no is refused, not guessed."""

import base64
import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES_OR_NO = {"1": True, "0": False, "": False}


def switch(name: str) -> bool:
    """True for 1, False for 0 or nothing; ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip()
    if value not in YES_OR_NO:
        raise ImproperlyConfigured(f"环境变量 {name} 只能是 1 或 0，现在是“{value}”。")
    return YES_OR_NO[value]


def choice(name: str, default: str, *others: str) -> str:
    """One of a few words, `default` where nothing is set; ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip() or default
    if value not in (default, *others):
        raise ImproperlyConfigured(f"环境变量 {name} 只能是 {'、'.join((default, *others))}，现在是“{value}”。")
    return value


def words(name: str) -> list[str]:
    """A list written with commas or spaces."""
    return os.environ.get(name, "").replace(",", " ").split()


def number(name: str, default: int, least: int = 0) -> int:
    """A whole number of at least `least`, `default` where nothing is set; ImproperlyConfigured for anything else."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"环境变量 {name} 应是一个整数，现在是“{value}”。")
    if int(value) < least:
        raise ImproperlyConfigured(f"环境变量 {name} 不能小于 {least}，现在是 {value}。")
    return int(value)


def folder(name: str) -> Path | None:
    """The absolute path of a folder, whether it exists or not; None where nothing is set."""
    value = os.environ.get(name, "").strip()
    return Path(value).expanduser().resolve() if value else None


def internal_address(name: str) -> str:
    """A folder of addresses on the web server in front, such as /released/; empty when it is not set."""
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch(r"/[a-z0-9/_-]*/", value):
        raise ImproperlyConfigured(f"环境变量 {name} 应以斜线开头和结尾，例如 /released/，现在是“{value}”。")
    return value


def backup_key() -> bytes:
    """The key that backups are encrypted with; empty where none is set. Raises ImproperlyConfigured for any other text.

    It stands in NIANBAO_BACKUP_KEY, or in the file that NIANBAO_BACKUP_KEY_FILE names: 32 bytes in base64.
    """
    value, file = os.environ.get("NIANBAO_BACKUP_KEY", "").strip(), folder("NIANBAO_BACKUP_KEY_FILE")
    if file:
        try:
            value = file.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise ImproperlyConfigured(f"NIANBAO_BACKUP_KEY_FILE：读不出 {file}（{error}）。") from None
    try:
        key = base64.b64decode(value, validate=True)
    except ValueError:
        key = b"?"
    if len(key) not in {0, 32}:
        raise ImproperlyConfigured(
            "NIANBAO_BACKUP_KEY 应是 32 个随机字节的 base64。可用这条命令生成：openssl rand -base64 32"
        )
    return key


def secret_key(debug: bool) -> str:
    """There is no default outside of debug: whoever knows the key can sign in as anyone. A trial keeps its own
    (config.trial_secret)."""
    key = os.environ.get("NIANBAO_SECRET_KEY", "")
    if not key and not debug:
        raise ImproperlyConfigured(
            "没有设置环境变量 NIANBAO_SECRET_KEY。正式运行必须提供自己的密钥（50 个以上的随机字符）；"
            "试用请运行 bin/setup 或 bin/serve，且不要设置正式运行才用的环境变量（见 docs/部署.md）。"
        )
    return key or "only-for-development"
