"""Addresses of the public site. Folders end with a slash and files do not, so that the site can be stored as files."""

from django.urls import path, register_converter

from reports.public import addresses, feeds, help_views, views
from reports.public.pages import page

register_converter(addresses.Year, "year")
register_converter(addresses.Number, "number")
register_converter(addresses.FollowingPage, "following")
register_converter(addresses.FileName, "filename")

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", help_views.manual_page, name="help"),
    path("help/manual.pdf", help_views.manual_pdf, name="manual_pdf"),
    path("help/guidance/<year:year>/", help_views.guidance_page, name="guidance"),
    path("help/guidance/<year:year>/<slug:key>.json", help_views.guidance_data, name="guidance_data"),
    path("search/", views.search, name="search"),
    path("compare/", views.compare, name="compare"),
    path("directory/", views.register, name="directory"),
    path("directory/<following:number>/", views.register, name="directory_page"),
    path("years/<year:year>/", views.register, name="year"),
    path("years/<year:year>/<following:number>/", views.register, name="year_page"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.site_map, name="sitemap"),
    path("sitemap-<number:number>.xml", views.site_map_part, name="sitemap_part"),
    path("feed.xml", page(feeds.Publications()), name="feed"),
    path("agencies/<slug:code>/", views.agency, name="agency"),
    path("agencies/<slug:code>/feed.xml", page(feeds.PublicationsOf()), name="agency_feed"),
    path("agencies/<slug:code>/<year:year>/", views.report, name="report"),
    path("agencies/<slug:code>/<year:year>/<filename:name>", views.file, name="file"),
    path("agencies/<slug:code>/<year:year>/<number:number>/", views.report, name="version"),
    path("agencies/<slug:code>/<year:year>/<number:number>/<filename:name>", views.file, name="version_file"),
]
