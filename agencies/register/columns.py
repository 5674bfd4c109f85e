"""The columns of a register: fields of Agency, headed by the field's name or by its Chinese label in the model."""

from agencies.models import Agency

FIELDS = (
    "code",
    "name",
    "short_name",
    "parent",
    "level",
    "kind",
    "may_make_regulations",
    "address",
    "postcode",
    "telephone",
    "fax",
    "email",
    "contact_office",
    "portal_name",
    "portal_url",
    "is_active",
    "position",
)
REQUIRED = ("code", "name", "parent", "level", "kind")
"""Columns every register has. A column left out leaves what is stored untouched; an empty cell empties the field."""

LABELS = {field: str(Agency._meta.get_field(field).verbose_name) for field in FIELDS}  # type: ignore[union-attr]
FIELD_OF_HEADING = {field: field for field in FIELDS} | {label: field for field, label in LABELS.items()}

HALF_WIDTH = ("code", "parent", "postcode", "telephone", "fax", "email", "portal_url", "position")
"""Columns in which full-width letters, digits and marks are a slip of the keyboard."""
