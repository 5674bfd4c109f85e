"""The application of agencies and their people."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Its name for Django and in the administration."""

    name = "agencies"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "行政机关"
