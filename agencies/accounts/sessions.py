"""Sessions in the database that end SESSION_COOKIE_AGE after the last thing a person did, not after the sign-in.

What an open page asks by itself (who else is here, every two seconds) is nothing that a person did: such a view is
marked with `asked_by_itself` and keeps no session alive.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

# What a person does is a sign of life, but a session is written no more often than this.
STILL_HERE = timedelta(minutes=1)
View = TypeVar("View", bound=Callable[..., Any])


def asked_by_itself(view: View) -> View:
    """Mark a view that pages ask without anybody doing something."""
    view.asked_by_itself = True  # type: ignore[attr-defined]
    return view


class SessionStore(DatabaseSessionStore):
    """A session whose end moves on with everything its person does."""

    def load(self) -> dict[str, Any]:
        """The data of the session, empty for one that ended; notes when it would end."""
        row = self._get_session_from_db()  # type: ignore[attr-defined]
        if row is None:
            return {}
        self._ends = row.expire_date
        data: dict[str, Any] = self.decode(row.session_data)
        return data

    def put_off(self) -> None:
        """Its person did something: it ends a full term from now. Written where the end is old enough."""
        full_term = timedelta(seconds=self.get_session_cookie_age())
        ends = getattr(self, "_ends", None)
        if ends is not None and ends - timezone.now() < full_term - STILL_HERE:
            self.modified = True  # and so the middleware writes it with a new date
