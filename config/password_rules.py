"""What a password must be like, as the environment asks: its length, sorts of characters, none used before."""

from config import environment

VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {
        "NAME": "agencies.accounts.passwords.MinimumLengthValidator",
        "OPTIONS": {"min_length": environment.number("NIANBAO_PASSWORD_LENGTH", 10, least=8)},
    },
    {
        "NAME": "agencies.accounts.passwords.ClassesValidator",
        "OPTIONS": {"classes": environment.number("NIANBAO_PASSWORD_CLASSES", 1)},
    },
    {
        "NAME": "agencies.accounts.passwords.HistoryValidator",
        "OPTIONS": {"kept": environment.number("NIANBAO_PASSWORD_HISTORY", 3)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
