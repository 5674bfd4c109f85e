"""Taking in what was public before: one person asks, another confirms; the office may allow it early."""

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from agencies.models.triggers import install

TRIGGERS = Path(__file__).parents[1] / "models" / "triggers"


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_trail"),
        ("reports", "0005_rows_under_the_chain"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="release",
            name="origin",
            field=models.CharField(
                choices=[("reviewed", "经三审三校"), ("imported", "由原公开件录入")],
                default="reviewed",
                max_length=10,
                verbose_name="来源",
            ),
        ),
        migrations.AlterField(
            model_name="importrecord",
            name="kind",
            field=models.CharField(
                choices=[("draft", "以此开始草稿"), ("published", "录入为已公开的报告")],
                max_length=10,
                verbose_name="用途",
            ),
        ),
        migrations.CreateModel(
            name="AdoptionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要（SHA-256）")),
                ("published_on", models.DateField(verbose_name="原公开日期")),
                ("address", models.CharField(blank=True, default="", max_length=500, verbose_name="原公开网址")),
                ("no_address", models.CharField(blank=True, default="", max_length=200, verbose_name="没有网址的原因")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="申请时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申请人",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoption_requests",
                        to="reports.report",
                        verbose_name="报告",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoption_requests",
                        to="reports.upload",
                        verbose_name="导入的文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "录入申请",
                "verbose_name_plural": "录入申请",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="AdoptionDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("confirmed", "已确认公开"), ("returned", "已退回"), ("recalled", "已撤回")],
                        max_length=10,
                        verbose_name="决定",
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=500, verbose_name="理由")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="reports.adoptionrequest",
                        verbose_name="录入申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "录入决定",
                "verbose_name_plural": "录入决定",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="release",
            name="adoption",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="release",
                to="reports.adoptionrequest",
                verbose_name="录入申请",
            ),
        ),
        migrations.CreateModel(
            name="EarlyAdoption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("until", models.DateField(verbose_name="截止日期")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="准许时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="early_adoptions",
                        to="agencies.agency",
                        verbose_name="机关",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="准许人",
                    ),
                ),
            ],
            options={
                "verbose_name": "提前录入的准许",
                "verbose_name_plural": "提前录入的准许",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="adoptionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="adoption_digest_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="adoptionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address__regex", "^https?://"), ("no_address", "")),
                    models.Q(("address", ""), models.Q(("no_address", ""), _negated=True)),
                    _connector="OR",
                ),
                name="adoption_address_or_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="adoptiondecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["confirmed", "recalled"]),
                    models.Q(("kind", "returned"), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="adoption_decision_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlyadoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="early_adoption_has_a_reason"
            ),
        ),
        install(TRIGGERS, "adoption_is_final"),
        install(TRIGGERS, "adoption_is_by_two"),
        install(TRIGGERS, "release_was_public"),
    ]
