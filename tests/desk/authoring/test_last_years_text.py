"""Last year's text beside the box: of the published report, as it was printed, paragraph by paragraph."""

import pytest
from bs4 import BeautifulSoup

from agencies.roles import Role
from tests import factories
from tests.agencies.people import person

pytestmark = pytest.mark.django_db
EDIT = "/desk/nx-zw-spt-sfj/2024/edit/overview/"


@pytest.fixture
def report():
    return factories.report(factories.agency())


@pytest.fixture
def signed_in(client, report):
    client.force_login(person("drafter", Role.DRAFTER, at=report.agency))
    return client


def beside(client, address=EDIT):
    """The year that stands beside the boxes of a page, and the paragraphs."""
    blocks = BeautifulSoup(client.get(address).content, "html.parser").select("details.earlier")
    return [block.summary.text for block in blocks], [item.p.text for block in blocks for item in block("li")]


def test_last_years_paragraphs_stand_beside_the_box_as_they_were_printed(signed_in, report):
    before = factories.report(
        report.agency, year=2023, prose=factories.prose(overview="（一）**主动公开**。38条。\n\n（二）依申请公开。")
    )
    factories.release(before)
    assert beside(signed_in) == (["2023年（已公开）"], ["（一）主动公开。38条。", "（二）依申请公开。"])


def test_nothing_stands_there_for_a_year_that_was_not_published_or_is_older(signed_in, report):
    factories.report(report.agency, year=2023)
    factories.release(factories.report(report.agency, year=2022))
    assert beside(signed_in) == ([], [])


def test_first_page_has_last_years_opening_and_contact_each_at_its_box(signed_in, report):
    factories.release(
        factories.report(report.agency, year=2023, prose=factories.prose(opening="上年开头。", contact="上年电话。"))
    )
    years, paragraphs = beside(signed_in, EDIT.replace("overview", "opening"))
    assert (years, paragraphs) == (["2023年（已公开）"] * 2, ["上年开头。", "上年电话。"])
