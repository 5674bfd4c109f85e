"""`verify_trail`: a whole trail passes, and whatever was tampered with past the application is named."""

import pytest
from django.core.management import call_command
from django.db import connection

from agencies.roles import Role
from reports import actions
from reports.models import Event, ReleaseFile
from reports.workflow.transitions import Action
from tests import factories
from tests.signing import order, sign, staffed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def published(settings, tmp_path):
    """A report that was commented on, signed and published: seven events or more."""
    settings.MEDIA_ROOT = tmp_path
    report = factories.report()
    people = staffed(report.agency)
    actions.comment(report, "prose.overview", "请核对。", people[Role.MANAGER])
    sign(report)
    return actions.apply(report, Action.PUBLISH, people[Role.PUBLISHER], order(report))


def verify(capsys, *words: str) -> list[str]:
    try:
        call_command("verify_trail", *words)
    except SystemExit as stopped:
        assert stopped.code == 1
        return capsys.readouterr().err.splitlines()
    return capsys.readouterr().out.splitlines()


def tamper(statement: str) -> None:
    """As somebody could who owns the database: with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def test_whole_trail_passes(capsys):
    assert verify(capsys, "--files") == [f"{Event.objects.count()} 条操作记录完整，与签名和发布版本一致。"]


def test_changed_event_is_named(capsys):
    tamper('UPDATE reports_event SET data = data || \'{"reason": "x"}\' WHERE number = 2')
    event = Event.objects.get(number=2)
    assert verify(capsys)[0] == f"第 2 条记录（{event.action}，{event.at:%Y-%m-%d %H:%M}）被改动过。"


def test_event_taken_out_is_named(capsys):
    tamper("DELETE FROM reports_event WHERE number = 3")
    assert verify(capsys)[0] == "第 3 条记录不见了，后面是第 4 条。"


def test_event_written_anew_with_a_fitting_hash_breaks_the_next_link(capsys):
    event = Event.objects.get(number=2)
    event.action = "comment"
    tamper(f"UPDATE reports_event SET action = 'comment', hash = '{event.computed_hash()}' WHERE number = 2")
    assert verify(capsys)[0] == "第 3 条记录不是接在第 2 条之后写下的。"


def test_end_of_the_chain_cut_off_is_seen_by_what_it_spoke_of(capsys, published):
    last = Event.objects.count()
    tamper(f"DELETE FROM reports_event WHERE number = {last}")
    assert verify(capsys) == [f"发布版本 {published.releases.get().pk} 没有对应的操作记录。"]


def test_signature_taken_out_is_named(capsys):
    gone = Event.objects.filter(action="approve").first().data["sign_off"]
    tamper(f"DELETE FROM reports_signoff WHERE id = {gone}")
    assert verify(capsys) == [f"操作记录提到的审核签名 {gone} 不见了。"]


def test_changed_release_is_named(capsys, published):
    tamper('UPDATE reports_release SET prose = prose || \'{"overview": "别的。"}\'')
    assert verify(capsys) == [f"{published.releases.get()}的内容与发布时的摘要不符。"]


def test_changed_or_missing_file_is_named(capsys, published):
    file = ReleaseFile.objects.first()
    with open(file.file.path, "ab") as stored:  # noqa: PTH123
        stored.write(b" ")
    release = published.releases.get()
    assert verify(capsys, "--files") == [f"{release}的文件“{file.name}”被改动过。"]
    file.file.storage.delete(file.file.name)
    assert verify(capsys, "--files") == [f"{release}的文件“{file.name}”无法取出。"]
