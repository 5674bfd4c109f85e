"""One of three duties for administrators of the whole installation, never two: see agencies/roles.py."""

from django.db import migrations, models

import agencies.roles


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0006_sign_in_delays"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="duty",
            field=models.CharField(
                blank=True,
                choices=[
                    ("system", "系统管理员（机关登记）"),
                    ("security", "安全管理员（账号、角色、密码）"),
                    ("auditor", "审计员（安全日志）"),
                ],
                default="",
                max_length=10,
                verbose_name="管理职责",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "duty__in",
                        [
                            "",
                            agencies.roles.Duty["SYSTEM"],
                            agencies.roles.Duty["SECURITY"],
                            agencies.roles.Duty["AUDITOR"],
                        ],
                    )
                ),
                name="user_duty_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("duty", ""), ("is_superuser", False), _connector="OR"),
                name="user_duty_or_superuser",
                violation_error_message="超级用户不能兼任三员之一。",
            ),
        ),
    ]
