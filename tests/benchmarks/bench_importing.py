"""How long it takes to take files in: each of 60 handed in by itself, as the page does; and the page of one.

Run: python -m pytest tests/benchmarks/bench_importing.py -s
"""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.roles import Role
from reports.models import Upload
from reports.rendering import formats
from tests import factories
from tests.agencies.people import person

pytestmark = pytest.mark.django_db

FILES = 60
FORMS = ("pdf", "docx", "xlsx", "html")


def test_sixty_files_one_after_another(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = factories.agency()
    client = Client()
    client.force_login(person("clerk", Role.DRAFTER, at=agency))
    papers = [
        (form, formats.WRITERS[form](factories.content(2024, overview=f"第{number}份。")))
        for number in range(FILES // len(FORMS))
        for form in FORMS
    ]
    took: dict[str, list[float]] = {form: [] for form in FORMS}
    for number, (form, data) in enumerate(papers):
        begun = time.perf_counter()
        file = SimpleUploadedFile(f"{number}.{form}", data)
        client.post(f"/desk/{agency.code}/uploads/new/", {"files": [file]}, headers={"Accept": "application/json"})
        took[form].append(time.perf_counter() - begun)
    assert Upload.objects.count() == FILES
    for form, seconds in took.items():
        print(f"\n{form}: {sum(seconds) / len(seconds):.2f} s a file, the slowest {max(seconds):.2f} s", end="")
    print(f"\nall {FILES}: {sum(map(sum, took.values())):.1f} s")
    for page in ("", f"{Upload.objects.earliest('pk').pk}/", f"{Upload.objects.earliest('pk').pk}/log/"):
        begun = time.perf_counter()
        size = len(client.get(f"/desk/{agency.code}/uploads/{page}").content)
        print(f"imports/{page}: {(time.perf_counter() - begun) * 1000:.0f} ms, {size / 1000:.0f} KB")
