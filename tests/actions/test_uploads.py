"""Taking a file in, saying what its places are, and making a report of it: whole or not at all, and never twice."""

from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.utils import ProgrammingError

from agencies.models import Event, User
from agencies.roles import Role
from reports import actions, editions
from reports.actions import Refused
from reports.content.digests import sha256
from reports.content.merge import Change
from reports.models import Correction, ImportRecord, Release, Report, Upload
from reports.queries import audit
from tests import adoptions, factories, uploads
from tests.agencies.people import person
from tests.trail import tell_of_everything

pytestmark = pytest.mark.django_db

E2021 = editions.get("2021")
RECEIVED = "figures.requests.received.natural_person"
TOTAL = "figures.requests.received.total"
GRANTED = "figures.requests.granted.business"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return factories.agency()


@pytest.fixture
def clerk(agency):
    return person("clerk", Role.DRAFTER, at=agency)


@pytest.fixture
def publisher(agency):
    return person("publisher", Role.PUBLISHER, at=agency)


@pytest.fixture
def sure(agency, clerk):
    """A file that is read without a doubt."""
    return uploads.upload(agency, clerk)


@pytest.fixture
def unsure(agency, clerk):
    return uploads.upload(agency, clerk, uploads.doubtful(), b"another paper", "存疑.docx")


def asked(upload, year=2023, *agreed):
    edition = editions.for_year(year)
    return actions.ImportRequest(year, upload.reconciled(edition).digest, frozenset(agreed))


def refused(act, *args):
    with pytest.raises(Refused) as error, transaction.atomic():
        act(*args)
    return error.value.sentences


def rule(upload, by, sure=(), **texts):
    lines = upload.reconciled(E2021).by_place
    changes = {place: Change(lines[place].now, text) for place, text in texts.items()}
    return actions.correct(upload, E2021, changes, {place: lines[place].now for place in sure}, by)


def test_correction_stands_beside_the_reading_and_changes_nothing_of_it(unsure, clerk):
    before = unsure.reading_data
    rule(unsure, clerk, **{RECEIVED: "９"})
    correction = Correction.objects.get()
    assert (correction.place, correction.before, correction.text, correction.by) == (RECEIVED, "8", "9", clerk)
    assert Upload.objects.get(pk=unsure.pk).reading_data == before


def test_same_correction_twice_is_one(unsure, clerk):
    change = {RECEIVED: Change("8", "9")}
    counts = [actions.correct(unsure, E2021, change, {}, clerk).count for _ in range(2)]
    assert (counts, Correction.objects.count()) == ([1, 0], 1)


def test_of_two_who_correct_one_cell_the_second_is_told(unsure, clerk, publisher):
    rule(unsure, clerk, **{RECEIVED: "9"})
    ruled = actions.correct(unsure, E2021, {RECEIVED: Change("8", "7")}, {}, publisher)
    assert (ruled.count, ruled.refused) == (
        0,
        ["“一、本年新收政府信息公开申请数量·自然人”在您打开这一页之后由别人改成了“9”，您写的没有保存，请看过再改。"],
    )


def test_confirmation_of_what_has_changed_meanwhile_is_not_taken(unsure, clerk):
    ruled = actions.correct(unsure, E2021, {}, {RECEIVED: "7"}, clerk)
    assert (ruled.count, len(ruled.refused), Correction.objects.count()) == (0, 1, 0)


def test_correction_that_its_cell_cannot_hold_is_told_and_the_rest_is_kept(unsure, clerk):
    ruled = rule(unsure, clerk, **{RECEIVED: "3.5", GRANTED: "0"})
    assert (ruled.count, ruled.refused) == (
        1,
        ["“一、本年新收政府信息公开申请数量·自然人”：“3.5”不是整数，没有采用。"],
    )


def test_place_that_does_not_exist_is_refused(unsure, clerk):
    says = refused(actions.correct, unsure, E2021, {"figures.x": Change("", "1")}, {}, clerk)
    assert says == ["2021 版格式没有“figures.x”这一处，没有保存任何改动。"]


