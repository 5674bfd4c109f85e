"""Who may open what: every address of the project beside what a stranger, a signed-in user and staff get.

An address that is not in the table fails the test, so nobody can forget to decide. `login`: sent to sign in.
Staff here have the staff mark and no permission on any model.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from agencies.models import Membership, User
from agencies.roles import Role
from tests.agencies.trees import plant
from tests.public.published import PDF, publish

pytestmark = pytest.mark.django_db

NAME = quote("x局2024年政府信息公开工作年度报告.pdf")


class Row(NamedTuple):
    route: str
    address: str
    stranger: int | str
    signed_in: int | str
    staff: int | str


def everyone(route: str, address: str) -> Row:
    return Row(route, address, 200, 200, 200)


def model_pages(model: str) -> list[Row]:
    """The administration's pages for a model: staff need a permission for the model as well."""
    pages = {"": "", "add/": "add/", "<path:object_id>/history/": "1/history/", "<path:object_id>/delete/": "1/delete/",
             "<path:object_id>/change/": "1/change/"}  # fmt: skip
    rows = [
        Row(f"admin/{model}/{route}", f"/admin/{model}/{page}", "login", "login", 403) for route, page in pages.items()
    ]
    return [*rows, Row(f"admin/{model}/<path:object_id>/", f"/admin/{model}/1/", "login", "login", 302)]


def agency_pages(
    route: str, address: str, get: Mapping[str, str] | None = None, *, post: Mapping[str, str]
) -> list[Row]:
    """Pages of an agency: whoever has no role there, staff included, is told that there is no such page."""
    rows = [Row(route + more, address + page, "login", 404, 404) for more, page in (get or {}).items()]
    return [*rows, *(Row(route + more, address + page, "login", 405, 405) for more, page in post.items())]


