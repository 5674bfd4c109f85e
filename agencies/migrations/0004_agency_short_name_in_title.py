"""The printed title takes the full name, unless the register says otherwise.

Until now a short name was printed wherever there was one. Agencies that have one keep it in their titles: a title is
part of what reviewers sign, so it must not change below reports that are on their way.
"""

from django.db import migrations, models

KEEP_TITLES = "UPDATE agencies_agency SET short_name_in_title = TRUE WHERE short_name <> ''"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_cache_table")]

    operations = [
        migrations.AlterField(
            "agency",
            "short_name",
            models.CharField(
                blank=True,
                default="",
                help_text="列表里显示的名称，如“沙坡头区司法局”；没有简称的空着。",
                max_length=100,
                verbose_name="简称",
            ),
        ),
        migrations.AddField(
            "agency",
            "short_name_in_title",
            models.BooleanField(
                default=False,
                help_text="年报标题一般印全称。选“是”就印简称，简称要带地名，如“沙坡头区司法局”。",
                verbose_name="标题用简称",
            ),
        ),
        migrations.RunSQL(KEEP_TITLES, migrations.RunSQL.noop),
    ]
