"""Lines that leave this machine: to the syslog that is set, and nowhere else."""

import logging

from django.conf import settings

_OUTSIDE = logging.getLogger("nianbao.outside")


def to_syslog(line: str) -> bool:
    """Hand the line to the syslog; False where none is set."""
    if settings.SYSLOG is None:
        return False
    _OUTSIDE.info(line)
    return True
