"""撤下 leaves a report 已撤下: 撤回 is what a drafter does to a report sent for review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_triggers")]

    operations = [
        migrations.AlterField(
            "report",
            "state",
            models.CharField(
                choices=[
                    ("drafting", "填报中"),
                    ("first_review", "一审一校"),
                    ("second_review", "二审二校"),
                    ("final_review", "三审三校"),
                    ("office_check", "主管部门审核"),
                    ("approved", "待发布"),
                    ("published", "已发布"),
                    ("withdrawn", "已撤下"),
                ],
                default="drafting",
                max_length=20,
                verbose_name="状态",
            ),
        ),
    ]
