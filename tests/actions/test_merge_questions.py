"""What two people wrote differently at once: both stay, it is asked which to keep, and nothing is dropped for ever."""

import pytest
from django.db import DatabaseError, transaction

from agencies.models import User
from reports import actions
from reports.actions import Change, VersionChoice
from reports.models import MergeQuestion, Report, open_questions
from tests import factories

pytestmark = pytest.mark.django_db

RECEIVED = "figures.requests.received.natural_person"
OVERVIEW = "prose.overview"
BASE, THEIRS, MINE = "收到申请8件。无投诉。", "收到书面申请8件。无投诉。", "收到申请8件，答复8件。无投诉。"
BOTH = "收到书面申请8件。收到申请8件，答复8件。无投诉。"


@pytest.fixture
def report():
    return factories.report(figures={"requests.received.natural_person": 8}, prose={"overview": BASE})


@pytest.fixture
def people():
    return [User.objects.create_user(name, full_name=f"{name}的姓名") for name in ("first", "second")]


@pytest.fixture
def asked(report, people) -> MergeQuestion:
    """Both changed the same sentence."""
    first, second = people
    actions.save(report, {OVERVIEW: Change(BASE, THEIRS)}, first)
    (question,) = actions.save(report, {OVERVIEW: Change(BASE, MINE)}, second).questions
    return question


@pytest.fixture
def asked_of_a_cell(report, people) -> MergeQuestion:
    first, second = people
    actions.save(report, {RECEIVED: Change("8", "9")}, first)
    (question,) = actions.save(report, {RECEIVED: Change("8", "7")}, second).questions
    return question


def overview(report) -> str:
    return Report.objects.get(pk=report.pk).prose["overview"]


def seen(question, answer) -> VersionChoice:
    """The choice of somebody who sees the place as it is now."""
    now = Report.objects.get(pk=question.report_id)
    question.refresh_from_db()
    return VersionChoice(answer, *question.versions(now.shown(question.place)))


def test_both_versions_stand_in_the_text_and_the_question_knows_who_wrote_what(report, people, asked):
    assert overview(report) == BOTH
    assert (asked.place, asked.number, asked.theirs, asked.yours) == (
        OVERVIEW,
        2,
        "收到书面申请8件。",
        "收到申请8件，答复8件。",
    )
    assert [asked.theirs_by, asked.yours_by] == people
    assert [each.pk for each in open_questions(report)] == [asked.pk]


def test_save_that_raised_a_question_is_noted_as_such(report, asked):
    notes = list(report.revisions.order_by("number").values_list("note", flat=True))
    assert notes == ["", "与别人同时填写，两种写法都留"]


def test_different_sentences_are_merged_without_a_question(report, people):
    actions.save(report, {OVERVIEW: Change(BASE, THEIRS)}, people[0])
    saved = actions.save(report, {OVERVIEW: Change(BASE, BASE.replace("无投诉", "投诉1件"))}, people[1])
    assert (overview(report), saved.questions) == ("收到书面申请8件。投诉1件。", ())


@pytest.mark.parametrize(
    ("answer", "text"),
    [("both", BOTH), ("yours", MINE), ("theirs", THEIRS)],
)
def test_answer_leaves_what_was_chosen_and_history_keeps_the_rest(report, people, asked, answer, text):
    actions.choose(report, asked.pk, seen(asked, answer), people[0])
    asked.refresh_from_db()
    assert (overview(report), asked.answer, asked.answered_by) == (text, answer, people[0])
    assert open_questions(report) == []
    newest = report.revisions.first()
    if answer == "both":
        assert newest.number == 2
    else:
        assert (newest.note, newest.author, newest.changes) == ("选择写法", people[0], {OVERVIEW: [BOTH, text]})


def test_version_that_went_on_being_written_is_followed_and_dropped_whole(report, people, asked):
    longer = f"（一）概述。\n{BOTH.replace('答复8件', '均已答复，共8件')}"
    actions.save(report, {OVERVIEW: Change(BOTH, longer)}, people[1])
    actions.choose(report, asked.pk, seen(asked, "theirs"), people[1])
    assert overview(report) == f"（一）概述。\n{THEIRS}"


