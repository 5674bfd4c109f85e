"""The digest of a whole row: what an event keeps of each row it tells of, and what the row is compared with later.

A model under the chain names its fields in `under_chain`, a tuple of versions. A digest says by which version it was
made (“2:ab12…”), so that rows written before a field was added are still compared by the fields they had then.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.fields.files import FieldFile

from agencies.models.trail import hash_of


def covered_models() -> list[type[Model]]:
    """Every model whose rows are under the chain, in the order of their labels."""
    covered = [model for model in apps.get_models() if hasattr(model, "under_chain")]
    return sorted(covered, key=lambda model: model._meta.label_lower)


def label_of(row: Model) -> str:
    """What events call the row: `reports.signoff:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def digest_of(row: Model, version: int | None = None) -> str:
    """The digest of the row as it is in memory, by the fields of the version (counted from 1; None: the newest)."""
    versions: tuple[tuple[str, ...], ...] = row.under_chain  # type: ignore[attr-defined]
    number = version or len(versions)
    return f"{number}:{digest_of_fields(row, versions[number - 1])}"


def digest_of_fields(row: Model, names: Iterable[str]) -> str:
    """The SHA-256 of these fields of the row, by their names in the database (`agency_id`), in hexadecimal digits."""
    return hash_of({name: _plain(getattr(row, name)) for name in names})


def _plain(value: Any) -> Any:
    """One spelling for what is one value in the database."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.name or "" if isinstance(value, FieldFile) else value
