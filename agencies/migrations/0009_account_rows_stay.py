"""What was done to accounts is never deleted: see agencies/models/triggers/account_rows_stay.sql."""

from django.db import migrations

from agencies.models.triggers import HERE, install


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_passwords_used")]

    operations = [install(HERE, "account_rows_stay")]
