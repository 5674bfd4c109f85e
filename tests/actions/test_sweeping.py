"""Files without a row are swept away, and nothing that somebody is just publishing."""

import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction

from reports.actions.sweeping import sweep_all
from reports.models import Report
from tests import factories, uploads
from tests.agencies.people import person
from tests.signing import sign

NOW = timedelta(0)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def store(name: str) -> str:
    return default_storage.save(name, ContentFile(b"left over"))


@pytest.mark.django_db
def test_only_what_no_row_names_is_swept():
    agency = factories.agency()
    kept = uploads.upload(agency, person("clerk", at=agency)).file.name
    left = [
        store(f"releases/{agency.code}/2024/1-abc/pdf-1.pdf"),
        store(f"uploads/{agency.code}/{'0' * 64}/original-1"),
        store("uploads/gone/1/original-1"),
    ]
    assert sorted(sweep_all(NOW)) == sorted(left)
    assert [default_storage.exists(name) for name in (kept, *left)] == [True, False, False, False]


@pytest.mark.django_db
def test_what_is_younger_than_a_day_is_left(capsys):
    name = store("releases/x/2024/1-abc/pdf-1.pdf")
    call_command("sweep_files")
    assert (capsys.readouterr().out, default_storage.exists(name)) == ("没有要清理的文件。\n", True)


@pytest.mark.django_db(transaction=True)
def test_sweep_waits_for_who_is_publishing():
    report = sign(factories.report())
    name = store(f"releases/{report.agency.code}/{report.year}/1-abc/pdf-1.pdf")
    swept: list[str] = []

    def sweep() -> None:
        swept.extend(sweep_all(NOW))
        connection.close()

    with transaction.atomic():
        Report.objects.select_for_update().get(pk=report.pk)
        sweeper = threading.Thread(target=sweep)
        sweeper.start()
        sweeper.join(0.5)
        assert (sweeper.is_alive(), default_storage.exists(name)) == (True, True)
    sweeper.join(10)
    assert swept == [name]