def test_draft_says_what_the_file_says(sure, clerk):
    report = actions.begin_draft(sure, asked(sure), clerk)
    sentences = factories.prose()
    assert (report.year, report.state, report.prose) == (2023, "drafting", sentences)
    assert report.content().figures["requests.received.total"] == 0
    assert [revision.note for revision in report.revisions.all()] == ["导入自文件 2023年年报.docx"]


def test_draft_is_refused_while_a_place_is_open(unsure, clerk):
    assert refused(actions.begin_draft, unsure, asked(unsure), clerk) == [
        "还有 3 处没有核对：一、本年新收政府信息公开申请数量·自然人、一、本年新收政府信息公开申请数量·总计、"
        "（一）予以公开·商业企业。请对照原件改正或确认。"
    ]
    assert (Report.objects.count(), ImportRecord.objects.count()) == (0, 0)


def test_draft_of_confirmed_places_says_in_its_log_by_whom(unsure, clerk):
    rule(unsure, clerk, [TOTAL, GRANTED], **{RECEIVED: "9"})
    actions.begin_draft(unsure, asked(unsure), clerk)
    lines = {line["place"]: line for line in ImportRecord.objects.get().lines}
    assert len(lines) == 205
    assert lines[RECEIVED] == {
        "place": RECEIVED,
        "label": "一、本年新收政府信息公开申请数量·自然人",
        "state": "存疑",
        "raw": "8 0",
        "at": "第3页第2张表第5行",
        "now": "9",
        "how": "改正",
        "by": "clerk的姓名",
    }
    assert (lines[GRANTED]["now"], lines[GRANTED]["how"]) == ("", "核对")
    assert ImportRecord.objects.get().left == [{"text": "第 3 页 共 5 页", "at": "第3页"}]


def test_draft_asked_twice_changes_nothing(sure, clerk):
    first = actions.begin_draft(sure, asked(sure), clerk)
    again = actions.begin_draft(sure, asked(sure), clerk)
    assert (again.version, first.version, ImportRecord.objects.count()) == (1, 1, 1)


def test_draft_that_says_something_is_not_overwritten(sure, clerk):
    report = actions.start(sure.agency, 2023, clerk)
    place = "prose.overview"
    actions.save(report, {place: Change(report.prose.get("overview", ""), "有人写过。")}, clerk)
    assert refused(actions.begin_draft, sure, asked(sure), clerk) == [
        "2023 年度的草稿已经有人写了内容，没有覆盖；要用这个文件，请先清空草稿。"
    ]
    assert Report.objects.get().prose["overview"] == "有人写过。"


def test_draft_that_only_the_system_began_takes_the_file(sure, clerk):
    report = actions.start(sure.agency, 2023, clerk)
    assert report.values() != {}
    assert actions.begin_draft(sure, asked(sure), clerk).prose == factories.prose()


def test_draft_in_review_is_refused(sure, clerk):
    factories.release(factories.report(sure.agency, 2023))
    assert refused(actions.begin_draft, sure, asked(sure), clerk) == [
        "报告现在是“已发布”，内容不能改动，这次的改动没有保存。"
    ]


def test_paper_of_another_agency_and_year_is_asked_about(agency, clerk):
    other = uploads.upload(agency, clerk, replace(uploads.reading(2022), agency="另一个局"))
    assert refused(actions.begin_draft, other, asked(other), clerk) == [
        "文件里的机关是“另一个局”，与本机关的名称不同。确实如此的，请勾选确认。",
        "文件是 2022 年度的报告，您选的是 2023 年度。确实如此的，请勾选确认。",
    ]
    assert actions.begin_draft(other, asked(other, 2023, "agency", "year"), clerk).year == 2023


def test_what_was_not_seen_is_not_taken(sure, clerk):
    seen = asked(sure)
    rule(sure, clerk, **{RECEIVED: "1"})
    assert "内容在您打开这一页之后有改动，请看过现在的内容再试。" in refused(actions.begin_draft, sure, seen, clerk)


def test_year_that_has_no_format_or_has_not_begun_is_refused(sure, clerk):
    assert {
        year: refused(actions.begin_draft, sure, actions.ImportRequest(year, ""), clerk)[0] for year in (2018, 2099)
    } == {
        2018: "2018 年没有适用的年度报告格式（最早为 2019 年度）",
        2099: "2099 年度还没有开始，请选择已经过去或当前的年度。",
    }


