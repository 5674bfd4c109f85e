"""What others do to an account is told to its person, and a password is reset by two: see agencies/models/account.py."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from agencies.models.triggers import HERE, install


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_trail"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="was_shown",
            field=models.BooleanField(default=True, verbose_name="给发出人看过"),
        ),
        migrations.AddField(
            model_name="user",
            name="email_confirmed",
            field=models.BooleanField(default=False, editable=False, verbose_name="邮箱经本人确认"),
        ),
        migrations.AlterField(
            model_name="membershipchange",
            name="action",
            field=models.CharField(
                choices=[
                    ("granted", "授予"),
                    ("revoked", "撤销"),
                    ("invited", "发出设置密码的链接"),
                    ("accepted", "用链接设置了密码"),
                    ("factor_removed", "停用两步验证"),
                    ("reset_asked", "申请重设密码"),
                    ("reset_confirmed", "确认重设密码"),
                ],
                max_length=20,
                verbose_name="变动",
            ),
        ),
        migrations.CreateModel(
            name="ResetRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="申请时间")),
                ("code", models.CharField(max_length=200, verbose_name="代码的散列")),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0, verbose_name="输错次数")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        verbose_name="申请人",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "重设密码的申请",
                "verbose_name_plural": "重设密码的申请",
                "ordering": ["-at"],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="reset",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.resetrequest",
                verbose_name="重设申请",
            ),
        ),
        migrations.CreateModel(
            name="AccountNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reset_asked", "申请重设密码"),
                            ("link", "设置密码的链接"),
                            ("password_reset", "重设密码"),
                            ("factor_removed", "停用两步验证"),
                            ("roles", "角色变动"),
                            ("exemption", "审核例外"),
                            ("account", "账号变动"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("says", models.CharField(max_length=700, verbose_name="内容")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("signing_from", models.DateTimeField(blank=True, null=True, verbose_name="可以签名的时间")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="已读时间")),
                (
                    "by",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account_notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="收件人",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号提醒",
                "verbose_name_plural": "账号提醒",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(condition=models.Q(("read_at", None)), fields=["user"], name="account_notice_unread"),
                    models.Index(
                        condition=models.Q(("signing_from__isnull", False)),
                        fields=["user", "signing_from"],
                        name="account_notice_delay",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="resetrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("user",), name="reset_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="resetrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", models.F("user")), _negated=True),
                    models.Q(
                        ("confirmed_by", None),
                        models.Q(("confirmed_by", models.F("by")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="reset_takes_two",
            ),
        ),
        install(HERE, "account_notice_is_final"),
    ]
