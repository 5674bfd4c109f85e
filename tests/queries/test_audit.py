"""`verify_trail`: a whole trail passes, and whatever was tampered with past the application is named."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from agencies import trail
from agencies.models import Event, User
from agencies.roles import Role
from reports import actions
from reports.models import ReleaseFile
from reports.workflow.transitions import Action
from tests import factories
from tests.signing import order, sign, staffed
from tests.trail import tell_of_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_owner")]


@pytest.fixture(autouse=True)
def published(settings, tmp_path):
    """A report that was commented on, signed and published: seven events or more."""
    settings.MEDIA_ROOT = tmp_path
    report = factories.report()
    people = staffed(report.agency)
    tell_of_everything()
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
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def test_whole_trail_passes(capsys):
    assert verify(capsys, "--files") == [
        f"{Event.objects.count()} 条操作记录完整，各项内容与记录一致。链头：{trail.head()}"
    ]


def test_changed_event_is_named(capsys):
    tamper('UPDATE reports_event SET data = data || \'{"reason": "x"}\' WHERE number = 2')
    event = Event.objects.get(number=2)
    assert (
        verify(capsys)[0] == f"第 2 条记录（{event.action}，{timezone.localtime(event.at):%Y-%m-%d %H:%M}）被改动过。"
    )


def test_event_taken_out_is_named(capsys):
    tamper("DELETE FROM reports_event WHERE number = 3")
    assert verify(capsys)[0] == "第 3 条记录不见了，后面是第 4 条。"


def test_event_written_anew_with_a_fitting_hash_breaks_the_next_link(capsys):
    event = Event.objects.get(number=2)
    event.action = "another"
    tamper(f"UPDATE reports_event SET action = 'another', hash = '{event.computed_hash()}' WHERE number = 2")
    assert verify(capsys)[0] == "第 3 条记录不是接在第 2 条之后写下的。"


def test_end_of_the_chain_cut_off_is_seen_by_what_it_spoke_of(capsys, published):
    last = Event.objects.count()
    tamper(f"DELETE FROM reports_event WHERE number = {last}")
    release = published.releases.get()
    assert verify(capsys) == [
        f"发布版本 {release.pk} 没有对应的操作记录。",
        *(f"发布文件 {file.pk} 没有对应的操作记录。" for file in release.files.order_by("pk")),
        f"年度报告 {published.pk} 与第 {last - 1} 条记录写下的不一样，被改动过。",
    ]


def test_signature_taken_out_is_named(capsys, published):
    event = Event.objects.filter(action="approve").first()
    gone = event.data["sign_off"]
    tamper(f"DELETE FROM reports_signoff WHERE id = {gone}")
    assert verify(capsys) == [
        f"第 {event.number} 条记录写下的审核签名 {gone} 不见了。",
        f"{published.releases.get()}没有三个环节对同一内容的签名。",
    ]


def test_changed_release_is_named(capsys, published):
    tamper('UPDATE reports_release SET prose = prose || \'{"overview": "别的。"}\'')
    release = published.releases.get()
    assert verify(capsys) == [
        f"发布版本 {release.pk} 与第 {Event.objects.count()} 条记录写下的不一样，被改动过。",
        f"{release}的内容与发布时的摘要不符。",
    ]


def test_changed_or_missing_file_is_named(capsys, published):
    file = ReleaseFile.objects.first()
    with open(file.file.path, "ab") as stored:  # noqa: PTH123
        stored.write(b" ")
    release = published.releases.get()
    assert verify(capsys, "--files") == [f"{release}的文件“{file.name}”被改动过。"]
    file.file.storage.delete(file.file.name)
    assert verify(capsys, "--files") == [f"{release}的文件“{file.name}”无法取出。"]


def test_release_put_in_from_behind_is_named(capsys, published):
    """As if it had been public elsewhere before: nothing but the trail speaks against it."""
    tamper(
        "INSERT INTO reports_release (report_id, agency_id, year, number, edition, agency_facts, figures, prose,"
        " digest, sm3, origin, reason, published_at) SELECT report_id, agency_id, year, 2, edition, agency_facts,"
        " figures, prose, digest, sm3, 'imported', '', now() FROM reports_release"
    )
    assert verify(capsys) == [f"发布版本 {published.releases.get(number=2).pk} 没有对应的操作记录。"]


def test_clock_that_was_turned_back_is_named_and_the_program_itself_never_does_it(capsys, published):
    tamper("UPDATE reports_event SET at = at + interval '1 day' WHERE number = 2")
    answer = verify(capsys)
    event = Event.objects.get(number=3)
    assert f"第 3 条记录的时间（{timezone.localtime(event.at):%Y-%m-%d %H:%M}）早于上一条。" in answer
    newest = Event.objects.latest("number")
    tamper(f"UPDATE reports_event SET at = at + interval '1 day' WHERE number = {newest.number}")
    later = trail.record("seed", None)
    assert later.at == Event.objects.get(number=newest.number).at


def test_head_kept_outside_proves_what_came_before_it(capsys):
    kept = trail.head()
    trail.record("seed", None)
    assert verify(capsys, "--since", str(kept))[0].endswith(f"链头：{trail.head()}")


def test_chain_written_anew_from_an_event_on_is_betrayed_by_the_head_kept_outside(capsys):
    kept = trail.head()
    last = Event.objects.latest("number")
    last.data["reason"] = "别的理由"
    tamper(f'UPDATE reports_event SET data = data || \'{{"reason": "别的理由"}}\' WHERE number = {last.number}')
    tamper(f"UPDATE reports_event SET hash = '{last.computed_hash()}' WHERE number = {last.number}")
    assert verify(capsys)[0].endswith(f"链头：{trail.head()}")
    assert verify(capsys, "--since", str(kept)) == [
        f"第 {kept.number} 条记录不是当时留底的那一条：它或它以前的记录被改写过。"
    ]


def test_older_backup_is_betrayed_by_the_head_kept_outside(capsys):
    later = trail.Head(trail.head().number + 1, "a" * 64)
    assert verify(capsys, "--since", str(later)) == [
        f"留底的第 {later.number} 条记录不在：最后的记录被删去，或者恢复的是更早的备份。"
    ]


def test_words_that_are_no_head_are_refused():
    with pytest.raises(CommandError, match="“12”不是链头"):
        call_command("verify_trail", "--since", "12")


RULES = {
    "ALTER TABLE reports_release DISABLE TRIGGER release_is_signed": "规则 release_is_signed 被停用了。",
    "DROP TRIGGER release_is_signed ON reports_release": "规则 release_is_signed 不见了。",
    "CREATE OR REPLACE TRIGGER exemption_stays BEFORE DELETE ON reports_exemption FOR EACH ROW WHEN (OLD.id < 0)"
    " EXECUTE FUNCTION refuse_change('delete')": "规则 exemption_stays 被改动过。",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RETURN NEW; END $$": "规则 refuse_change（函数）被改动过。",
    "CREATE TRIGGER another BEFORE INSERT ON reports_comment FOR EACH ROW"
    " EXECUTE FUNCTION refuse_change('insert')": "多出了一条规则 another。",
    "CREATE RULE quiet AS ON UPDATE TO reports_comment"
    " DO INSTEAD NOTHING": "表 reports_comment 多出了一条改写规则 quiet。",
}


@pytest.mark.parametrize("statement", RULES)
def test_changed_rule_of_the_database_is_named(capsys, statement):
    tamper(statement)
    (answer,) = verify(capsys)
    assert answer.removeprefix("数据库里").removeprefix("的") == RULES[statement]


RESTATED = {
    "reports.signoff": "UPDATE reports_signoff SET opinion = 'x' WHERE stage = 'final_review'",
    "reports.release": "UPDATE reports_release SET published_at = '2020-01-01', reason = 'x'",
}


@pytest.mark.parametrize("gone", [False, True], ids=["restated", "called deleted"])
@pytest.mark.parametrize("label", RESTATED)
def test_row_that_never_changes_is_not_told_of_twice(capsys, label, gone):
    """Somebody who owns the database changes it and adds an event that tells of it as it is now."""
    kept = trail.head()
    if not gone:
        tamper(RESTATED[label])
    row = apps.get_model(label).objects.latest("pk")
    first = Event.objects.filter(data__rows__has_key=trail.label_of(row)).earliest("number")
    trail.record("seed", None, rows=[trail.label_of(row) if gone else row])
    says = f"第 {kept.number + 1} 条记录把第 {first.number} 条记录写下的 {trail.label_of(row)} 改写成了别的内容。"
    answers = verify(capsys, f"--since={kept}")
    assert answers[0] == says
    assert len(answers) == (1 if gone else 2)  # and the row itself is not what it was


DISGUISES = {
    "function of the same name": (
        "DO $do$ DECLARE body text := (SELECT prosrc FROM pg_proc WHERE proname = 'sign_off_is_due'); BEGIN"
        " CREATE OR REPLACE FUNCTION sign_off_is_due() RETURNS trigger LANGUAGE plpgsql"
        " SET search_path = public, pg_temp AS 'BEGIN RETURN NEW; END';"
        " SET LOCAL check_function_bodies = off;"
        " EXECUTE format('CREATE FUNCTION sign_off_is_due(boolean) RETURNS void LANGUAGE plpgsql"
        " SET search_path = public, pg_temp AS %L', body); END $do$"
    ),
    "trigger of the same name": (
        "ALTER TABLE reports_event DISABLE TRIGGER event_is_final;"
        ' CREATE TABLE "reports_event " (id integer);'
        ' CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON "reports_event "'
        " FOR EACH ROW EXECUTE FUNCTION refuse_change('update or delete')"
    ),
    "other letters in a condition": (
        "DROP TRIGGER membership_supervisor_seat ON agencies_membership;"
        " CREATE TRIGGER membership_supervisor_seat BEFORE INSERT OR UPDATE ON agencies_membership"
        " FOR EACH ROW WHEN (NEW.role = 'SUPERVISOR') EXECUTE FUNCTION membership_supervisor_seat()"
    ),
    "another path of a function": (
        "CREATE SCHEMA other; ALTER FUNCTION sign_off_is_due() SET search_path = other, public"
    ),
    "constraint": "ALTER TABLE reports_signoff DROP CONSTRAINT sign_off_once_a_stage",
    "hidden rows": (
        "ALTER TABLE reports_revision ENABLE ROW LEVEL SECURITY;"
        " CREATE POLICY hidden ON reports_revision USING (author_id IS NULL)"
    ),
    "triggers off for the account": "ALTER ROLE nianbao SET session_replication_role = replica",
    "function elsewhere": (
        "CREATE SCHEMA other; CREATE FUNCTION other.refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN NEW; END'; SET LOCAL search_path = other, public;"
        " CREATE OR REPLACE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON reports_event"
        " FOR EACH ROW EXECUTE FUNCTION other.refuse_change('update or delete')"
    ),
    "check not enforced": (
        "ALTER TABLE reports_revision DROP CONSTRAINT revision_number_from_one;"
        " ALTER TABLE reports_revision ADD CONSTRAINT revision_number_from_one CHECK (number >= 1) NOT VALID"
    ),
    "default": "ALTER TABLE reports_signoff ALTER opinion SET DEFAULT 'x'",
}


@pytest.mark.parametrize("how", DISGUISES)
def test_rule_that_only_looks_as_it_was_is_named(capsys, how):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(DISGUISES[how])
    assert verify(capsys) == DISGUISED[how]


DISGUISED = {
    "function of the same name": [
        "数据库里的规则 sign_off_is_due（函数）被改动过。",
        "数据库里多出了一个函数 sign_off_is_due(boolean)。",
    ],
    "trigger of the same name": [
        "数据库里的规则 event_is_final 被停用了。",
        "数据库里多出了一条规则 event_is_final。",
    ],
    "other letters in a condition": ["数据库里的规则 membership_supervisor_seat 被改动过。"],
    "another path of a function": ["数据库里的规则 sign_off_is_due（函数）被改动过。"],
    "constraint": ["数据库里的约束 sign_off_once_a_stage 不见了，或者被改动过。"],
    "hidden rows": ["数据库里的表 reports_revision 隐藏了一部分行。"],
    "triggers off for the account": ["数据库或它的账号多出了设置：nianbao session_replication_role=replica。"],
    "function elsewhere": ["数据库里的规则 event_is_final 被改动过。"],
    "check not enforced": ["数据库里的约束 revision_number_from_one 没有核对过，或者被停用了。"],
    "default": ["数据库里的列 reports_signoff.opinion 多出了缺省值。"],
}


MALFORMED = [
    [],
    "x",
    {"rows": []},
    {"rows": {"report": "x"}},
    {"rows": {"report": "9:a"}},
    {"rows": {"report": 5}},
]
NO_TIMES = ["infinity", "-infinity", "9999-12-31", "2126-01-01"]


@pytest.mark.parametrize("data", MALFORMED, ids=str)
def test_event_of_another_form_is_refused_and_named_and_stops_nothing(capsys, published, data):
    """Whoever has the site's password can add events; they can never be deleted."""
    form = json.loads(json.dumps(data).replace('"report"', f'"{trail.label_of(published)}"'))
    if not (isinstance(data, dict) and isinstance(data["rows"], dict)):
        with pytest.raises(DatabaseError, match="记录的内容不成形"), transaction.atomic():
            append(form)
    number = append(form, triggers=False)
    (answer,) = verify(capsys)
    assert answer.startswith(f"第 {number} 条记录")
    assert answer.endswith("不成形，不是本系统写下的。")


