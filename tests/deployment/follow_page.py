"""The deployment page, followed word by word on a bare Debian: every block is pasted as it stands, by root, in order.

Only the two values that the page asks for are put in, and the people whom the page invites then do their work over
HTTPS. Not part of `bin/test`'s own run: it installs a whole system, and needs root (`bin/test-deployment`).
"""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from tests.deployment.page import PAGE, Page, numbered
from tests.deployment.story import Story
from tests.deployment.tree import PROJECT, Shell, build, keep

HOST = "nianbao.test"
WITH_PACKAGES = "tree-with-packages"
TIMERS = ("digest", "remind", "verify", "backup", "export")
# A prompt throws away what was typed before it stood there.
TYPED_SLOWLY = "while sleep 3; read -r line; do printf '%s\\n' \"$line\"; done"
ADMINISTRATOR = "admin\n系统管理员\nadmin@nianbao.test\nsufficient-4-now\nsufficient-4-now\n"


@pytest.fixture(scope="module")
def folder() -> Path:
    return PROJECT / "var" / "deployment"


@pytest.fixture(scope="module")
def source(folder: Path) -> Path:
    """A repository to clone: the last commit, to install, and the one before it, to upgrade from."""
    repository = folder / "source.git"
    shutil.rmtree(repository, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    _git("clone", "--quiet", "--bare", str(PROJECT), str(repository))
    _git("-C", str(repository), "update-ref", "refs/tags/next", _git("-C", str(PROJECT), "rev-parse", "HEAD"))
    _git("-C", str(repository), "symbolic-ref", "HEAD", "refs/heads/real-use")
    _offer(repository, "next")
    return repository


@pytest.fixture(scope="module")
def shell(folder: Path, source: Path) -> Iterator[Shell]:
    shell = Shell(build(folder), source)
    yield shell
    shell.close()


@pytest.fixture(scope="module")
def page() -> Page:
    """The page of the last commit."""
    return numbered(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def story(shell: Shell) -> Story:
    return Story(HOST, shell.tree / "etc/ssl/nianbao.crt")


def test_page_installs_a_system_that_is_in_order(shell: Shell, page: Page) -> None:
    printed = _install(shell, page, keeping=WITH_PACKAGES)
    assert ("✗" not in printed, printed.strip().endswith("一切正常。")) == (True, True), printed


def test_service_runs_behind_nginx_as_its_own_account(shell: Shell, page: Page) -> None:
    _serve(shell, page)
    look = "for p in /proc/[0-9]*; do grep -qs gunicorn $p/cmdline && stat -c %U $p; done | sort -u"
    owners = shell.run(look).split()
    assert set(owners) == {"nianbao"}


def test_plain_address_leads_to_the_encrypted_one(shell: Shell) -> None:
    for _ in range(50):  # nginx takes a moment to reload
        answer = urllib3.request("GET", "http://127.0.0.1/desk/", headers={"Host": HOST}, redirect=False)
        if answer.status == 301:
            break
        time.sleep(0.2)
    assert (answer.status, answer.headers.get("Location")) == (301, f"https://{HOST}/desk/")


def test_first_people_come_in(shell: Shell, page: Page, story: Story) -> None:
    assert page[9, 1] == "nianbao createsuperuser\n"
    story.manager_arrives(_invite(shell, page))
    story.manager_invites_the_others()


def test_report_is_written_reviewed_published_and_corrected(story: Story) -> None:
    story.report_is_written()
    story.report_is_reviewed()
    assert story.report_is_published() == {"pdf", "docx", "xlsx", "html", "json", "csv", "zip"}
    story.report_is_corrected()


@pytest.mark.parametrize("name", TIMERS)
def test_timer_runs_in_an_empty_environment(shell: Shell, name: str) -> None:
    shell.run(f"systemctl start nianbao-{name}.service")


def test_backup_is_restored_into_another_database(shell: Shell, page: Page) -> None:
    assert "已读回核对" in shell.run(page[10, 1])
    assert "条操作记录完整" in shell.run(page[10, 2])


def test_lost_file_of_a_release_is_made_again(shell: Shell, page: Page) -> None:
    shell.run("find /var/lib/nianbao/media/releases -name 'pdf-*.pdf' -delete")
    printed = shell.run(page[10, 5])
    assert ("✗" not in printed, "0 个没有恢复" in printed) == (True, True), printed
    assert "条操作记录完整" in shell.run("nianbao verify_trail --files")


def test_site_and_service_account_get_nothing_of_the_owner(shell: Shell) -> None:
    printed = shell.run("runuser -u nianbao -- cat /etc/nianbao-owner.env || echo refused with $?")
    assert "refused with 1" in printed
    printed = shell.run("runuser -u nianbao -- nianbao migrate reports zero || echo refused with $?")
    assert ("没有这项权限" in printed, "refused with 1" in printed) == (True, True), printed
    assert "nianbao.W001" not in shell.run("nianbao check --deploy --database default")


def test_static_copy_is_written(shell: Shell, page: Page) -> None:
    shell.run(page[11, 1])
    assert (shell.tree / "var/lib/nianbao/site/site/index.html").exists()


@pytest.mark.parametrize(
    ("breaking", "mending", "sentence"),
    [
        ("chown root: /var/lib/nianbao/media", "chown nianbao: /var/lib/nianbao/media", "不能写入"),
        ("mv /var/lib/nianbao/fonts /tmp/fonts", "mv /tmp/fonts /var/lib/nianbao/fonts", "缺少字体"),
        ("mv /var/lib/nianbao/static /tmp/static", "mv /tmp/static /var/lib/nianbao/static", "collectstatic"),
        (
            "sed -i 's/^DATABASE_URL/#&/' /etc/nianbao.env",
            "sed -i 's/^#DATABASE/DATABASE/' /etc/nianbao.env",
            "DATABASE_URL",
        ),
        ("sed -i 's/^NIANBAO_SECRET_KEY=/&short#/;s/short#.*/short/' /etc/nianbao.env", "", "至少要 50 个"),
        (
            "sed -i 's#^NIANBAO_ADDRESS=.*#&:8443#' /etc/nianbao.env",
            "sed -i 's#:8443$##' /etc/nianbao.env",
            "NIANBAO_CSRF_ORIGINS",
        ),
        (
            "runuser -u postgres -- psql -qd nianbao -c \"DELETE FROM django_migrations WHERE app = 'reports'\"",
            "",
            "nianbao migrate",
        ),
    ],
    ids=["var", "fonts", "static", "database", "key", "port", "migrations"],
)
def test_start_is_refused_with_a_sentence(shell: Shell, breaking: str, mending: str, sentence: str) -> None:
    shell.run("cp /etc/nianbao.env /tmp/env; systemctl stop nianbao.service")
    shell.run(breaking)
    printed = shell.run("nianbao serve --bind 127.0.0.1:8001 || echo ended with $?")
    assert (sentence in printed, "ended with 78" in printed, "Traceback" in printed) == (True, True, False), printed
    shell.run(f"{mending or ':'}; cp /tmp/env /etc/nianbao.env")


def test_upgrade_from_the_commit_before_keeps_everything(
    shell: Shell, folder: Path, source: Path, page: Page, story: Story
) -> None:
    fonts = folder / "fonts"  # their download was tried above
    shutil.rmtree(fonts, ignore_errors=True)
    shutil.copytree(shell.tree / "var/lib/nianbao/fonts", fonts)
    shell.close()
    before = _offer(source, "next^")
    older = Shell(build(folder, WITH_PACKAGES), source)
    try:
        old_page = numbered(_git("-C", str(source), "show", f"{before}:docs/部署.md"))
        _install(older, old_page, fonts=fonts)
        _serve(older, old_page)
        links = _invite(older, old_page)
        older.run("nianbao load_demo")
        _offer(source, "next")
        printed = older.run(page[12, 1])
        assert printed.strip().endswith("一切正常。"), printed
        _part_accounts(older, old_page, page, printed)
        assert "条操作记录完整" in older.run("nianbao verify_trail --files")
        story.demo_is_public()
        story.manager_arrives(links)
    finally:
        older.close()


def _part_accounts(shell: Shell, old_page: Page, page: Page, printed: str) -> None:
    """What the upgrade asks of an installation from before there were two accounts of the database."""
    if "nianbao_owner" not in old_page[4, 1]:
        assert "是数据表的所有者" in printed
        printed = shell.run(page[12, 2])
        assert printed.strip().endswith("一切正常。"), printed
    assert ("是数据表的所有者" in printed, "NIANBAO_BACKUP_KEY" in printed) == (False, False), printed


def _offer(repository: Path, revision: str) -> str:
    """Let a clone of the repository be this commit: `next`, the last one, or `next^`, the one before; its name."""
    commit = _git("-C", str(repository), "rev-parse", f"refs/tags/{revision}")
    _git("-C", str(repository), "update-ref", "refs/heads/real-use", commit)
    return commit


def _install(shell: Shell, page: Page, *, keeping: str = "", fonts: Path | None = None) -> str:
    """Sections 1 to 6; what the last of them printed.

    `keeping`: keep the tree under this name after section 2. `fonts`: faces that need not be fetched again.
    """
    shell.run(page[1, 1])
    shell.run("", {"SOURCE": "/source", "HOST": HOST})
    shell.run(page[2, 1])
    if keeping:
        keep(shell.tree, keeping)
    if fonts:
        shutil.copytree(fonts, shell.tree / "var/lib/nianbao/fonts", dirs_exist_ok=True)
        shell.run("chown -R nianbao: /var/lib/nianbao/fonts")
    shell.run("service postgresql start; service nginx start")  # where there is an init, Debian starts them itself
    for number in (3, 4, 5):
        shell.run(page[number, 1])
    return shell.run(page[6, 1])


def _serve(shell: Shell, page: Page) -> None:
    shell.run(page[7, 1])
    shell.run(page[8, 1])
    shell.run(page[8, 2])


def _invite(shell: Shell, page: Page) -> list[str]:
    """Section 9; the links that were printed."""
    (shell.tree / "tmp" / "answers").write_text(ADMINISTRATOR)
    shell.run(f"{TYPED_SLOWLY} < /tmp/answers | script -qec 'nianbao createsuperuser' /dev/null")
    for number in (2, 3):
        shell.run(page[9, number])
    return re.findall(rf"https://{HOST}/\S+", shell.run(page[9, 4]))


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout.strip()
