"""Reports and releases in PostgreSQL: what validation says, and what the database refuses whatever code runs."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from reports import editions
from reports.content.report import AGENCY_FACTS
from reports.models import Release, ReleaseFile, Report
from tests import factories

pytestmark = pytest.mark.django_db


def of_figures(report):
    """What the checks say of the figures; the words of these reports are too short for the proofreader."""
    return [finding for finding in report.findings() if "." in finding.where]


def sql(statement: str, *values: object) -> None:
    """Run a statement as somebody with a database client would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: object) -> str:
    """The name of the constraint or the words of the trigger that refuse a statement."""
    with pytest.raises(DatabaseError) as error:
        sql(statement, *values)
    diagnosis = error.value.__cause__.diag  # type: ignore[union-attr]
    return diagnosis.constraint_name or diagnosis.message_primary


def insert(agency_id: int, year: int, edition: str) -> str:
    """A statement that stores a copy of some report under another agency, year and edition."""
    changed = {"agency_id": str(agency_id), "year": str(year), "edition": f"'{edition}'"}
    columns = [field.column for field in Report._meta.concrete_fields if not field.primary_key]
    taken = ", ".join(changed.get(column, column) for column in columns)
    return f"INSERT INTO reports_report ({', '.join(columns)}) SELECT {taken} FROM reports_report LIMIT 1"


# Model validation


def test_report_in_order_validates():
    factories.report().full_clean()


def test_full_clean_addresses_each_finding_to_its_cell():
    changed = factories.figures(
        **{
            "requests.received.natural_person": 8,
            "requests.granted.natural_person": 7,
            "requests.granted.business": "三",
        }
    )
    with pytest.raises(ValidationError) as refusal:
        factories.report(figures=changed).full_clean()
    faults = refusal.value.error_dict["figures"]
    assert list(refusal.value.error_dict) == ["figures"]
    assert [(fault.code, fault.params["where"], fault.messages) for fault in faults] == [
        ("B104", "requests.granted.business", ["（一）予以公开·商业企业：“三”不是整数"]),
        ("B101", "requests.received.natural_person", ["自然人：8 + 0 ≠ 7 + 0，相差 1"]),
    ]


def test_full_clean_passes_warnings_over_and_findings_keep_them():
    report = factories.report(figures=factories.figures(**{"disclosure.regulations.in_force": 3}))
    report.full_clean()
    assert [finding.code for finding in of_figures(report)] == ["B105"]


def test_full_clean_speaks_of_percent_signs_as_they_are():
    report = factories.report(figures=factories.figures(**{"requests.granted.business": "100%"}))
    with pytest.raises(ValidationError) as refusal:
        report.full_clean()
    assert refusal.value.messages == ["（一）予以公开·商业企业：“100%”不是整数"]


def test_body_that_makes_regulations_may_report_them():
    city = factories.agency("nx-zw", level="prefecture", kind="government", may_make_regulations=True)
    assert of_figures(factories.report(city, figures=factories.figures(**{"disclosure.regulations.in_force": 3}))) == []


def test_unknown_edition_is_said_at_the_edition():
    report = Report(agency=factories.agency(), year=2024, edition="2020")
    with pytest.raises(ValidationError) as refusal:
        report.full_clean()
    assert refusal.value.message_dict["edition"] == ["没有代码为“2020”的格式版本（现有：2019、2021）"]


@pytest.mark.parametrize(("year", "edition"), [(2024, "2019"), (2020, "2021"), (2018, "2019"), (2101, "2021")])
def test_edition_of_another_year_is_said_in_a_sentence(year, edition):
    messages = {"figures": factories.figures(edition), "prose": factories.prose(edition)}
    with pytest.raises(ValidationError) as refusal:
        Report(agency=factories.agency(), year=year, edition=edition, **messages).full_clean()
    assert refusal.value.messages == ["格式版本与年度不符，或年度超出范围。"]


