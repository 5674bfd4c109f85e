"""Addresses of the public site."""

app_name = "public"
urlpatterns: list = []
