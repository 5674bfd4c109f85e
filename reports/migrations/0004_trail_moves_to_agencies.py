"""The trail belongs to the room below, so that what happens to people joins the same chain. The table stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_merge_questions_and_presence")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Event")])]
