"""Places that two people wrote differently, and who has the editor open."""

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from agencies.models.triggers import install

TRIGGERS = Path(__file__).parents[1] / "models" / "triggers"


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MergeQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=100, verbose_name="位置")),
                ("number", models.PositiveIntegerField(verbose_name="提出时的保存序号")),
                ("theirs", models.TextField(blank=True, verbose_name="先写的")),
                ("yours", models.TextField(blank=True, verbose_name="后写的")),
                ("theirs_at", models.JSONField(null=True, verbose_name="先写的在文中何处")),
                ("yours_at", models.JSONField(null=True, verbose_name="后写的在文中何处")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="提出时间")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("both", "两者都留"),
                            ("yours", "只留后写的"),
                            ("theirs", "只留先写的"),
                            ("settled", "已经另行改定"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="选择",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="选择时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="选择的人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merge_questions",
                        to="reports.report",
                        verbose_name="报告",
                    ),
                ),
                (
                    "theirs_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="先写的人",
                    ),
                ),
                (
                    "yours_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="后写的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "待选择的写法",
                "verbose_name_plural": "待选择的写法",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(condition=models.Q(("answer", "")), fields=["report"], name="merge_question_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="merge_question_answered_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(max_length=100, verbose_name="页")),
                ("place", models.CharField(blank=True, default="", max_length=100, verbose_name="位置")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="reports.report",
                        verbose_name="报告",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "正在填报的人",
                "verbose_name_plural": "正在填报的人",
                "constraints": [models.UniqueConstraint(fields=("report", "user"), name="presence_once_a_person")],
            },
        ),
        install(TRIGGERS, "merge_question_is_answered_once"),
    ]
