"""load_demo: its reports come in as any old report does, by two people, and say what the demo's files say."""

import pytest
import yaml
from django.core.management import CommandError

from agencies.models import Agency, Event, Membership
from agencies.roles import Role
from reports.management.commands import load_demo
from reports.models import AdoptionRequest, Release
from reports.queries import audit
from tests.agencies.people import person


def test_each_report_says_what_its_file_says(demo):
    told = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(load_demo.FOLDER.glob("*.yaml"))]
    wanted = [load_demo._content(Agency.objects.get(code=each["agency"]), each) for each in told]
    for each in wanted:
        release = Release.objects.get(agency__code=each.agency["code"], year=each.year)
        prose = {key: text.strip() for key, text in each.prose.items()}
        assert release.content().data() == {**each.data(), "prose": prose}


def test_each_report_was_asked_for_by_one_person_and_confirmed_by_another(demo):
    people = AdoptionRequest.objects.order_by("pk").values_list("by__username", "decision__by__username")
    assert set(people) == {
        ("spt-drafter", "spt-publisher"),
        ("sft-drafter", "sft-publisher"),
        ("hsb-drafter", "hsb-publisher"),
    }
    assert Event.objects.filter(action="adopt", actor=None).count() == 0
    assert list(audit.broken(files=True)) == []


def test_day_is_the_last_one_for_the_agency(demo):
    days = Release.objects.order_by("year", "pk").values_list("published_at", flat=True)
    assert sorted({f"{day.astimezone():%m-%d}" for day in days}) == ["01-31"]


def test_real_people_of_the_agency_never_stand_for_what_the_command_does(demo):
    agency = Agency.objects.get(code="nx-sft")
    Membership.objects.filter(agency=agency, user__username="sft-publisher").delete()
    person("real", Role.PUBLISHER, at=agency)
    with pytest.raises(CommandError, match="没有试用的发布人，不能载入试用的报告。"):
        load_demo._demo_person(agency, Role.PUBLISHER)
