"""Sessions in the database that end SESSION_COOKIE_AGE after the last page, not after the sign-in."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

# Every page counts as a sign of life, but a session is written no more often than this.
STILL_HERE = timedelta(minutes=5)


class SessionStore(DatabaseSessionStore):
    """A session whose end moves on with every page."""

    def load(self) -> dict[str, Any]:
        """The data of the session, empty for one that ended; puts the end off where it is old enough."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        data: dict[str, Any] = self.decode(row.session_data)
        full_term = timedelta(seconds=self.get_session_cookie_age())
        if row.expire_date - timezone.now() < full_term - STILL_HERE:
            self.modified = True  # and so the middleware writes it with a new date
        return data
