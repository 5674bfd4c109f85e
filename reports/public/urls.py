"""Addresses of the public site. Folders end with a slash and files do not, so that the site can be stored as files."""

from django.urls import path, register_converter

from reports.public import addresses, views

register_converter(addresses.Year, "year")
register_converter(addresses.Number, "number")
register_converter(addresses.FileName, "filename")

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("robots.txt", views.robots, name="robots"),
    path("agencies/<slug:code>/", views.agency, name="agency"),
    path("agencies/<slug:code>/<year:year>/", views.report, name="report"),
    path("agencies/<slug:code>/<year:year>/<filename:name>", views.file, name="file"),
    path("agencies/<slug:code>/<year:year>/<number:number>/", views.report, name="version"),
    path("agencies/<slug:code>/<year:year>/<number:number>/<filename:name>", views.file, name="version_file"),
]