def test_digest_by_fields_that_there_never_were_is_named(capsys, published):
    number = append({"rows": {trail.label_of(published): "9:" + "a" * 64}})
    assert verify(capsys) == [f"年度报告 {published.pk} 在第 {number} 条记录里的摘要不是本系统写下的。"]


@pytest.mark.parametrize("at", NO_TIMES)
def test_event_of_a_time_that_cannot_be_is_refused_and_named(capsys, at):
    """All later events would take its time, and Python has no such times."""
    number = append({})
    copy = (
        "INSERT INTO reports_event (number, action, at, data, previous, hash)"
        f" SELECT number + 1, action, '{at}', data, hash, hash FROM reports_event WHERE number = {number}"
    )
    with pytest.raises(DatabaseError, match="记录的时间"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy)
    tamper(copy)
    assert any("时间不可能是真的" in answer or "还没有到" in answer for answer in verify(capsys))


def append(data, *, triggers=True) -> int:
    """The number of an event that joins the chain, written past the application."""
    last = trail.head()
    event = Event(number=last.number + 1, action="x", at=timezone.now(), data=data, previous=last.hash)
    event.hash = event.computed_hash()
    with connection.cursor() as cursor:
        cursor.execute(f"SET session_replication_role = {'origin' if triggers else 'replica'}")
        event.save(force_insert=True)
        cursor.execute("SET session_replication_role = origin")
    return event.number


