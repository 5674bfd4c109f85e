"""How long an account or an address waits after wrong passwords."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInDelay",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="键的摘要")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="失败次数")),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="最后一次失败")),
                ("wait_until", models.DateTimeField(blank=True, null=True, verbose_name="等到")),
            ],
            options={
                "verbose_name": "登录等待",
                "verbose_name_plural": "登录等待",
                "indexes": [models.Index(fields=["last_at"], name="sign_in_delay_last_at")],
            },
        ),
    ]