def test_published_report_is_marked_as_imported_and_has_its_files(sure, clerk, publisher):
    report = adoptions.adopt(sure, clerk, publisher)
    release = Release.objects.get()
    assert (report.state, release.origin, release.published_by) == ("published", "imported", publisher)
    assert (release.files.count(), release.content().prose["overview"]) == (7, "这里写 overview。")
    import_record = ImportRecord.objects.get()
    assert (import_record.kind, import_record.report, import_record.number, import_record.upload) == (
        "published",
        report,
        1,
        sure,
    )


def test_trail_tells_of_the_taking_and_is_whole(agency, clerk, publisher):
    taken = actions.upload(agency, uploads.page(), "2023年.html", clerk).upload
    places = {line.place: line.now for line in taken.reconciled(E2021).open}
    actions.correct(taken, E2021, {}, places, clerk)
    adoptions.adopt(taken, clerk, publisher)
    assert [event.action for event in Event.objects.order_by("number")] == [
        "take_in",
        "correct_reading",
        "start",
        "ask_adoption",
        "save",
        "adopt",
    ]
    tell_of_everything()
    assert list(audit.broken(files=True)) == []


def test_original_that_was_changed_is_noticed(agency, clerk):
    taken = actions.upload(agency, uploads.page(), "2023年.html", clerk).upload
    with default_storage.open(taken.file.name, "wb") as stored:
        stored.write(b"another")
    tell_of_everything()
    assert list(audit.broken(files=True)) == ["导入的文件“2023年.html”的原件被改动过。"]


def test_same_file_is_taken_in_once_for_an_agency(agency, clerk, publisher):
    first = actions.upload(agency, uploads.page(), "2023年.html", clerk)
    again = actions.upload(agency, uploads.page(), "改了名.html", publisher)
    assert (first.new, again.new, again.upload) == (True, False, first.upload)
    assert (Upload.objects.count(), again.upload.name, Event.objects.count()) == (1, "2023年.html", 1)


def test_file_of_another_agency_is_its_own(agency, clerk):
    other = factories.agency("nx-other")
    taken = [actions.upload(each, uploads.page(), "2023年.html", clerk).new for each in (agency, other)]
    assert taken == [True, True]


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.pdf"), (b"not a report", "a.pdf"), (bytes(21 * 1024 * 1024), "a.pdf")]
)
def test_refused_file_stores_nothing_and_says_one_sentence(agency, clerk, data, name, tmp_path):
    assert len(refused(actions.upload, agency, data, name, clerk)) == 1
    assert (Upload.objects.count(), list(tmp_path.iterdir()), Event.objects.count()) == (0, [], 0)


def test_leftover_of_a_killed_attempt_is_swept_away(agency, clerk):
    folder = f"uploads/{agency.code}/{sha256(uploads.page())}/"
    default_storage.save(f"{folder}original", ContentFile(b"half"))
    taken = actions.upload(agency, uploads.page(), "2023年.html", clerk).upload
    (name,) = default_storage.listdir(folder)[1]
    assert (taken.file.name, name.startswith("original-")) == (f"{folder}{name}", True)


def test_row_that_cannot_be_written_leaves_no_file(agency):
    with pytest.raises(ValueError, match="unsaved related object"):
        actions.upload(agency, uploads.page(), "2023年.html", User(username="never stored"))
    assert (default_storage.listdir(f"uploads/{agency.code}/{sha256(uploads.page())}")[1], Upload.objects.count()) == (
        [],
        0,
    )


@pytest.mark.usefixtures("as_owner")
@pytest.mark.parametrize("model", [Upload, Correction, ImportRecord])
def test_nothing_of_it_is_ever_changed_or_deleted(unsure, sure, clerk, model):
    rule(unsure, clerk, **{RECEIVED: "9"})
    actions.begin_draft(sure, asked(sure), clerk)
    for change in (lambda: model.objects.update(by=clerk), lambda: model.objects.all()._raw_delete("default")):
        with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
            change()