def test_second_report_of_a_year_is_said_in_a_sentence():
    first = factories.report()
    with pytest.raises(ValidationError) as refusal:
        Report(
            agency=first.agency, year=2024, edition="2021", figures=factories.figures(), prose=factories.prose()
        ).full_clean()
    assert refusal.value.messages == ["该机关这一年度的报告已经存在。"]


# What the database refuses


def test_second_report_of_a_year_is_refused_by_the_database():
    first = factories.report()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.report(first.agency)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.bulk_create([Report(agency=first.agency, year=2024, edition="2021")])
    assert refused(insert(first.agency_id, 2024, "2021")) == "report_once_a_year"
    assert Report.objects.count() == 1


def test_another_year_and_another_agency_are_welcome():
    first = factories.report()
    sql(insert(first.agency_id, 2023, "2021"))
    sql(insert(factories.agency("nx-sft").pk, 2024, "2021"))
    assert Report.objects.count() == 3


@pytest.mark.parametrize(
    ("year", "edition"),
    [(2024, "2020"), (2024, ""), (2024, "2019"), (2020, "2021"), (2018, "2019"), (2101, "2021"), (0, "2019")],
)
def test_edition_that_is_not_the_years_is_refused_by_the_database(year, edition):
    report = factories.report()
    assert refused(insert(report.agency_id, year, edition)) == "report_edition_of_year"


@pytest.mark.parametrize("change", ["year = 2023", "agency_id = 0", "edition = '2019'"])
def test_report_never_becomes_another_agencys_or_years(change):
    factories.report()
    assert refused(f"UPDATE reports_report SET {change}") == "report_stays_whose_it_is"


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021"), (2100, "2021")])
def test_first_and_last_year_of_an_edition_are_taken(year, edition):
    factories.report()
    other = factories.agency("nx-sft")
    sql(insert(other.pk, year, edition))
    assert other.reports.get().year == year


