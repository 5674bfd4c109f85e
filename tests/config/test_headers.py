"""Headers of every answer: nothing behind the sign-in is kept, and pages may not see, hear or locate anybody."""

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from agencies.models import Agency, User
from agencies.roles import Role
from tests import factories, uploads
from tests.agencies.people import person

PROJECT = Path(__file__).resolve().parents[2]
PAGES = ("/desk/", "/desk/nx-zw-spt-sfj/2024/check/", "/desk/nx-zw-spt-sfj/2024/proof.pdf", "/account/password/change/")


@pytest.fixture
def clerk(db, settings, tmp_path) -> Client:
    settings.MEDIA_ROOT = tmp_path
    report = factories.report()
    client = Client()
    client.force_login(person("clerk", Role.DRAFTER, at=report.agency))
    return client


@pytest.mark.parametrize("address", [*PAGES, "/admin/", "/desk/no-such-agency/"])
def test_answer_behind_the_sign_in_is_kept_by_nobody(clerk, address):
    assert clerk.get(address)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/desk/", "/account/login/", "/admin/login/"])
def test_answer_to_a_stranger_there_is_kept_by_nobody_either(client, db, address):
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_downloads_are_kept_by_nobody(clerk):
    upload = uploads.upload(Agency.objects.get(), User.objects.get())
    answer = clerk.get(f"/desk/nx-zw-spt-sfj/uploads/{upload.pk}/original/")
    assert (b"".join(answer.streaming_content), answer["Cache-Control"]) == (b"a paper", "private, no-store")


def test_public_page_may_be_kept(client, db):
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/", "/desk/", "/account/login/", "/no-such-page/", "/search/?q=1"])
def test_no_page_may_see_hear_or_locate_anybody(client, db, address):
    policy = client.get(address)["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "usb=()", "payment=()"} <= set(policy)
    assert [each for each in policy if not each.endswith("=()")] == [
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]


def test_documented_configuration_passes_the_check_for_deployment_without_a_warning(tmp_path):
    page = (PROJECT / "docs" / "部署.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"cat > /etc/nianbao.env <<END\n(.*?)END\n", page, re.DOTALL)
    lines = [line.partition("=") for line in block.replace("$HOST", "nianbao.example.gov.cn").splitlines()]
    documented = {name: value for name, _, value in lines}
    (tmp_path / "frontend").mkdir()  # which bin/setup fills
    own = {
        "PATH": os.environ["PATH"],
        "NIANBAO_SECRET_KEY": "".join(map(chr, range(40, 104))),
        "NIANBAO_BACKUP_KEY": base64.b64encode(bytes(range(32))).decode(),
        "NIANBAO_VAR": str(tmp_path),
        "DATABASE_URL": "postgresql://nianbao:word@127.0.0.1:5432/nianbao",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env=documented | own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
