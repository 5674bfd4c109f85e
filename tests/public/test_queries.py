"""A page asks the same number of queries however much is published."""

from collections.abc import Iterator

import pytest
from django.test import Client

from agencies import register
from agencies.models import Agency
from tests.public.published import publish

pytestmark = pytest.mark.django_db

# What each page may ask, with a handful of agencies and with many.
ALLOWED = {
    "/": 3,
    "/search/?q=号": 4,
    "/search/?q=nothing": 3,
    "/search/?year=2024": 4,
    "/directory/": 3,
    "/years/2024/": 3,
    "/compare/?a=a0-2023&b=a0-2024": 2,
    "/compare/?a=a0-2024&other=号": 4,
    "/agencies/a0/": 5,
    "/agencies/a0/2024/": 5,
    "/agencies/a0/2024/1/": 4,
    "/agencies/a0/2023/": 4,
    "/feed.xml": 1,
    "/agencies/a0/feed.xml": 2,
    "/sitemap.xml": 1,
    "/sitemap-1.xml": 1,
}


def grow(size: int) -> None:
    """A tree of so many agencies, each tenth of which published, the root three years in two versions."""
    rows = [f"a{n},某省第{n}号机关,{f'a{n // 15}' if n else ''},县级,部门" for n in range(size)]
    register.load("\n".join(["代码,全称,上级,层级,类别", *rows]).encode())
    agencies = list(Agency.objects.order_by("pk"))
    for agency in agencies[::10]:
        publish(agency)
    for year in (2022, 2023, 2024):
        publish(agencies[0], year)


@pytest.fixture(params=[12, 600])
def grown(request: pytest.FixtureRequest) -> Iterator[int]:
    grow(request.param)
    yield request.param


def test_pages_ask_a_constant_number_of_queries(grown: int, client: Client, django_assert_num_queries) -> None:
    for address, queries in ALLOWED.items():
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200, address