BEHIND = {
    "text": (
        'prose = prose || \'{"overview": "没有人写过的话。"}\'',
        "report_saves_are_counted",
        "的内容（prose.overview）不是保存记录里最后写下的，被改动过。",
    ),
    "beginning of a version": (
        "state = 'drafting', number = number + 1, round = round + 1, since = 1000",
        "report_correction_begins_now",
        "第 2 版起于第 1000 次保存，与更正时的记录不符。",
    ),
}


@pytest.mark.parametrize("how", BEHIND)
def test_change_behind_the_application_is_refused_or_still_named_after_the_next_save(capsys, published, how):
    """The save tells of the report as it stands then, with what somebody made of it who turned the triggers off."""
    change, refusal, says = BEHIND[how]
    drafter = User.objects.get(username="nx-zw-spt-sfj-drafter")
    report = published
    if how == "text":
        report = actions.start(published.agency, 2023, drafter)
        actions.save(report, {"prose.overview": actions.Change(report.prose["overview"], "总体情况。")}, drafter)
    statement = f"UPDATE reports_report SET {change} WHERE id = {report.pk}"
    with pytest.raises(DatabaseError, match=refusal), transaction.atomic(), connection.cursor() as cursor:
        try:
            cursor.execute(statement)
        except DatabaseError as refused:
            raise DatabaseError(refused.__cause__.diag.constraint_name) from refused
    begun = Event.objects.latest("number").number
    tamper(statement)
    report.refresh_from_db()
    actions.save(report, {"prose.contact": actions.Change(report.prose.get("contact", ""), "另一句话。")}, drafter)
    assert Event.objects.latest("number").number == begun + 1
    assert f"{report}{says}" in verify(capsys)
