"""The one rule about passwords whose words Django has in English only."""

from django.contrib.auth import password_validation


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's rule about short passwords, in Chinese."""

    def get_error_message(self) -> str:
        """What is wrong with a password that is too short."""
        return f"密码太短，至少要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """The rule, as it stands beside the field."""
        return f"密码至少要 {self.min_length} 个字符。"
