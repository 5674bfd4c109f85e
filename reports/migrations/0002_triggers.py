"""The rules about reports that hold in the database itself: see reports/models/triggers."""

from pathlib import Path

from django.db import migrations

from agencies.models.triggers import install

TRIGGERS = Path(__file__).parents[1] / "models" / "triggers"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("agencies", "0002_triggers")]

    operations = [
        install(TRIGGERS, "report_begins_in_drafting"),
        install(TRIGGERS, "report_moves_legally"),
        install(TRIGGERS, "sign_off_is_due"),
        install(TRIGGERS, "exemption_only_shortened"),
        install(TRIGGERS, "release_is_of_its_report"),
        install(TRIGGERS, "release_is_signed"),
        install(TRIGGERS, "release_is_final"),
        install(TRIGGERS, "event_joins_the_last"),
        install(TRIGGERS, "history_is_final"),
    ]
