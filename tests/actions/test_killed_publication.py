"""Publishing is all or nothing, also for a process that is killed."""

from random import Random

import pytest

from reports.models import Release, Report
from tests.killing import approved, publish_all

pytestmark = pytest.mark.django_db(transaction=True)


def test_killed_publications_leave_each_report_unpublished_or_published_whole(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    approved(2)
    publish_all(Random(2021), longest=6)
    assert (Report.objects.filter(state="published").count(), Release.objects.count()) == (2, 2)
