"""What stands in the place of a mail server while none is named (`NIANBAO_SMTP_HOST`): it sends nothing and says so.

Letters hold links with which passwords are set, so they are not written to a console or a log either.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class NoMailServer(OSError):
    """Nothing was sent, because there is no mail server. An OSError, as a server that does not answer is."""


class NoServerBackend(BaseEmailBackend):
    """Refuses every letter."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Raises NoMailServer."""
        raise NoMailServer("NIANBAO_SMTP_HOST is not set")