MATRIX = [
    everyone("", "/"),
    everyone("help/", "/help/"),
    everyone("help/manual.pdf", "/help/manual.pdf"),
    everyone("help/guidance/<year:year>/", "/help/guidance/2024/"),
    everyone("help/guidance/<year:year>/<slug:key>.json", "/help/guidance/2024/requests.json"),
    everyone("search/", "/search/?q=x"),
    everyone("robots.txt", "/robots.txt"),
    everyone("compare/", "/compare/?a=x-2024"),
    everyone("directory/", "/directory/"),
    Row("directory/<following:number>/", "/directory/2/", 404, 404, 404),
    everyone("years/<year:year>/", "/years/2024/"),
    Row("years/<year:year>/<following:number>/", "/years/2024/2/", 404, 404, 404),
    everyone("sitemap.xml", "/sitemap.xml"),
    everyone("sitemap-<number:number>.xml", "/sitemap-1.xml"),
    everyone("feed.xml", "/feed.xml"),
    everyone("agencies/<slug:code>/feed.xml", "/agencies/x/feed.xml"),
    everyone("agencies/<slug:code>/", "/agencies/x/"),
    everyone("agencies/<slug:code>/<year:year>/", "/agencies/x/2024/"),
    everyone("agencies/<slug:code>/<year:year>/<filename:name>", f"/agencies/x/2024/{NAME}"),
    everyone("agencies/<slug:code>/<year:year>/<number:number>/", "/agencies/x/2024/1/"),
    everyone("agencies/<slug:code>/<year:year>/<number:number>/<filename:name>", f"/agencies/x/2024/1/{NAME}"),
    Row("admin/", "/admin/", "login", "login", 200),
    Row("admin/login/", "/admin/login/", "login", 403, 302),
    Row("admin/logout/", "/admin/logout/", "login", 302, 200),
    Row("admin/password_change/", "/admin/password_change/", "login", "login", 302),
    Row("admin/password_change/done/", "/admin/password_change/done/", "login", "login", 200),
    Row("admin/autocomplete/", "/admin/autocomplete/", "login", "login", 403),
    Row("admin/jsi18n/", "/admin/jsi18n/", "login", "login", 200),
    Row("admin/r/<path:content_type_id>/<path:object_id>/", "/admin/r/0/0/", "login", "login", 404),
    Row("admin/^(?P<app_label>agencies)/$", "/admin/agencies/", "login", "login", 404),
    Row("admin/(?P<url>.*)$", "/admin/nothing", "login", "login", 404),
    *model_pages("agencies/user"),
    *model_pages("agencies/agency"),
    Row("admin/agencies/agency/sample.csv", "/admin/agencies/agency/sample.csv", "login", "login", 403),
    *model_pages("agencies/membership"),
    Row("account/", "/account/", "login", 200, 200),
    Row("account/login/", "/account/login/", 200, 302, 302),
    Row("account/login/code/", "/account/login/code/", "login", 302, 302),
    Row("account/logout/", "/account/logout/", "login", 200, 200),
    Row("account/inactive/", "/account/inactive/", 200, 200, 200),
    Row("account/signup/", "/account/signup/", 200, 302, 302),
    Row("account/invitation/<str:secret>/", "/account/invitation/x/", 410, 410, 410),
    Row("account/password/", "/account/password/", "login", 200, 200),
    Row("account/email/", "/account/email/", "login", 302, 302),  # to the password, asked for again
    Row("account/email/confirm/<str:token>/", "/account/email/confirm/x/", "login", 302, 302),
    Row("account/second-factor/", "/account/second-factor/", "login", 200, 200),
    Row("account/log/", "/account/log/", "login", 404, 404),
    Row("account/log.csv", "/account/log.csv", "login", 404, 404),
    Row("account/notices/read/", "/account/notices/read/", "login", 405, 405),
    Row("account/resets/", "/account/resets/", "login", 200, 200),
    Row("account/resets/<int:pk>/confirm/", "/account/resets/1/confirm/", "login", 405, 405),
    Row("account/confirm/", "/account/confirm/", "login", 200, 200),
    Row("account/confirm/code/", "/account/confirm/code/", "login", 302, 302),
    Row("account/confirm/key/", "/account/confirm/key/", "login", 302, 302),
    Row("account/keys/add/", "/account/keys/add/", "login", 302, 302),
    Row("account/keys/<int:pk>/edit/", "/account/keys/1/edit/", "login", 302, 302),
    Row("account/keys/<int:pk>/remove/", "/account/keys/1/remove/", "login", 302, 302),
    Row("account/totp/activate/", "/account/totp/activate/", "login", 302, 302),
    Row("account/totp/deactivate/", "/account/totp/deactivate/", "login", 404, 404),
    Row("account/recovery-codes/", "/account/recovery-codes/", "login", 404, 404),
    Row("account/recovery-codes/generate/", "/account/recovery-codes/generate/", "login", 302, 302),
    Row("account/recovery-codes/download/", "/account/recovery-codes/download/", "login", 404, 404),
    Row("desk/", "/desk/", "login", 200, 200),
    Row("desk/office/", "/desk/office/", "login", 404, 404),
    Row("desk/rules/", "/desk/rules/", "login", 200, 200),
    Row("desk/notices/read/", "/desk/notices/read/", "login", 405, 405),
    *agency_pages(
        "desk/<slug:code>/",
        "/desk/x/",
        {
            "settings/": "settings/",
            "uploads/": "uploads/",
            "uploads/<int:pk>/": "uploads/1/",
            "uploads/<int:pk>/original/": "uploads/1/original/",
            "uploads/<int:pk>/pages/": "uploads/1/pages/",
            "uploads/<int:pk>/pages/<int:number>.png": "uploads/1/pages/1.png",
            "uploads/<int:pk>/log/": "uploads/1/log/",
            "uploads/<int:pk>/adoption/": "uploads/1/adoption/",
            "adoptions/<int:pk>/": "adoptions/1/",
            "early-adoptions/": "early-adoptions/",
        },
        post={
            "start/": "start/",
            "settings/checklists/<slug:stage>/": "settings/checklists/first_review/",
            "settings/office-check/": "settings/office-check/",
            "settings/exemptions/": "settings/exemptions/",
            "settings/exemptions/<int:pk>/end/": "settings/exemptions/1/end/",
            "uploads/new/": "uploads/new/",
            "uploads/<int:pk>/save/": "uploads/1/save/",
            "uploads/<int:pk>/draft/": "uploads/1/draft/",
            "adoptions/<int:pk>/explain/": "adoptions/1/explain/",
            "adoptions/<int:pk>/confirm/": "adoptions/1/confirm/",
            "adoptions/<int:pk>/return/": "adoptions/1/return/",
            "adoptions/<int:pk>/recall/": "adoptions/1/recall/",
        },
    ),
    *agency_pages(
        "desk/<slug:code>/<int:year>/",
        "/desk/x/2024/",
        {
            "": "",
            "preview/": "preview/",
            "verification/": "verification/",
            "check/": "check/",
            "review/": "review/",
            "files/<int:pk>/": "files/1/",
            "portal/": "portal/",
            "proof.pdf": "proof.pdf",
            "remarks.pdf": "remarks.pdf",
            "review-form.pdf": "review-form.pdf",
            "proof/<slug:digest>/": "proof/0a/",
            "edit/": "edit/",
            "edit/<slug:page>/": "edit/overview/",
            "history/": "history/",
            "history/<int:earlier>-<int:later>/": "history/1-2/",
            "history/<int:number>/restore/": "history/1/restore/",
        },
        post={
            "edit/<slug:page>/save/": "edit/overview/save/",
            "edit/<slug:page>/paste/": "edit/overview/paste/",
            "edit/<slug:page>/zeros/": "edit/overview/zeros/",
            "edit/<slug:page>/presence/": "edit/overview/presence/",
            "edit/<slug:page>/questions/<int:pk>/": "edit/overview/questions/1/",
            "transition/": "transition/",
            "comments/": "comments/",
            "comments/<int:pk>/": "comments/1/",
            "explain/": "explain/",
        },
    ),
    *agency_pages(
        "desk/agencies/<slug:code>/members/",
        "/desk/agencies/x/members/",
        {"": "", "invite/": "invite/", "add/": "add/", "<int:pk>/": "1/"},
        post={
            "<int:pk>/remove/": "1/remove/",
            "<int:pk>/link/": "1/link/",
            "<int:pk>/reset/": "1/reset/",
            "<int:pk>/second-factor/remove/": "1/second-factor/remove/",
        },
    ),
]


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


