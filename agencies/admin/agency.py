"""The administration's pages for agencies."""

from django.contrib import admin
from django.http import HttpRequest

from agencies.models import Agency
from agencies.tree import AgencyQuerySet


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    """List, search and edit; a code is fixed once the agency exists, because addresses and registers name it."""

    list_display = ["name", "code", "level", "kind", "parent", "may_make_regulations", "is_active"]
    list_filter = ["level", "kind", "may_make_regulations", "is_active"]
    list_select_related = ["parent"]
    ordering = ["code"]  # Positions only mean something among siblings.
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["search_text"]
    search_help_text = "全称、简称或代码中的词，用空格隔开"
    autocomplete_fields = ["parent"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "code"]}),
        (
            "在机关体系中的位置",
            {"fields": ["parent", "level", "kind", "may_make_regulations", "position", "is_active"]},
        ),
        ("联系方式", {"fields": ["address", "postcode", "telephone", "fax", "email", "contact_office"]}),
        ("门户网站", {"fields": ["portal_name", "portal_url"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> list[str]:
        return ["code"] if obj else []

    def get_search_results(  # type: ignore[override]
        self, request: HttpRequest, queryset: AgencyQuerySet, search_term: str
    ) -> tuple[AgencyQuerySet, bool]:
        """The same search as everywhere; an empty box shows all."""
        return (queryset.matching(search_term) if search_term.strip() else queryset), False