def test_constraint_says_what_the_edition_files_say():
    """A new edition file needs `makemigrations`; this fails until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'report_edition_of_year'")
        (definition,) = cursor.fetchone()
    for edition in editions.all_editions():
        assert f"'{edition.code}'" in definition
        assert f"year >= {edition.first_year}" in definition


# Releases


def test_release_holds_what_was_said_exactly():
    report = factories.report(figures=factories.figures(**{"disclosure.charges.amount": "25.10"}))
    release = Release.objects.get(pk=factories.release(report).pk)
    assert release.content() == report.content()
    assert release.content().digest() == release.digest
    assert release.figures["disclosure.charges.amount"] == "25.10"
    assert str(release) == "沙坡头区司法局2024年政府信息公开工作年度报告（第1版）"


def test_release_stays_as_it_was_when_agency_and_report_go_on():
    report = factories.report()
    release = factories.release(report)
    report.agency.name = report.agency.short_name = "中卫市沙坡头区新局"
    report.agency.save()
    factories.reopen(report, 2)
    Report.objects.filter(pk=report.pk).update(prose={}, figures={}, version=report.version + 1)
    again = Release.objects.get(pk=release.pk).content()
    assert (again.title, again.digest()) == ("沙坡头区司法局2024年政府信息公开工作年度报告", release.digest)


FINAL = "pgtrigger: Cannot update or delete rows from reports_{} table"


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE reports_release SET prose = '{}'",
        "UPDATE reports_release SET published_at = now()",
        "UPDATE reports_release SET digest = digest",
        "DELETE FROM reports_release",
    ],
)
def test_release_is_final_even_for_raw_sql(change):
    factories.release(factories.report())
    assert refused(change) == FINAL.format("release")


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("change", ["UPDATE reports_releasefile SET name = 'x'", "DELETE FROM reports_releasefile"])
def test_file_of_a_release_is_final_even_for_raw_sql(change):
    factories.release_file(factories.release(factories.report()))
    assert refused(change) == FINAL.format("releasefile")


@pytest.mark.usefixtures("as_owner")
def test_release_and_its_files_are_final_for_the_orm():
    release = factories.release(factories.report())
    file = factories.release_file(release)
    release.number = 2
    changes = [
        release.save,
        release.delete,
        lambda: Release.objects.update(number=2),
        lambda: Release.objects.bulk_update([release], ["number"]),
        lambda: ReleaseFile.objects.all().delete(),
        file.delete,
        file.save,
    ]
    for change in changes:
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            change()
    assert (Release.objects.get().number, ReleaseFile.objects.count()) == (1, 1)


def test_report_and_agency_of_a_release_cannot_be_deleted():
    report = factories.report()
    factories.release(report)
    for thing in (report, report.agency):
        with pytest.raises(ProtectedError):
            thing.delete()


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"origin": "unknown"}, "release_is_signed"),
        ({"origin": "imported"}, "release_is_signed"),
        ({"round": None}, "release_is_signed"),
        ({"digest": "0" * 64}, "release_is_signed"),
        ({"digest": ""}, "release_is_signed"),
        ({"edition": "2019"}, "release_is_of_its_report"),
        ({"year": 2101}, "release_is_of_its_report"),
    ],
)
def test_release_that_can_never_be_right_is_refused_by_the_database(facts, constraint):
    report = factories.report()
    factories.release(report)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        factories.release(report, 2, **facts)
    assert error.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


@pytest.mark.parametrize("number", [1, 3])
def test_release_of_another_number_than_the_reports_is_refused_by_the_database(number):
    report = factories.report()
    made = factories.release(report)
    factories.reopen(report, 2)
    columns = "agency_id, year, edition, agency_facts, figures, prose, digest, sm3, reason, published_at, report_id"
    copy = (
        f"INSERT INTO reports_release (number, origin, {columns}) SELECT %s, 'imported', {columns} FROM reports_release"
    )
    assert refused(copy, number) == "release_is_of_its_report"
    assert Release.objects.get() == made


def test_second_file_of_one_format_is_refused_by_the_database():
    release = factories.release(factories.report())
    factories.release_file(release)
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        factories.release_file(release)
    assert error.value.__cause__.diag.constraint_name == "release_file_once"  # type: ignore[union-attr]


def test_newest_is_one_release_a_report_by_number_newest_years_first():
    one = factories.report(year=2023)
    two = factories.report(one.agency, 2024)
    other = factories.report(factories.agency("nx-sft"), 2024)
    for report, numbers in ((two, (1, 2, 3)), (one, (1, 2)), (other, (1,))):
        for number in numbers:
            factories.release(report, number)
    assert [(each.agency.code, each.year, each.number) for each in Release.objects.newest()] == [
        ("nx-sft", 2024, 1),
        ("nx-zw-spt-sfj", 2024, 3),
        ("nx-zw-spt-sfj", 2023, 2),
    ]
    assert [each.number for each in Release.objects.filter(number=1, report=two).newest()] == []


# Last year


def answered(**columns: int) -> dict[str, object]:
    """So many requests carried in and answered."""
    return factories.figures(
        **{
            f"requests.{row}.{column}": number
            for row in ("carried_in", "granted")
            for column, number in columns.items()
        }
    )


def left_over(edition: str = "2021", **columns: int) -> dict[str, object]:
    """So many requests received and carried out."""
    rows = ("received", "carried_out")
    return factories.figures(
        edition, **{f"requests.{row}.{column}": number for row in rows for column, number in columns.items()}
    )


def test_newest_release_of_last_year_feeds_the_carry_over():
    before = factories.report(year=2023)
    factories.release(before)
    before.figures = left_over(business=2)
    factories.release(before, 2)
    factories.reopen(before, 3)
    before.figures, before.version = left_over(business=9), before.version + 1
    before.save()
    assert [(finding.code, finding.says) for finding in of_figures(factories.report(before.agency, 2024))] == [
        ("C201", "商业企业：上年结转填了 0，而 2023 年度报告结转下年度 2，相差 2")
    ]
    assert of_figures(factories.report(factories.agency("nx-sft"), 2024)) == []


def test_carry_over_reaches_across_editions():
    before = factories.report(year=2020, figures=left_over("2019", research=1))
    factories.release(before)
    now = factories.report(before.agency, 2021, figures=answered(research=1))
    assert of_figures(now) == []
    now.figures = factories.figures()
    assert [finding.code for finding in of_figures(now)] == ["C201"]


def test_draft_of_last_year_and_releases_of_other_years_feed_nothing():
    factories.release(factories.report(year=2022, figures=left_over(business=2)))
    agency = Report.objects.get().agency
    factories.report(agency, 2023, figures=left_over(business=2))
    assert [finding.code for finding in of_figures(factories.report(agency, 2024))] == ["C204"]


# Queries


def test_checking_a_report_asks_once_for_its_agency_for_last_year_and_for_its_neighbours(django_assert_num_queries):
    factories.release(factories.report(year=2023))
    report = factories.report(Report.objects.get().agency)
    fetched = Report.objects.get(pk=report.pk)
    with django_assert_num_queries(3):
        of_figures(fetched)
    fetched = Report.objects.select_related("agency").get(pk=report.pk)
    with django_assert_num_queries(2):
        of_figures(fetched)


def test_content_of_releases_asks_nothing_more(django_assert_num_queries):
    one = factories.report(year=2023)
    for report in (one, factories.report(one.agency)):
        factories.release(report)
    with django_assert_num_queries(1):
        assert [each.content().year for each in Release.objects.newest()] == [2024, 2023]


def test_figures_of_a_report_lie_in_the_database_as_they_were_given():
    figures = factories.figures(**{"disclosure.charges.amount": "25.10", "requests.granted.business": None})
    report = factories.report(figures=figures)
    with connection.cursor() as cursor:
        cursor.execute("SELECT figures::text FROM reports_report WHERE id = %s", [report.pk])
        (text,) = cursor.fetchone()
    assert json.loads(text) == figures
    assert set(report.content().agency) == set(AGENCY_FACTS)


# Forms hand in half a report; JSON hands in anything


@pytest.mark.parametrize("missing", ["agency", "year"])
def test_report_without_its_agency_or_year_is_told_so(missing):
    messages = {"agency": factories.agency(), "year": 2024, "edition": "2021", "figures": factories.figures()}
    messages.pop(missing)
    with pytest.raises(ValidationError) as refusal:
        Report(**messages).full_clean()
    assert missing in refusal.value.message_dict


@pytest.mark.parametrize("figures", [[], "8", 8, ["requests.granted.business"], None])
def test_figures_that_are_no_mapping_are_told_so(figures):
    with pytest.raises(ValidationError) as refusal:
        Report(agency=factories.agency(), year=2024, edition="2021", figures=figures).full_clean()
    assert list(refusal.value.message_dict) == ["figures"]


@pytest.mark.parametrize("prose", [[], "一", {"overview": None}, {"overview": 8}, {"appendix": "附录"}])
def test_prose_that_is_not_text_by_key_is_told_so(prose):
    with pytest.raises(ValidationError) as refusal:
        Report(
            agency=factories.agency(), year=2024, edition="2021", figures=factories.figures(), prose=prose
        ).full_clean()
    assert list(refusal.value.message_dict) == ["prose"]


@pytest.mark.parametrize("facts", [{"year": 2023}, {"year": 2020, "edition": "2019"}, {"agency": "another"}])
def test_release_of_another_agency_or_year_than_its_report_is_refused_by_the_database(facts):
    report = factories.report()
    if facts.get("agency"):
        facts = {"agency": factories.agency("nx-sft")}
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.release(report, **facts)
