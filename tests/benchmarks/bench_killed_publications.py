"""200 publications whose process is killed at random moments: every report is unpublished or published whole.

    python -m pytest tests/benchmarks/bench_killed_publications.py -s

Takes a quarter of an hour; a smaller one is in the suite (tests/test_killed_publication.py).
"""

import os
import time
from random import Random

import pytest

from reports.models import Release, Report
from tests.killing import approved, publish_all

COUNT = int(os.environ.get("REPORTS", "200"))


@pytest.mark.django_db(transaction=True)
def test_killed_at_random_moments(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    approved(COUNT)
    began = time.monotonic()
    blows = publish_all(Random(30), longest=5)
    assert (Report.objects.filter(state="published").count(), Release.objects.count()) == (COUNT, COUNT)
    print(f"\n{COUNT} publications, {blows} SIGKILL, {time.monotonic() - began:.0f} s, nothing half done")
