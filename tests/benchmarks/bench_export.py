"""Seconds and files of the static export with 5,000 publishing agencies, and of the next one after a correction.

    python -m pytest tests/benchmarks/bench_export.py -s

A report, not a verdict on the clock. Every report has a PDF of 40 kB in the storage.
"""

import os
import time
from functools import cache
from pathlib import Path

import pytest

from agencies import register
from agencies.models import Agency
from reports.models import Release
from reports.public.export import exporting
from tests.benchmarks.bench_public_page import publish_all
from tests.benchmarks.bench_register import SIZE, province
from tests.public.published import PDF, attach, publish

CONTENT = PDF * 2_000


def timed(folder: Path, what: str) -> list[str]:
    """Print what an export costs; out come its changes."""
    begin = time.perf_counter()
    changes = exporting.export(folder)
    seconds = time.perf_counter() - begin
    files = sum(len(names) for _, _, names in os.walk(folder / "site"))
    print(f"{what:<40}{seconds:>8.1f} s{len(changes):>8} files made, changed or deleted of{files:>7}", flush=True)
    return changes


@pytest.mark.django_db(transaction=True)
def test_export_of_five_thousand_agencies(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(exporting, "_build", cache(exporting._build))  # somebody may be writing code meanwhile
    assert register.load(province("甲路1号")).created == SIZE
    publish_all()
    for release in Release.objects.select_related("agency"):
        attach(release, CONTENT)
    print(f"\n{SIZE} agencies, each with a report and a PDF")
    folder = tmp_path / "out"
    timed(folder, "first export")
    assert timed(folder, "again, nothing changed") == []
    publish(Agency.objects.get(code="a4999"), prose={"overview": "甲。"}, pdf=PDF)
    assert len(timed(folder, "again, one report corrected")) < 20
    publish(Agency.objects.get(code="a4998"), 2023, pdf=PDF)
    timed(folder, "again, one report of a new year")
