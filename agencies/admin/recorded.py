"""Whatever is done in the administration is an event of the trail, with the changed fields before and after."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from agencies.access import signed_in
from agencies.accounts import security
from agencies.models import Agency


class RecordedAdmin(admin.ModelAdmin):
    """Django's pages, each act written down in its transaction."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Store it, and what was changed."""
        names = [name for name in form.changed_data if name in {field.name for field in obj._meta.concrete_fields}]
        stored = type(obj)._default_manager.get(pk=obj.pk) if change else None
        before = {name: _plain(getattr(stored, name)) for name in names} if stored else {}
        super().save_model(request, obj, form, change)
        after = {name: _plain(getattr(obj, name)) for name in names}
        _record(request, "admin_change" if change else "admin_add", obj, before=before, after=after)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Take it away, and write what it was."""
        before = {field.name: _plain(getattr(obj, field.name)) for field in obj._meta.concrete_fields}
        _record(request, "admin_delete", obj, before=before, after={})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Several at once, each an event."""
        for obj in queryset:
            self.delete_model(request, obj)


def _record(request: HttpRequest, action: str, obj: Model, **data: Any) -> None:
    # An agency that may be deleted later is named by its code, and not referred to.
    facts: dict[str, Any] = {"object": f"{obj._meta.label_lower}:{obj.pk}", "name": _name(obj), **data}
    security.log(request, action, signed_in(request), **facts)


def _name(obj: Model) -> str:
    return obj.code if isinstance(obj, Agency) else str(obj)


def _plain(value: Any) -> Any:
    """What the chain can keep of a field."""
    if isinstance(value, Model):
        return value.pk
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
