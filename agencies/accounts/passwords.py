"""The rules about passwords: Django's of their length in Chinese; how many sorts of characters; none used before; age.

How strict each is, the settings say (GB/T 22239—2019 8.1.4.1 a).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.models import PasswordUsed, User


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's rule about short passwords, in Chinese."""

    def get_error_message(self) -> str:
        """What is wrong with a password that is too short."""
        return f"密码太短，至少要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """The rule, as it stands beside the field."""
        return f"密码至少要 {self.min_length} 个字符。"


class ClassesValidator:
    """So many sorts of characters: small letters, capitals, digits, others (Chinese among them)."""

    def __init__(self, classes: int = 1) -> None:
        self.classes = min(classes, 4)

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError where there are fewer sorts."""
        sorts = {_sort(character) for character in password}
        if len(sorts) < self.classes:
            raise ValidationError(self.get_help_text(), code="password_too_few_classes")

    def get_help_text(self) -> str:
        """The rule, as it stands beside the field; nothing where one sort is enough."""
        if self.classes < 2:
            return ""
        return f"密码要有小写字母、大写字母、数字、其他字符中的 {self.classes} 种。"


class HistoryValidator:
    """None of the person's last passwords, of which the hashes are kept."""

    def __init__(self, kept: int = 3) -> None:
        self.kept = kept

    def validate(self, password: str, user: User | None = None) -> None:
        """ValidationError for a password that this person had lately, the present one among them."""
        if not self.kept or user is None or user.pk is None:
            return
        used = [user.password, *PasswordUsed.objects.filter(user=user).values_list("hash", flat=True)[: self.kept]]
        if any(check_password(password, each) for each in used):
            raise ValidationError(f"不能用最近 {self.kept} 次用过的密码。", code="password_used")

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Django calls this whenever a password was stored, whoever did it."""
        if user is not None and user.pk is not None:
            PasswordUsed.objects.create(user=user, hash=user.password)

    def get_help_text(self) -> str:
        """The rule, as it stands beside the field; nothing where any is good."""
        return f"不能用最近 {self.kept} 次用过的密码。" if self.kept else ""


def is_too_old(user: User) -> bool:
    """Whether the person must change the password before anything else. No query where no age is set, else one."""
    if not settings.PASSWORD_DAYS or not user.has_usable_password():
        return False
    newest = PasswordUsed.objects.filter(user=user).first()
    set_at = newest.at if newest else user.date_joined
    return set_at < timezone.now() - timedelta(days=settings.PASSWORD_DAYS)


def _sort(character: str) -> str:
    if character.isascii():
        kinds = (("small", str.islower), ("capital", str.isupper), ("digit", str.isdigit))
        return next((name for name, belongs in kinds if belongs(character)), "other")
    return "other"
