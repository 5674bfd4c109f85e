from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class ReportsConfig(AppConfig):
    """The application of yearly reports (年度报告)."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """Add the office's own lexicons; what is wrong in them is said at the start, not in the middle of a check."""
        from django.core import checks  # noqa: PLC0415 - the apps are not ready when this file is read

        from reports.checks.prose import lexicon  # noqa: PLC0415
        from reports.management import database_rights  # noqa: PLC0415

        checks.register(database_rights.check, checks.Tags.database)
        checks.register(database_rights.check_deployment, checks.Tags.security, deploy=True)

        if settings.LEXICON_DIR:
            try:
                lexicon.add(settings.LEXICON_DIR)
            except (lexicon.LexiconError, OSError) as error:
                raise ImproperlyConfigured(f"NIANBAO_LEXICON_DIR：{error}") from error
