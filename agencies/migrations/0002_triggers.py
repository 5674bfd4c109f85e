"""The rules about agencies and their people that hold in the database itself: see agencies/models/triggers."""

from django.db import migrations

from agencies.models.triggers import HERE, install


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        install(HERE, "refuse_change"),
        install(HERE, "agency_no_circle"),
        install(HERE, "membership_supervisor_seat"),
        install(HERE, "membership_change_is_final"),
    ]
