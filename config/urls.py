"""Addresses: the public site at the root, the administration under /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("agencies.accounts.urls")),
    path("desk/", include("reports.desk.urls")),
    path("desk/", include("agencies.urls")),
    path("", include("reports.public.urls")),
]

# Every 404 of the project, in Chinese; 403.html and 500.html are found by their names.
handler404 = "reports.public.absence.not_found"
