"""Addresses of an agency's own pages, below /desk/."""

from django.urls import path

from agencies import views

urlpatterns = [
    path("agencies/<slug:code>/members/", views.members, name="members"),
    path("agencies/<slug:code>/members/invite/", views.invite, name="invite_member"),
    path("agencies/<slug:code>/members/add/", views.add, name="add_member"),
    path("agencies/<slug:code>/members/<int:pk>/", views.member, name="member"),
    path("agencies/<slug:code>/members/<int:pk>/remove/", views.remove, name="remove_member"),
    path("agencies/<slug:code>/members/<int:pk>/link/", views.link, name="member_link"),
    path("agencies/<slug:code>/members/<int:pk>/reset/", views.ask_reset, name="ask_reset"),
    path(
        "agencies/<slug:code>/members/<int:pk>/second-factor/remove/",
        views.remove_second_factor,
        name="remove_second_factor",
    ),
]
