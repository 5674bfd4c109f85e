"""Where lines go that must leave the machine: the syslog of a log server, or of the machine itself."""

import os
import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_HOST_AND_PORT = re.compile(r"(?P<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::(?P<port>[0-9]{1,5}))?")


def address(name: str) -> tuple[str, int] | str | None:
    """A socket of this machine (/dev/log), or a host with its port (514 where none is given); None where not set.

    ImproperlyConfigured for anything else.
    """
    value = os.environ.get(name, "").strip()
    if not value or value.startswith("/"):
        return value or None
    match = _HOST_AND_PORT.fullmatch(value)
    if match is None or int(match["port"] or 514) > 65_535:
        raise ImproperlyConfigured(f"环境变量 {name} 应写成 /dev/log 或“主机:端口”，现在是“{value}”。")
    return match["host"].strip("[]"), int(match["port"] or 514)


def handler(to: tuple[str, int] | str | None) -> dict[str, Any]:
    """The logging handler for lines that leave the machine; one that drops them where no syslog is set."""
    if to is None:
        return {"class": "logging.NullHandler"}
    return {"class": "logging.handlers.SysLogHandler", "address": to, "facility": "authpriv", "formatter": "outside"}
