"""A report changes with saves that are counted: see reports/models/triggers/report_saves_are_counted.sql."""

from pathlib import Path

from django.db import migrations

from agencies.models.triggers import install

TRIGGERS = Path(__file__).parents[1] / "models" / "triggers"


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_sign_off_by_its_person")]

    operations = [install(TRIGGERS, "report_saves_are_counted")]
