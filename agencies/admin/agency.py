"""The administration's pages for agencies."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from agencies import register
from agencies.admin.recorded import RecordedAdmin
from agencies.models import Agency, AgencyQuerySet
from agencies.register.sample import FILE_NAME


@admin.register(Agency)
class AgencyAdmin(RecordedAdmin):
    """List, search and edit; a code is fixed once the agency exists, because addresses and registers name it."""

    list_display = ["name", "code", "level", "kind", "parent", "may_make_regulations", "is_active", "members"]
    list_filter = ["level", "kind", "may_make_regulations", "is_active"]
    list_select_related = ["parent"]
    ordering = ["code"]  # Positions only mean something among siblings.
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["search_text"]
    search_help_text = "全称、简称或代码中的词，用空格隔开"
    autocomplete_fields = ["parent"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "short_name_in_title", "code"]}),
        (
            "在机关体系中的位置",
            {"fields": ["parent", "level", "kind", "may_make_regulations", "position", "is_active"]},
        ),
        ("联系方式", {"fields": ["address", "postcode", "telephone", "fax", "email", "contact_office"]}),
        ("门户网站", {"fields": ["portal_name", "portal_url"]}),
    ]

    @admin.display(description="人员")
    def members(self, agency: Agency) -> SafeString:
        """The way to the agency's members, where its first manager is invited."""
        return format_html('<a href="{}">成员和邀请</a>', reverse("members", args=[agency.code]))

    def get_urls(self) -> list[URLPattern]:
        """The model's pages, and the sample of a register."""
        sample = self.admin_site.admin_view(self.sample)
        return [path("sample.csv", sample, name="agencies_agency_sample"), *super().get_urls()]

    def sample(self, request: HttpRequest) -> HttpResponse:
        """样表 of the register, to be filled in and loaded with load_agencies. For who may see the list of agencies."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = HttpResponse(register.sample(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(True, FILE_NAME)
        return response

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> list[str]:
        """The code, once the agency exists."""
        return ["code"] if obj else []

    def get_search_results(  # type: ignore[override]
        self, request: HttpRequest, queryset: AgencyQuerySet, search_term: str
    ) -> tuple[AgencyQuerySet, bool]:
        """The same search as everywhere; an empty box shows all."""
        return (queryset.matching(search_term) if search_term.strip() else queryset), False
