"""The table of the cache, in which all processes count failed sign-ins together."""

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing when the settings keep the cache elsewhere, or the table is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_people")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
