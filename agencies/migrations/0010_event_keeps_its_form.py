"""No event stops whoever reads the trail: see agencies/models/triggers/event_keeps_its_form.sql."""

from django.db import migrations

from agencies.models.triggers import HERE, install


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0009_account_rows_stay"),
        ("reports", "0005_rows_under_the_chain"),
    ]

    operations = [install(HERE, "event_keeps_its_form")]
