"""Nobody signs what they wrote through a file or an older save: see triggers/sign_off_by_no_writer.sql."""

from pathlib import Path

from django.db import migrations

from agencies.models.triggers import install

TRIGGERS = Path(__file__).parents[1] / "models" / "triggers"


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0008_report_saves_are_counted"),
    ]

    operations = [install(TRIGGERS, "sign_off_by_no_writer")]
