"""Questions about the tree of agencies, each answered with exactly one query whatever the size of the tree."""

import unicodedata
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Concat, Lower, Replace

from agencies import reach

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from agencies.models import Agency

# One step up by the primary key: a join would read the whole table for every step.
_ABOVE = """
    WITH RECURSIVE above(id, height) AS (
        SELECT parent_id, 1 FROM agencies_agency WHERE id = %s
        UNION ALL
        SELECT (SELECT parent_id FROM agencies_agency a WHERE a.id = above.id), height + 1
        FROM above WHERE id IS NOT NULL
    ) SELECT id FROM above WHERE id IS NOT NULL ORDER BY height DESC
"""
_BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM agencies_agency WHERE parent_id = %s
        UNION
        SELECT a.id FROM agencies_agency a JOIN below ON a.parent_id = below.id
    ) SELECT id FROM below
"""


class NFKC(Func):
    """Compatibility form: full-width letters, digits and brackets become half-width (the ideographic space a space)."""

    template = "normalize(%(expressions)s, NFKC)"
    output_field = TextField()


def searchable(*fields: str) -> Func:
    """The expression of the column that searches read: each field folded, between line ends.

    The line ends let one `contains` tell a whole field ("\\nx\\n") and the beginning of a field ("\\nx") from the rest.
    """
    parts = [part for field in fields for part in (Value("\n"), F(field))]
    joined = Concat(*parts, Value("\n"), output_field=TextField())
    return Replace(Lower(NFKC(joined)), Value(" "), Value(""), output_field=TextField())


def folded_words(text: str) -> list[str]:
    """The words of a query, folded as the searchable column is."""
    return unicodedata.normalize("NFKC", text).replace("\0", "").lower().split()


class AgencyQuerySet(QuerySet["Agency"]):
    """All methods can be chained with filters; `search` with a limit must come last."""

    def roots(self) -> "AgencyQuerySet":
        """Agencies without a parent."""
        return self.filter(parent=None)

    def children_of(self, agency: "Agency") -> "AgencyQuerySet":
        """Those directly below."""
        return self.filter(parent=agency)

    def ancestors_of(self, agency: "Agency") -> "AgencyQuerySet":
        """Those above, the root first; the agency itself is not among them."""
        above = RawSQL(f"ARRAY({_ABOVE})", [agency.pk])  # noqa: S611 a constant and a bound parameter
        return self.filter(pk__in=RawSQL(_ABOVE, [agency.pk])).order_by(  # noqa: S611
            Func(above, F("pk"), function="array_position", output_field=IntegerField())
        )

    def descendants_of(self, agency: "Agency") -> "AgencyQuerySet":
        """Those below at any depth, in the usual order; the agency itself is not among them."""
        return self.filter(pk__in=RawSQL(_BELOW, [agency.pk]))  # noqa: S611

    def joined_by(self, user: "AbstractBaseUser | AnonymousUser") -> "AgencyQuerySet":
        """Those at which the user has a role of their own, supervision apart."""
        return self.filter(pk__in=RawSQL(reach.JOINED, [user.pk]))  # noqa: S611

    def supervised_by(self, user: "AbstractBaseUser | AnonymousUser") -> "AgencyQuerySet":
        """Those at and below the governments whose supervisor the user is."""
        return self.filter(pk__in=RawSQL(reach.SUPERVISED, [user.pk]))  # noqa: S611

    def visible_to(self, user: "AbstractBaseUser | AnonymousUser") -> "AgencyQuerySet":
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
        words = folded_words(text)
        if not words:
            return self.none()
        found = self
        for word in words:
            found = found.filter(search_text__contains=word)
        whole = "".join(words)
        closeness = Case(
            When(search_text__contains=f"\n{whole}\n", then=0),
            When(search_text__contains=f"\n{whole}", then=1),
            default=2,
            output_field=IntegerField(),
        )
        return found.order_by(closeness, "position", "code")

    def search(self, text: str, limit: int = 50) -> "AgencyQuerySet":
        """The first `limit` of `matching`."""
        return self.matching(text)[:limit]
