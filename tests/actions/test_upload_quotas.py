"""What an agency may hand in on one day: files and megabytes, and a sentence that says until when."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.models import Upload
from reports.rendering import formats
from tests import factories, uploads
from tests.agencies.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agency():
    return factories.agency()


@pytest.fixture
def clerk(agency):
    return person("clerk", Role.DRAFTER, at=agency)


def word(year):
    return formats.WRITERS["docx"](factories.content(year))


def refused(agency, clerk, data, name="第三份.docx"):
    with pytest.raises(actions.Refused) as error:
        actions.upload(agency, data, name, clerk)
    return error.value.sentences


def until():
    day = timezone.localdate() + timedelta(days=1)
    return f"{day.month}月{day.day}日0时起可以再导入。"


def test_third_file_of_two_a_day_is_refused_until_midnight(agency, clerk, settings):
    settings.UPLOADS_PER_DAY = 2
    for number in (1, 2):
        uploads.upload(agency, clerk, uploads.reading(), str(number).encode(), f"{number}.docx")
    limit = "每个机关一天最多导入 2 个文件（读不出的也算），今天的已经用完；"
    assert refused(agency, clerk, word(2023)) == [f"“第三份.docx”没有导入：{limit}{until()}"]
    assert Upload.objects.count() == 2


def test_files_of_yesterday_and_of_other_agencies_do_not_count(agency, clerk, settings):
    settings.UPLOADS_PER_DAY = 1
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time()))
    uploads.upload(agency, clerk, uploads.reading(), b"1", "1.docx", at=midnight - timedelta(seconds=1))
    uploads.upload(factories.agency("nx-other"), clerk, uploads.reading(), b"2", "2.docx")
    assert actions.upload(agency, word(2023), "今天的.docx", clerk).new


def test_file_that_cannot_be_read_counts_for_it_was_looked_at(agency, clerk, settings):
    settings.UPLOADS_PER_DAY = 1
    assert "没有导入：" not in refused(agency, clerk, b"\x89PNG, a picture")[0]
    assert refused(agency, clerk, word(2023))[0].startswith("“第三份.docx”没有导入：每个机关一天最多导入 1 个文件")


def test_file_that_is_there_already_is_answered_beyond_the_quota(agency, clerk, settings):
    first = actions.upload(agency, word(2023), "一.docx", clerk)
    settings.UPLOADS_PER_DAY = 1
    again = actions.upload(agency, word(2023), "又一.docx", clerk)
    assert (again.upload.pk, again.new) == (first.upload.pk, False)


def test_megabytes_of_a_day_are_limited_too(agency, clerk, settings):
    settings.UPLOAD_MEGABYTES_PER_DAY = 3
    uploads.upload(agency, clerk, uploads.reading(), bytes(3 * 1024 * 1024 - 100), "1.docx")
    limit = "每个机关一天最多导入 3 MB，今天已经导入 2 MB；"
    assert refused(agency, clerk, word(2023)) == [f"“第三份.docx”没有导入：{limit}{until()}"]
