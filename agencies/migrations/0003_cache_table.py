"""The table of the cache, in which all processes count failed sign-ins together. Its form is Django's own."""

from django.core.management import call_command
from django.db import migrations


def create_cache_table(apps, schema_editor):
    """Make the table that CACHES of the settings names, unless it is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_triggers")]

    operations = [migrations.RunPython(create_cache_table, migrations.RunPython.noop)]
