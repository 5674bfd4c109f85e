"""A signature is its person's own: see reports/models/triggers/sign_off_by_its_person.sql."""

from pathlib import Path

from django.db import migrations

from agencies.models.triggers import install

TRIGGERS = Path(__file__).parents[1] / "models" / "triggers"


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0006_adoption"),
        ("agencies", "0005_accounts"),
    ]

    operations = [install(TRIGGERS, "sign_off_by_its_person")]
