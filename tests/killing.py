"""A process that publishes, killed again and again; and what must be true after each blow."""

import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from agencies.roles import Role
from reports.content.digests import sha256
from reports.models import ReleaseFile, Report
from reports.queries import audit
from reports.workflow.transitions import State
from tests import factories
from tests.signing import person, sign
from tests.trail import tell_of_everything

PROJECT = Path(__file__).resolve().parents[1]
# Publishes whatever is approved, one report after another, and says so.
PUBLISHER = """
import django
django.setup()
from reports import actions
from reports.models import Report
from reports.workflow.transitions import Action
for report in Report.objects.filter(state="approved").order_by("pk"):
    print("begun", flush=True)
    actions.apply(report, Action.PUBLISH, by=None)
"""


def approved(count: int) -> None:
    """So many reports that wait to be published, each of an agency of its own."""
    for number in range(count):
        agency = factories.agency(f"k{number}", name=f"第{number}局")
        person(agency, Role.PUBLISHER)
        sign(factories.report(agency))
    tell_of_everything()


def environment() -> dict[str, str]:
    """What a process needs to work on the database and the files of this test."""
    held = connection.settings_dict
    user = quote(held.get("ROLE") or held["USER"] or "") + (":" + quote(held["PASSWORD"]) if held["PASSWORD"] else "")
    address = f"postgresql://{user}@/{held['NAME']}?host={quote(str(held['HOST']))}&port={held['PORT'] or 5432}"
    settled = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.killing_settings",
        "NIANBAO_TEST_MEDIA": str(settings.MEDIA_ROOT),
        "NIANBAO_DEBUG": "1",
    }
    return os.environ | settled


def start(program: str = PUBLISHER) -> "subprocess.Popen[str]":
    """A process of its own on the same database and the same folder of files."""
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=PROJECT, env=environment(), stdout=subprocess.PIPE, text=True
    )


def publish_all(random: Random, longest: float) -> int:
    """Publish everything, the process killed at a random moment after it began a report; how many blows it took."""
    blows = 0
    while Report.objects.filter(state=State.APPROVED).exists():
        process = start()
        assert process.stdout
        process.stdout.readline()
        time.sleep(random.uniform(0, longest + blows))  # longer each time: a slow machine gets there too
        process.kill()
        process.wait()
        process.stdout.close()
        blows += 1
        assert faults() == []
    return blows


def faults() -> list[str]:
    """Whatever is half done: a state without its release, a release without all its files, a broken chain."""
    broken = list(audit.broken(files=True))
    formats = {file.release_id: [] for file in ReleaseFile.objects.all()}  # type: dict[int, list[str]]
    for file in ReleaseFile.objects.order_by("format"):
        formats[file.release_id].append(file.format)
        with file.file.open("rb") as stored:
            broken += [] if sha256(stored.read()) == file.sha256 else [f"{file} differs"]
    for report in Report.objects.prefetch_related("releases"):
        releases = list(report.releases.all())
        whole = all(formats.get(release.pk) == sorted(ReleaseFile.Format) for release in releases)
        if (report.state == State.PUBLISHED) != bool(releases) or not whole:
            broken.append(f"{report}: {report.state}, {len(releases)} releases, files {formats}")
    return broken
