"""Agency: an administrative body that writes a yearly report, in its place in the tree."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from agencies import contact, role_scope, search, tree
from agencies.models.kinds import AdministrativeLevel, AgencyKind

# 立法法 第九十一条 (国务院部门) and 第九十三条 (省、自治区、直辖市和设区的市、自治州的人民政府).
# The State Council itself makes 行政法规, which are not 规章.
CAN_HAVE_REGULATIONS = Q(kind=AgencyKind.DEPARTMENT, level=AdministrativeLevel.NATION) | Q(
    kind=AgencyKind.GOVERNMENT, level__in=[AdministrativeLevel.PROVINCE, AdministrativeLevel.PREFECTURE]
)
ONLY_THESE_MAKE_REGULATIONS = "只有国务院部门、省级政府和市级（设区的市、自治州）政府能制定规章，请改为“否”。"


class AgencyQuerySet(QuerySet["Agency"]):
    """Questions about the tree, each answered with exactly one query whatever its size.

    All methods can be chained with filters; `search` with a limit must come last.
    """

    def roots(self) -> "AgencyQuerySet":
        """Agencies without a parent."""
        return self.filter(parent=None)

    def children_of(self, agency: "Agency") -> "AgencyQuerySet":
        """Those directly below."""
        return self.filter(parent=agency)

    def ancestors_of(self, agency: "Agency") -> "AgencyQuerySet":
        """Those above, the root first; the agency itself is not among them."""
        line = RawSQL(f"ARRAY({tree.ABOVE})", [agency.pk])  # noqa: S611 a constant and a bound parameter
        return self.filter(pk__in=RawSQL(tree.ABOVE, [agency.pk])).order_by(  # noqa: S611
            Func(line, F("pk"), function="array_position", output_field=IntegerField())
        )

    def descendants_of(self, agency: "Agency") -> "AgencyQuerySet":
        """Those below at any depth, in the usual order; the agency itself is not among them."""
        return self.filter(pk__in=RawSQL(tree.BELOW, [agency.pk]))  # noqa: S611

    def joined_by(self, user: AbstractBaseUser | AnonymousUser) -> "AgencyQuerySet":
        """Those at which the user has a role of their own, supervision apart."""
        return self.filter(pk__in=RawSQL(role_scope.JOINED, [user.pk]))  # noqa: S611

    def supervised_by(self, user: AbstractBaseUser | AnonymousUser) -> "AgencyQuerySet":
        """Those at and below the governments whose supervisor the user is."""
        return self.filter(pk__in=RawSQL(role_scope.SUPERVISED, [user.pk]))  # noqa: S611

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "AgencyQuerySet":
        """Those that the user belongs to or supervises: nothing for strangers, superusers among them."""
        return self.joined_by(user) | self.supervised_by(user)

    def with_child_counts(self) -> "AgencyQuerySet":
        """Adds `child_count`, the number of agencies directly below."""
        below = self.model.objects.filter(parent=OuterRef("pk")).order_by()
        count = below.values("parent").annotate(number=Count("pk")).values("number")
        return self.annotate(child_count=Coalesce(Subquery(count), 0))

    def matching(self, text: str) -> "AgencyQuerySet":
        """Those in whose name, short name or code every word of the text occurs; best first: exact, prefix, rest.

        Width, case and spaces do not matter. A text without words matches nothing.
        """
        words = search.folded_words(text)
        if not words:
            return self.none()
        matches = self
        for word in words:
            matches = matches.filter(search_text__contains=word)
        whole = "".join(words)
        closeness = Case(
            When(search_text__contains=f"\n{whole}\n", then=0),
            When(search_text__contains=f"\n{whole}", then=1),
            default=2,
            output_field=IntegerField(),
        )
        return matches.order_by(closeness, "position", "code")

    def search(self, text: str, limit: int = 50) -> "AgencyQuerySet":
        """The first `limit` of `matching`."""
        return self.matching(text)[:limit]


class Agency(models.Model):
    """One 行政机关.

    `full_clean` gives Chinese sentences addressed to fields; what can never be right the database refuses as well,
    a circle in the tree included (triggers/agency_no_circle.sql).
    """

    Level = AdministrativeLevel
    Kind = AgencyKind

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
        help_text="列表里显示的名称，如“沙坡头区司法局”；没有简称的空着。",
    )
    short_name_in_title = models.BooleanField(
        "标题用简称",
        default=False,
        help_text="年报标题一般印全称。选“是”就印简称，简称要带地名，如“沙坡头区司法局”。",
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
        expression=search.searchable("name", "short_name", "code"),
        output_field=models.TextField(),
        db_persist=True,
        editable=False,
    )

    objects: ClassVar[models.Manager["Agency"]] = AgencyQuerySet.as_manager()

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
            models.CheckConstraint(condition=Q(level__in=AdministrativeLevel.values), name="agency_level_known"),
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
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
        """The name that is printed in the titles of its reports: the full one, unless the register says otherwise."""
        return self.short_name if self.short_name and self.short_name_in_title else self.name

    def report_title(self, year: int) -> str:
        """The title of its report of the year on one line (“沙坡头区司法局2025年政府信息公开工作年度报告”)."""
        return f"{self.title_name}{year}年政府信息公开工作年度报告"

    @property
    def powers_fit(self) -> bool:
        """Whether `may_make_regulations` is lawful for this level and kind."""
        return not self.may_make_regulations or (
            (self.kind == AgencyKind.DEPARTMENT and self.level == AdministrativeLevel.NATION)
            or (
                self.kind == AgencyKind.GOVERNMENT
                and self.level in (AdministrativeLevel.PROVINCE, AdministrativeLevel.PREFECTURE)
            )
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