@pytest.fixture
def readers(settings, tmp_path: Path) -> dict[str, Client]:
    """One client for each kind of reader; there is a published report, and a row 1 of every model."""
    settings.MEDIA_ROOT = tmp_path
    agency = plant("x", pk=1)
    publish(agency, pdf=PDF)
    Membership.objects.create(pk=1, agency=agency, user=User.objects.create_user("drafter", pk=3), role=Role.DRAFTER)
    clients = {"stranger": Client(), "signed_in": Client(), "staff": Client()}
    clients["signed_in"].force_login(User.objects.create_user("user", password="a word", pk=1))
    clients["staff"].force_login(User.objects.create_user("staff", password="a word", pk=2, is_staff=True))
    return clients


def test_every_address_is_in_the_table() -> None:
    assert sorted(row.route for row in MATRIX) == sorted(routes(get_resolver().url_patterns))


def test_everyone_gets_exactly_what_the_table_says(readers: dict[str, Client]) -> None:
    got = [Row(row.route, row.address, *(answer(client, row.address) for client in readers.values())) for row in MATRIX]
    assert [pair for pair in zip(got, MATRIX, strict=True) if pair[0] != pair[1]] == []


def answer(client: Client, address: str) -> int | str:
    response = client.get(address)
    to_login = response.status_code == 302 and "/login/" in response["Location"]
    return "login" if to_login else response.status_code
