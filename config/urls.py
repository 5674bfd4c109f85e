"""Addresses: the public site at the root, the administration under /admin/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("reports.public.urls")),
]
