"""An export that is killed at random moments: the site is whole after every blow, the old one or the new one."""

import time
from pathlib import Path
from random import Random

import pytest

from reports.public.export import exporting
from tests import killing
from tests.public.export.sites import grow, listing
from tests.public.published import PDF, publish

EXPORTER = """
import sys
import django
django.setup()
from pathlib import Path
from reports.public.export import exporting
print("begun", flush=True)
exporting.export(Path({folder!r}))
"""
BLOWS = 8


@pytest.mark.django_db(transaction=True)
def test_site_is_whole_whenever_an_export_is_killed(tmp_path: Path) -> None:
    tree, folder, random = grow(), tmp_path / "out", Random(4)
    exporting.export(folder)
    old = listing(folder / "site")
    publish(tree["nx-sft"], 2023, pdf=PDF)
    exporting.export(tmp_path / "fresh")
    new = listing(tmp_path / "fresh" / "site")
    for _ in range(BLOWS):
        running = killing.start(EXPORTER.format(folder=str(folder)))
        assert running.stdout
        assert running.stdout.readline() == "begun\n"
        time.sleep(random.uniform(0, 0.4))
        running.kill()
        running.wait()
        running.stdout.close()
        assert listing(folder / "site") in (old, new)
    exporting.export(folder)
    assert listing(folder / "site") == new
