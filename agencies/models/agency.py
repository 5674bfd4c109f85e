"""Agency: an administrative body that writes a yearly report, in its place in the tree."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agencies import contact, tree


class Level(models.TextChoices):
    """层级, the highest first."""

    NATION = "nation", "国家"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class Kind(models.TextChoices):
    """类别: what sort of body it is; the date a report is due depends on it (条例 第四十九条)."""

    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门"
    TOWNSHIP = "township", "乡镇街道"
    OFFICE = "office", "办公厅（室）"


# 立法法 第九十一条 (国务院部门) and 第九十三条 (省、自治区、直辖市和设区的市、自治州的人民政府).
# The State Council itself makes 行政法规, which are not 规章.
CAN_HAVE_REGULATIONS = Q(kind=Kind.DEPARTMENT, level=Level.NATION) | Q(
    kind=Kind.GOVERNMENT, level__in=[Level.PROVINCE, Level.PREFECTURE]
)
ONLY_THESE_MAKE_REGULATIONS = "只有国务院部门、省级政府和市级（设区的市、自治州）政府能制定规章，请改为“否”。"


class Agency(models.Model):
    """One 行政机关.

    `full_clean` gives Chinese sentences addressed to fields; what can never be right the database refuses as well,
    a circle in the tree included (trigger in the first migration).
    """

    Level = Level
    Kind = Kind

    code = models.CharField(
        "代码",
        max_length=64,
        unique=True,
        validators=[contact.validate_code],
        help_text="用在网址和登记册里，定下后不再改。小写字母、数字和连字符，如 nx-zw-spt-sfj。",
        error_messages={"unique": "这个代码已被另一机关使用。"},
    )
    name = models.CharField("全称", max_length=100, help_text="如“中卫市沙坡头区司法局”。")
    short_name = models.CharField(
        "简称",
        max_length=100,
        blank=True,
        default="",
        help_text="年报标题里的名称，如“沙坡头区司法局”；空着就用全称。",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上级", null=True, blank=True, related_name="children"
    )
    level = models.CharField("层级", max_length=10, choices=Level)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    may_make_regulations = models.BooleanField(
        "能否制定规章", default=False, help_text="《立法法》：国务院部门，省级和设区的市、自治州政府。"
    )

    address = models.CharField("地址", max_length=200, blank=True, default="")
    postcode = models.CharField(
        "邮政编码", max_length=6, blank=True, default="", validators=[contact.validate_postcode]
    )
    telephone = models.CharField(
        "联系电话", max_length=100, blank=True, default="", validators=[contact.validate_telephone]
    )
    fax = models.CharField("传真", max_length=100, blank=True, default="", validators=[contact.validate_telephone])
    email = models.EmailField(
        "电子邮箱", blank=True, default="", error_messages={"invalid": "电子邮箱须写成 name@example.cn 的样子。"}
    )
    contact_office = models.CharField("联系科室", max_length=100, blank=True, default="")
    portal_name = models.CharField("门户网站名称", max_length=100, blank=True, default="")
    portal_url = models.CharField(
        "门户网站网址", max_length=300, blank=True, default="", validators=[contact.validate_portal]
    )

    is_active = models.BooleanField(
        "在用", default=True, help_text="机关撤销或合并后取消勾选：不再编写新年报，已发布的仍可查阅。"
    )
    position = models.PositiveIntegerField("排序", default=0, help_text="同级之中小的在前；相同时按代码。")
    search_text = models.GeneratedField(
        expression=tree.searchable("name", "short_name", "code"),
        output_field=models.TextField(),
        db_persist=True,
        editable=False,
    )

    objects: ClassVar[models.Manager["Agency"]] = tree.AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "行政机关"
        verbose_name_plural = "行政机关"
        ordering = ["position", "code"]
        constraints = [
            # Deferrable, so that a register may let two agencies exchange their names.
            models.UniqueConstraint(
                fields=["name"],
                name="agency_name_unique",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_code="unique",  # puts the sentence at the field
                violation_error_message="这个全称已被另一机关使用。",
            ),
            models.CheckConstraint(condition=Q(code__regex=contact.CODE_FORM), name="agency_code_form"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="agency_name_not_empty"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="agency_not_its_own_parent"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="agency_level_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="agency_kind_known"),
            models.CheckConstraint(
                condition=Q(postcode="") | Q(postcode__regex=contact.POSTCODE_FORM), name="agency_postcode_form"
            ),
            models.CheckConstraint(
                condition=Q(portal_url="") | Q(portal_url__regex=contact.PORTAL_FORM), name="agency_portal_is_web"
            ),
            models.CheckConstraint(
                condition=Q(may_make_regulations=False) | CAN_HAVE_REGULATIONS,
                name="agency_may_make_regulations",
                violation_error_message=ONLY_THESE_MAKE_REGULATIONS,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title_name(self) -> str:
        """The name that stands in the titles of its reports (“沙坡头区司法局”)."""
        return self.short_name or self.name

    @property
    def powers_fit(self) -> bool:
        """Whether `may_make_regulations` is lawful for this level and kind."""
        return not self.may_make_regulations or (
            (self.kind == Kind.DEPARTMENT and self.level == Level.NATION)
            or (self.kind == Kind.GOVERNMENT and self.level in (Level.PROVINCE, Level.PREFECTURE))
        )

    def clean(self) -> None:
        """Refuse powers that the 立法法 does not give, and a parent that makes a circle (at most one query)."""
        errors = {}
        if not self.powers_fit:
            errors["may_make_regulations"] = ONLY_THESE_MAKE_REGULATIONS
        if self.parent and self.pk and self._stands_above(self.parent):
            errors["parent"] = f"“{self.parent.name}”就是本机关或在本机关之下，不能作本机关的上级，请另选。"
        if errors:
            raise ValidationError(errors)

    def _stands_above(self, other: "Agency") -> bool:
        return other.pk == self.pk or self in Agency.objects.ancestors_of(other)