def test_choice_made_before_a_later_change_was_seen_drops_nothing(report, people, asked):
    choice = seen(asked, "theirs")
    changed = BOTH.replace("答复8件", "均已答复")
    actions.save(report, {OVERVIEW: Change(BOTH, changed)}, people[1])
    with pytest.raises(actions.Refused) as refused:
        actions.choose(report, asked.pk, choice, people[0])
    assert refused.value.sentences == ["一、总体情况：您看到之后这里又有改动，什么也没有删去。请看过现在的写法再选。"]
    assert overview(report) == changed


def test_question_is_answered_once(report, people, asked):
    choice = seen(asked, "both")
    actions.choose(report, asked.pk, choice, people[0])
    with pytest.raises(actions.Refused) as refused:
        actions.choose(report, asked.pk, choice, people[1])
    assert refused.value.sentences == ["一、总体情况：first的姓名已经选过了（两者都留）。"]


def test_question_goes_when_somebody_took_one_version_out_by_hand(report, people, asked):
    actions.save(report, {OVERVIEW: Change(BOTH, THEIRS)}, people[0])
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("settled", people[0])


def test_sentence_that_one_deleted_and_the_other_changed_stays_until_somebody_agrees(report, people):
    actions.save(report, {OVERVIEW: Change(BASE, "无投诉。")}, people[0])
    (question,) = actions.save(report, {OVERVIEW: Change(BASE, MINE)}, people[1]).questions
    assert (overview(report), question.theirs, question.yours) == (MINE, "", "收到申请8件，答复8件。")
    actions.choose(report, question.pk, seen(question, "theirs"), people[1])
    assert overview(report) == "无投诉。"


def test_line_that_a_choice_leaves_empty_goes_with_it(report, people):
    report = factories.report(factories.agency("other"), prose={"overview": "甲\n乙"})
    actions.save(report, {OVERVIEW: Change("甲\n乙", "甲一\n乙")}, people[0])
    (question,) = actions.save(report, {OVERVIEW: Change("甲\n乙", "甲二\n乙")}, people[1]).questions
    assert overview(report) == "甲一\n甲二\n乙"
    actions.choose(report, question.pk, seen(question, "yours"), people[1])
    assert overview(report) == "甲二\n乙"


def test_cell_keeps_the_first_figure_and_the_question_keeps_the_second(report, people, asked_of_a_cell):
    assert Report.objects.get(pk=report.pk).figures["requests.received.natural_person"] == 9
    assert (asked_of_a_cell.theirs, asked_of_a_cell.yours, asked_of_a_cell.theirs_by) == ("9", "7", people[0])


@pytest.mark.parametrize(("answer", "figure"), [("yours", 7), ("theirs", 9)])
def test_chosen_figure_stands_in_the_cell(report, people, asked_of_a_cell, answer, figure):
    actions.choose(report, asked_of_a_cell.pk, seen(asked_of_a_cell, answer), people[0])
    assert Report.objects.get(pk=report.pk).figures["requests.received.natural_person"] == figure


def test_both_figures_cannot_stay_in_one_cell(report, people, asked_of_a_cell):
    with pytest.raises(actions.Refused):
        actions.choose(report, asked_of_a_cell.pk, seen(asked_of_a_cell, "both"), people[0])


def test_person_who_goes_on_typing_in_the_cell_is_asked_once_with_the_last_figure(report, people, asked_of_a_cell):
    (again,) = actions.save(report, {RECEIVED: Change("8", "7")}, people[1]).questions
    assert again == asked_of_a_cell
    actions.save(report, {RECEIVED: Change("8", "75")}, people[1])
    assert [(each.theirs, each.yours) for each in open_questions(report)] == [("9", "75")]


def test_question_goes_when_the_cell_is_given_the_other_figure(report, people, asked_of_a_cell):
    actions.save(report, {RECEIVED: Change("9", "7")}, people[0])
    asked_of_a_cell.refresh_from_db()
    assert asked_of_a_cell.answer == "yours"


