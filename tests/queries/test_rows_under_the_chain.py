"""Every field of every row under the chain: changed behind the application, as its owner could, it is named."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from agencies import membership, resets, trail
from agencies.roles import Role
from reports import actions, editions
from reports.content.merge import Change
from reports.queries import audit
from reports.workflow.transitions import Action
from tests import adoptions, factories, uploads
from tests.agencies.people import person
from tests.signing import office_person, order, sign, staffed
from tests.trail import tell_of_everything

OURS = ("agencies", "reports")
MODELS_NOT_COVERED = {
    "agencies.agency": "the register, which the office keeps by its CSV file",
    "agencies.event": "the chain itself",
    "agencies.invitation": "a link; that it was made and used stands in the record of members",
    "agencies.passwordused": "which passwords a person had; that one was set stands in the record of members",
    "agencies.signindelay": "how long somebody waits after wrong passwords; forgotten after a day",
    "agencies.user": "a person; what was done to the account stands in the record of members",
    "reports.notice": "what a person is told, not what happened",
    "reports.presence": "who has the editor open now",
}
FIELDS_NOT_COVERED = {
    "agencies.accountnotice.read_at": "whether its person read it",
    "reports.report.updated_at": "the time of the last save, which the newest revision says",
    "reports.mergequestion.theirs_at": "where a version stands in the text; it moves with every save",
    "reports.mergequestion.yours_at": "where a version stands in the text; it moves with every save",
}
# Another value of each type, in SQL: of a value, and where there is none.
OTHER = {
    "bigint": ("{0} + 1000", "1"),
    "integer": ("{0} + 1000", "1"),
    "smallint": ("{0} + 7", "1"),
    "boolean": ("NOT {0}", "true"),
    "date": ("{0} + 1", "current_date"),
    "timestamp with time zone": ("{0} + interval '1 microsecond'", "now()"),
    "jsonb": ("jsonb_build_array({0})", "'[]'"),
    "text": ("{0} || '。'", "'。'"),
    "character varying": ("overlay({0} placing '。' from 1)", "'。'"),
}


@pytest.fixture
def everything(db, settings, tmp_path) -> None:
    """At least one row of every model under the chain, each written as people write it."""
    settings.MEDIA_ROOT = tmp_path
    report = factories.report()
    people = staffed(report.agency)
    tell_of_everything()
    clerk, manager, publisher = people[Role.DRAFTER], people[Role.MANAGER], people[Role.PUBLISHER]
    membership.grant(person("newcomer"), report.agency, Role.DRAFTER, by=manager)
    actions.set_checklist(report.agency, "first_review", "数据准确\n没有错别字", manager)
    actions.grant_exemption(report.agency, "只有两个人", timezone.localdate() + timedelta(days=1), office_person())
    resets.ask(people[Role.FIRST_REVIEWER], report.agency, by=manager)
    actions.start(report.agency, 2023, clerk, empty=True)
    before = report.prose["overview"]
    actions.save(report, {"prose.overview": Change(before, "这里写总体情况。")}, clerk)
    actions.save(report, {"prose.overview": Change(before, "公开信息20条，截止目前已办结。")}, manager)
    actions.reply(actions.comment(report, "prose.overview", "请核对。", manager), "已核对。", clerk)
    _publish(report, publisher)
    actions.apply(report, Action.WITHDRAW, publisher, order(report, reason="数据有误"))
    read = uploads.upload(report.agency, clerk, uploads.reading(2022), b"a paper of 2022")
    trail.record("seed", clerk, report.agency, rows=[read])
    actions.correct(read, editions.get("2021"), {"prose.overview": Change(before, "这里另写。")}, {}, clerk)
    sheet = read.reconciled(editions.get("2021"))
    actions.begin_draft(read, actions.ImportRequest(2022, sheet.digest), clerk)
    _take_in(report.agency, clerk, publisher)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing is pending any more that a change of tables waits for


def _take_in(agency, clerk, publisher) -> None:
    """Somebody asks for what was public elsewhere and is refused; the office allows it early."""
    old = uploads.upload(agency, clerk, uploads.reading(2021), b"a paper of 2021")
    trail.record("seed", clerk, agency, rows=[old])
    first = actions.FirstPublication(date(2022, 1, 30), "https://www.example.cn/2021.html")
    actions.return_adoption(adoptions.ask(old, clerk, first, 2021), "日期不对", publisher)
    day = timezone.localdate()
    actions.allow_early_adoption(agency, day.year, "机构撤并", day, person("office"))


def _publish(report, publisher) -> None:
    for question in report.merge_questions.filter(answer=""):
        theirs, yours = question.versions(report.shown(question.place))
        actions.choose(report, question.pk, actions.VersionChoice("both", theirs, yours), publisher)
    sign(report)
    actions.apply(report, Action.PUBLISH, publisher, order(report))


def columns(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The name and the type of each column but the key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY 1",
            [model._meta.db_table],
        )
        types = dict(cursor.fetchall())
    yield from ((field.column, types[field.column]) for field in model._meta.concrete_fields if not field.primary_key)


def change(model: type[models.Model], column: str, kind: str) -> int:
    """As the owner of the database: with all its rules off, another value in the newest row. The key of that row."""
    pk = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
    of_value, of_none = OTHER[kind]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        named = f'"{column}"'
        value = f"COALESCE({of_value.format(named)}, {of_none})"
        cursor.execute(f"UPDATE {table} SET {named} = {value} WHERE id = %s", [pk])
    return pk


def test_every_model_and_field_is_covered_or_said_not_to_be() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    covered = {model._meta.label_lower for model in trail.covered_models()}
    assert {model._meta.label_lower for model in ours} - covered == set(MODELS_NOT_COVERED)
    left = {
        f"{model._meta.label_lower}.{field.name}"
        for model in trail.covered_models()
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in model.under_chain[-1]
    }
    assert left == set(FIELDS_NOT_COVERED)


def test_story_leaves_a_row_of_every_model_and_nothing_is_broken(everything) -> None:
    assert [model.__name__ for model in trail.covered_models() if not model._default_manager.exists()] == []
    assert list(audit.broken(files=False)) == []


@pytest.mark.usefixtures("as_owner")
def test_change_of_any_field_behind_the_application_is_named(everything) -> None:
    unnoticed = []
    for model in trail.covered_models():
        for column, kind in columns(model):
            if f"{model._meta.label_lower}.{column}" in FIELDS_NOT_COVERED:
                continue
            with transaction.atomic():
                pk = change(model, column, kind)
                named = f"{model._meta.verbose_name} {pk} 与第 "
                if not any(sentence.startswith(named) for sentence in audit.broken()):
                    unnoticed.append(f"{model.__name__}.{column}")
                transaction.set_rollback(True)
    assert unnoticed == []


@pytest.mark.usefixtures("as_owner")
def test_any_row_deleted_behind_the_application_is_named(everything) -> None:
    unnoticed = []
    for model in trail.covered_models():
        with transaction.atomic(), connection.cursor() as cursor:
            pk = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE id = %s", [pk])
            if not any(sentence.endswith(f"{model._meta.verbose_name} {pk} 不见了。") for sentence in audit.broken()):
                unnoticed.append(model.__name__)
            transaction.set_rollback(True)
    assert unnoticed == []
