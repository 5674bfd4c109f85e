"""The trail comes from the reports, with its table; events may concern no agency."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

EVENT = migrations.CreateModel(
    name="Event",
    fields=[
        ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name="序号")),
        ("report_id", models.BigIntegerField(blank=True, null=True, verbose_name="报告")),
        ("action", models.CharField(max_length=30, verbose_name="事项")),
        ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
        ("data", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="内容")),
        ("previous", models.CharField(max_length=64, verbose_name="上一条的摘要")),
        ("hash", models.CharField(max_length=64, verbose_name="摘要（SHA-256）")),
        (
            "actor",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="操作人",
            ),
        ),
        (
            "agency",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="agencies.agency",
                verbose_name="机关",
            ),
        ),
    ],
    options={
        "verbose_name": "操作记录",
        "verbose_name_plural": "操作记录",
        "db_table": "reports_event",
        "ordering": ["number"],
        "indexes": [models.Index(fields=["report_id", "number"], name="event_of_report")],
    },
)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_cache_table"), ("reports", "0004_trail_moves_to_agencies")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[EVENT]),
        migrations.AlterField(
            "event",
            "agency",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="agencies.agency",
                verbose_name="机关",
            ),
        ),
    ]