def test_form_of_a_stale_page_that_leaves_the_cell_alone_changes_and_asks_nothing(report, people):
    actions.save(report, {RECEIVED: Change("8", "9")}, people[0])
    assert actions.save(report, {RECEIVED: Change("8", "8")}, people[1]) == actions.Saved(1, {})


def test_open_question_keeps_the_report_from_being_sent_for_review(report, asked):
    assert "一、总体情况：有两个人的写法不同，还没有选择保留哪一种。" in actions.blockers(report, [])


@pytest.mark.parametrize("change", [{"theirs": "别的"}, {"yours_by": None}, {"place": RECEIVED}, {"number": 1}])
def test_database_refuses_another_question(asked, change):
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        MergeQuestion.objects.filter(pk=asked.pk).update(**change)


@pytest.mark.usefixtures("as_owner")
def test_database_refuses_a_second_answer_and_to_forget_the_question(report, people, asked):
    actions.choose(report, asked.pk, seen(asked, "both"), people[0])
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        MergeQuestion.objects.filter(pk=asked.pk).update(answer="yours")
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        MergeQuestion.objects.filter(pk=asked.pk)._raw_delete("default")


def test_who_wrote_the_other_version_is_named_though_others_saved_since(report, people, asked):
    third = User.objects.create_user("third")
    now = f"{BOTH}第三句。"
    actions.save(report, {OVERVIEW: Change(BOTH, now)}, third)
    changed = now.replace("收到书面", "全年收到书面")
    actions.save(report, {OVERVIEW: Change(now, changed)}, people[0])
    actions.save(report, {OVERVIEW: Change(changed, f"{changed}第四句。")}, third)
    (question,) = actions.save(
        report, {OVERVIEW: Change(now, now.replace("收到书面", "仅收到书面"))}, people[1]
    ).questions
    assert (question.theirs, question.theirs_by) == ("全年收到书面申请8件。", people[0])


def test_who_changed_another_sentence_meanwhile_is_never_named(report, people):
    asker, third = people
    actions.save(report, {OVERVIEW: Change(BASE, THEIRS)}, asker)
    actions.save(report, {OVERVIEW: Change(THEIRS, THEIRS.replace("无投诉", "投诉1件"))}, third)
    (question,) = actions.save(report, {OVERVIEW: Change(BASE, MINE)}, asker).questions
    assert [question.theirs_by, question.yours_by] == [asker, asker]


def test_who_took_the_sentence_out_is_named_though_another_wrote_there_since(report, people):
    third = User.objects.create_user("third")
    actions.save(report, {OVERVIEW: Change(BASE, "无投诉。")}, people[0])
    actions.save(report, {OVERVIEW: Change("无投诉。", "投诉1件。")}, third)
    (question,) = actions.save(report, {OVERVIEW: Change(BASE, MINE)}, people[1]).questions
    assert (question.theirs, question.theirs_by) == ("", people[0])


def test_choice_between_versions_of_several_sentences_leaves_no_piece_of_the_other(report, people):
    theirs, mine = BASE.replace("8件", "（甲方二）8件"), BASE.replace("8件", "。乙方二末尾8件")
    actions.save(report, {OVERVIEW: Change(BASE, mine)}, people[0])
    (question,) = actions.save(report, {OVERVIEW: Change(BASE, theirs)}, people[1]).questions
    actions.choose(report, question.pk, seen(question, "yours"), people[1])
    assert overview(report) == theirs


def test_mend_well_apart_from_what_a_colleague_types_in_the_sentence_needs_no_question(report, people):
    base = "截止目前，本机关收到申请8件，均已答复。"
    report = factories.report(factories.agency("other"), prose={"overview": base})
    actions.save(report, {OVERVIEW: Change(base, base.replace("答复", "按期答复"))}, people[0])
    mend = Change(base, base.replace("截止目前", "截至目前"))
    assert actions.save(report, {OVERVIEW: mend}, people[1], "改正").questions == ()
    assert overview(report) == "截至目前，本机关收到申请8件，均已按期答复。"
