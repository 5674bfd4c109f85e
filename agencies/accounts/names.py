"""What a person is called."""

from django.contrib.auth.models import AbstractUser


def name_of(user: AbstractUser) -> str:
    """The name as colleagues know it (kept whole in `first_name`), or the user name where nobody wrote one."""
    return user.get_full_name() or user.get_username()
