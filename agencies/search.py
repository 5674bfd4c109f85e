"""Searching agencies by name: the expression of the column that is searched, and the words of a query, folded alike."""

import unicodedata

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Lower, Replace


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
