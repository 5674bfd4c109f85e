"""Published files in an S3-compatible store: written, read back, and taken away again when publishing fails."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from agencies.roles import Role
from config import storage
from reports import actions
from reports.queries import audit
from reports.rendering.typesetting import Unprintable
from reports.workflow.transitions import Action
from tests import factories, object_store
from tests.signing import order, sign, staffed
from tests.trail import tell_of_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def objects(settings, monkeypatch):
    """What the store holds, by path."""
    with object_store.running() as (address, held):
        for name, value in {
            "BUCKET": "reports",
            "ENDPOINT": address,
            "KEY": "k",
            "SECRET": "s",
            "REGION": "cn",
        }.items():
            monkeypatch.setenv(f"NIANBAO_S3_{name}", value)
        settings.STORAGES = settings.STORAGES | {"default": storage.choose()}
        yield held


def test_release_lies_in_the_store_and_is_read_back_whole(objects):
    report = factories.report()
    publisher = staffed(report.agency)[Role.PUBLISHER]
    tell_of_everything()
    sign(report)
    actions.apply(report, Action.PUBLISH, publisher, order(report))
    release = report.releases.get()
    assert {path: len(data) for path, data in objects.items()} == {
        f"/reports/{file.file.name}": file.size for file in release.files.all()
    }
    assert list(audit.broken(files=True)) == []


def test_failed_publication_leaves_nothing_in_the_store(objects):
    report = factories.report(prose=factories.prose(overview="工作顺利😀。"))
    sign(report)
    with pytest.raises(Unprintable):
        actions.apply(report, Action.PUBLISH, staffed(report.agency)[Role.PUBLISHER], order(report))
    assert objects == {}


def test_bucket_without_a_key_is_refused(monkeypatch):
    monkeypatch.setenv("NIANBAO_S3_BUCKET", "reports")
    with pytest.raises(ImproperlyConfigured, match="NIANBAO_S3_KEY"):
        storage.choose()


def test_without_a_bucket_files_lie_on_the_disk(monkeypatch):
    monkeypatch.delenv("NIANBAO_S3_BUCKET", raising=False)
    assert storage.choose() == {"BACKEND": "django.core.files.storage.FileSystemStorage"}
