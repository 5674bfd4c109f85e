"""Lines of the log without the links with which people set their passwords."""

import logging
import re

_SECRET = re.compile(r"(/account/invitation/)[^/\s]+")


class WithoutSecrets(logging.Formatter):
    """Django logs the address of every request that is refused or fails: an open invitation's is as good as its
    password."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its traceback included, with `…` in the place of each secret."""
        return _SECRET.sub(r"\1…", super().format(record))
