"""Moves as they are performed: who may, what stands against them, what they leave behind."""

import contextlib

import pytest
from django.utils import timezone

from agencies.models import Event
from agencies.roles import Role
from reports import actions, editions
from reports.models import Notice, Release, Report, SignOff
from reports.workflow.transitions import TRANSITIONS, Action, State
from tests import adoptions, factories, uploads
from tests.signing import explain_all, office_person, order, person, sign, staffed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report():
    return factories.report()


@pytest.fixture
def people(report):
    return staffed(report.agency)


def move(report: Report, action: Action, by, **fields: str) -> Report:
    return actions.apply(report, action, by, order(report, **fields))


def refusal(report: Report, action: Action, by, ask: actions.TransitionRequest | None = None) -> list[str]:
    """The sentences of the refusal; the report and its trail are as they were."""
    before = (Report.objects.values().get(pk=report.pk), Event.objects.count(), SignOff.objects.count())
    with pytest.raises(actions.Refused) as refused:
        actions.apply(report, action, by, ask or order(report))
    assert (Report.objects.values().get(pk=report.pk), Event.objects.count(), SignOff.objects.count()) == before
    return refused.value.sentences


def brought_to(report: Report, state: State, people) -> Report:
    """The report in the state, by the shortest way."""
    supervisor = person(factories.agency("nx", kind="government", level="province"), Role.SUPERVISOR)
    report.agency.parent = supervisor.memberships.get().agency
    report.agency.save()
    if state is State.OFFICE_CHECK:
        actions.set_office_check(report.agency, True, supervisor)
    if state is State.DRAFTING:
        return report
    explain_all(report, people[Role.DRAFTER])
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    for stage, role in (
        (State.FIRST_REVIEW, Role.FIRST_REVIEWER),
        (State.SECOND_REVIEW, Role.SECOND_REVIEWER),
        (State.FINAL_REVIEW, Role.FINAL_REVIEWER),
    ):
        if report.state != state and report.state == stage:
            move(report, Action.APPROVE, people[role])
    if state in {State.PUBLISHED, State.WITHDRAWN}:
        move(report, Action.PUBLISH, people[Role.PUBLISHER])
    if state is State.WITHDRAWN:
        move(report, Action.WITHDRAW, people[Role.PUBLISHER], reason="数据有误。")
    assert report.state == state
    return report


@pytest.mark.parametrize("state", State)
def test_each_action_in_each_state_is_refused_to_all_but_the_role_of_the_table(state, report, people):
    """All states × actions × roles, and the same roles at another agency."""
    brought_to(report, state, people)
    staff = {**people, Role.SUPERVISOR: person(report.agency.parent, Role.SUPERVISOR)}
    elsewhere = factories.agency("nx-sft")
    strangers = {role: person(elsewhere, role) for role in staff if role is not Role.SUPERVISOR}
    table = {(each.action, each.role) for each in TRANSITIONS if each.state is state}
    for action in Action:
        for role in Role:
            others = [staff[role]] if (action, role) not in table else []
            others += [strangers[role]] if role in strangers else []
            for user in others:
                sentence = refusal(report, action, user, order(report, reason="理由。"))[0]
                assert sentence.startswith(("报告现在是“", f"{action.label}需要“")), (action, role, sentence)


# What is taken in was never here before: tests/actions/test_adoption.py.
@pytest.mark.parametrize(
    "transition",
    [each for each in TRANSITIONS if each.action is not Action.ADOPT],
    ids=lambda each: f"{each.action} in {each.state}",
)
def test_each_action_of_the_table_is_done_for_its_role(transition, report, people):
    factories.release(report)  # something is public already, so that it can be taken down in every state
    factories.reopen(report, number=2)
    brought_to(report, transition.state, people)
    by = {**people, Role.SUPERVISOR: person(report.agency.parent, Role.SUPERVISOR)}[transition.role]
    move(report, transition.action, by, reason="理由。")
    event = Event.objects.latest("number")
    stored = Report.objects.get()
    assert (report.state, stored.state, event.report_id) == (transition.to, transition.to, stored.pk)
    assert (event.action, event.actor, event.data["from"], event.data["to"]) == (
        transition.action, by, transition.state, transition.to,
    )  # fmt: skip


def test_report_passes_three_reviews_by_different_people_and_is_published(report, people):
    sign(report)
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    release = Release.objects.get()
    assert (report.state, release.digest, release.origin, release.round) == (
        "published", report.content().digest(), "reviewed", 1,
    )  # fmt: skip
    assert [(each.stage, each.signer, each.digest) for each in SignOff.objects.order_by("pk")] == [
        ("first_review", people[Role.FIRST_REVIEWER], release.digest),
        ("second_review", people[Role.SECOND_REVIEWER], release.digest),
        ("final_review", people[Role.FINAL_REVIEWER], release.digest),
    ]
    assert [event.action for event in Event.objects.exclude(action="explain")] == [
        "submit", "approve", "approve", "approve", "publish",
    ]  # fmt: skip


def test_whoever_wrote_something_of_this_version_does_not_sign_it(report, people):
    writer = people[Role.FIRST_REVIEWER]
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "改过。")}, writer)
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    assert refusal(report, Action.APPROVE, writer) == ["您改动过这一版的内容，不能由您审核签名，请换一位审核人。"]


def test_one_person_does_not_sign_two_stages_of_a_round(report, people):
    twice = people[Role.FIRST_REVIEWER]
    person(report.agency, Role.SECOND_REVIEWER, twice.username)
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    move(report, Action.APPROVE, twice)
    assert refusal(report, Action.APPROVE, twice) == ["您已在本轮的另一个环节签名，各环节要由不同的人签名。"]


def test_exemption_lets_one_person_sign_twice_and_the_signature_says_so(report, people):
    twice = people[Role.FIRST_REVIEWER]
    person(report.agency, Role.SECOND_REVIEWER, twice.username)
    supervisor = person(factories.agency("nx", kind="government", level="province"), Role.SUPERVISOR)
    exemption = actions.grant_exemption(report.agency, "编制只有四人。", timezone.localdate(), supervisor)
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    move(report, Action.APPROVE, twice)
    move(report, Action.APPROVE, twice)
    assert [each.exemption for each in SignOff.objects.order_by("pk")] == [None, exemption]


def test_ended_exemption_lets_nobody_sign(report, people):
    twice = people[Role.FIRST_REVIEWER]
    person(report.agency, Role.SECOND_REVIEWER, twice.username)
    exemption = actions.grant_exemption(report.agency, "编制只有四人。", timezone.localdate(), office_person())
    actions.end_exemption(exemption, people[Role.MANAGER])
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    move(report, Action.APPROVE, twice)
    assert refusal(report, Action.APPROVE, twice) == ["您已在本轮的另一个环节签名，各环节要由不同的人签名。"]


def test_errors_stop_the_report_from_being_submitted(people):
    report = factories.report(factories.agency("nx-x"), figures=factories.figures(**{"requests.received.business": 1}))
    drafter = staffed(report.agency)[Role.DRAFTER]
    assert refusal(report, Action.SUBMIT, drafter) == ["商业企业：1 + 0 ≠ 0 + 0，相差 1"]


def test_report_is_not_submitted_to_an_agency_without_reviewers(report):
    drafter = person(report.agency, Role.DRAFTER)
    assert refusal(report, Action.SUBMIT, drafter) == ["本机关还没有人担任“一审”“二审”“三审”，请管理员先安排。"]


def test_stage_with_an_unticked_item_does_not_pass_on(report, people):
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    ticked = order(report).ticked - {"没有错别字，标点正确"}
    ask = actions.TransitionRequest(digest=report.content().digest(), ticked=ticked)
    assert refusal(report, Action.APPROVE, people[Role.FIRST_REVIEWER], ask) == [
        "还没有勾选校对项目“没有错别字，标点正确”。"
    ]


def test_warning_must_be_explained_before_a_stage_passes_on(people):
    figures = factories.figures(**{"disclosure.regulations.issued": 1, "disclosure.regulations.in_force": 1})
    report = factories.report(factories.agency("nx-x"), figures=figures)
    warned = [finding for finding in report.findings() if finding.level == "warning"]
    assert "B105" in {finding.code for finding in warned}
    staff = staffed(report.agency)
    move(report, Action.SUBMIT, staff[Role.DRAFTER])
    assert refusal(report, Action.APPROVE, staff[Role.FIRST_REVIEWER]) == [
        f"提醒还没有改正或说明：{finding.says}" for finding in warned
    ]
    move(report, Action.SEND_BACK, staff[Role.FIRST_REVIEWER], reason="请说明。")
    explain_all(report, staff[Role.DRAFTER])
    move(report, Action.SUBMIT, staff[Role.DRAFTER])
    move(report, Action.APPROVE, staff[Role.FIRST_REVIEWER])
    assert report.state == State.SECOND_REVIEW


def test_page_that_is_older_than_the_content_signs_nothing(report, people):
    ask = order(report)
    report.agency.telephone = "0955-1"
    report.agency.save()
    assert refusal(report, Action.SUBMIT, people[Role.DRAFTER], ask) == [
        "内容在您打开这一页之后有改动，请看过现在的内容再送审。"
    ]


def test_second_of_two_reviewers_at_once_meets_the_new_state(report, people):
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    other = person(report.agency, Role.FIRST_REVIEWER, "another")
    ask = order(report)
    actions.apply(report, Action.APPROVE, people[Role.FIRST_REVIEWER], ask)
    assert refusal(report, Action.APPROVE, other, ask) == ["通过并签名需要“二审”角色。"]


@pytest.mark.parametrize("action", [Action.SEND_BACK, Action.CORRECT, Action.WITHDRAW])
def test_reason_is_asked_for(action, report, people):
    state = State.FIRST_REVIEW if action is Action.SEND_BACK else State.PUBLISHED
    brought_to(report, state, people)
    role = next(each.role for each in TRANSITIONS if (each.state, each.action) == (state, action))
    assert refusal(report, action, people[role], order(report, reason="  ")) == [f"请写明{action.label}的理由。"]


def test_content_in_review_cannot_be_changed_and_says_so(report, people):
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    with pytest.raises(actions.Refused) as refused:
        actions.save(report, {"prose.overview": actions.Change("", "改。")}, people[Role.DRAFTER])
    assert refused.value.sentences == ["报告现在是“一审一校”，内容不能改动，这次的改动没有保存。"]


def test_send_back_voids_the_signatures_and_tells_who_wrote_and_who_signed(report, people):
    brought_to(report, State.SECOND_REVIEW, people)
    Notice.objects.all().delete()
    move(report, Action.SEND_BACK, people[Role.SECOND_REVIEWER], reason="第三部分请核对。")
    assert (report.state, report.round) == ("drafting", 2)
    assert {(notice.user, notice.says) for notice in Notice.objects.all()} == {
        (user, "沙坡头区司法局2024年政府信息公开工作年度报告在二审二校被退回：第三部分请核对。")
        for user in (people[Role.DRAFTER], people[Role.FIRST_REVIEWER])
    }
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    assert report.state == State.FIRST_REVIEW


def test_agency_facts_changed_after_the_signatures_void_them(report, people):
    sign(report)
    report.agency.telephone = "0955-1"
    report.agency.save()
    report = Report.objects.get()
    assert refusal(report, Action.PUBLISH, people[Role.PUBLISHER]) == [
        "签名之后内容有改动，一审一校、二审二校、三审三校的签名已经作废，请退回重新送审。"
    ]


def test_correction_goes_through_all_stages_and_keeps_its_reason(report, people):
    brought_to(report, State.PUBLISHED, people)
    move(report, Action.CORRECT, people[Role.DRAFTER], reason="表一数据更正。")
    assert (report.state, report.number, report.round, report.since) == ("drafting", 2, 2, report.version)
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "更正后。")}, people[Role.DRAFTER])
    sign(report)
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    assert [(each.number, each.reason) for each in Release.objects.order_by("number")] == [
        (1, ""), (2, "表一数据更正。"),
    ]  # fmt: skip


def test_withdrawn_report_stands_no_more_until_its_correction_is_published(report, people):
    brought_to(report, State.WITHDRAWN, people)
    assert list(Release.objects.published()) == []
    move(report, Action.CORRECT, people[Role.DRAFTER], reason="更正。")
    sign(report)
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    assert [each.number for each in Release.objects.published()] == [2]


def test_public_version_can_be_withdrawn_while_its_correction_is_written(report, people):
    brought_to(report, State.PUBLISHED, people)
    move(report, Action.CORRECT, people[Role.DRAFTER], reason="更正。")
    move(report, Action.WITHDRAW, people[Role.PUBLISHER], reason="涉及个人隐私。")
    assert (report.state, list(Release.objects.published())) == ("drafting", [])
    assert refusal(report, Action.WITHDRAW, people[Role.PUBLISHER], order(report, reason="再次。")) == [
        "这份报告没有公开的版本，无需撤下。"
    ]


def test_office_check_stands_before_publication_where_the_office_wants_it(report, people):
    brought_to(report, State.OFFICE_CHECK, people)
    supervisor = person(report.agency.parent, Role.SUPERVISOR)
    assert Notice.objects.filter(user=supervisor).values_list("says", flat=True)[0] == (
        "沙坡头区司法局2024年政府信息公开工作年度报告等待您主管部门审核"
    )
    move(report, Action.APPROVE, supervisor)
    assert report.state == State.APPROVED


def test_submitted_report_is_recalled_by_the_drafter(report, people):
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    move(report, Action.RECALL, people[Role.DRAFTER])
    assert (report.state, report.round) == ("drafting", 2)


def test_correction_that_changes_what_next_year_carried_in_is_told_to_next_years_drafters(report, people):
    brought_to(report, State.PUBLISHED, people)
    following = factories.report(report.agency, 2025)
    move(report, Action.CORRECT, people[Role.DRAFTER], reason="结转数更正。")
    changed = {f"figures.requests.{row}.business": actions.Change("0", "2") for row in ("received", "carried_out")}
    actions.save(report, changed, people[Role.DRAFTER])
    sign(report)
    Notice.objects.all().delete()
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    says = f"2024年年度报告已更正，{following}的上年结转与更正后的结转下年度不符，请核对。"
    assert [(each.user, each.says) for each in Notice.objects.filter(report=following)] == [
        (people[Role.DRAFTER], says)
    ]


def test_whoever_handed_in_and_corrected_the_file_that_became_the_draft_does_not_sign_it():
    agency = factories.agency()
    people = staffed(agency)
    author = people[Role.FIRST_REVIEWER]
    paper = uploads.upload(agency, author)
    change = {"prose.overview": actions.Change("这里写 overview。", "一审人写的话。")}
    actions.correct(paper, editions.get("2021"), change, {}, author)
    draft = actions.begin_draft(paper, adoptions.wanted(paper), people[Role.DRAFTER])
    explain_all(draft, people[Role.DRAFTER])
    move(draft, Action.SUBMIT, people[Role.DRAFTER])
    assert draft.content().prose["overview"] == "一审人写的话。"
    with pytest.raises(actions.Refused):
        move(draft, Action.APPROVE, author)
    assert SignOff.objects.count() == 0


def test_reason_that_no_paper_can_print_never_keeps_a_correction_from_being_published(report, people):
    sign(report)
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    with contextlib.suppress(actions.Refused):
        move(report, Action.CORRECT, people[Role.DRAFTER], reason="数字更正😀")
    if report.state != State.DRAFTING:
        move(report, Action.CORRECT, people[Role.DRAFTER], reason="数字更正")
    sign(report)
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    assert Release.objects.count() == 2


def test_whose_words_are_restored_from_before_the_correction_does_not_sign_them(report, people):
    author = people[Role.SECOND_REVIEWER]
    before = report.prose["overview"]
    actions.save(report, {"prose.overview": actions.Change(before, "二审人写的话。")}, author)
    written = report.version
    actions.save(report, {"prose.overview": actions.Change("二审人写的话。", before)}, people[Role.DRAFTER])
    people[Role.SECOND_REVIEWER] = person(report.agency, Role.SECOND_REVIEWER, "another")
    explain_all(report, people[Role.DRAFTER])
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    for role in (Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.FINAL_REVIEWER):
        move(report, Action.APPROVE, people[role])
    move(report, Action.PUBLISH, people[Role.PUBLISHER])
    move(report, Action.CORRECT, people[Role.DRAFTER], reason="更正")
    actions.restore(report, written, people[Role.DRAFTER])
    explain_all(report, people[Role.DRAFTER])
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    move(report, Action.APPROVE, people[Role.FIRST_REVIEWER])
    assert report.content().prose["overview"] == "二审人写的话。"
    with pytest.raises(actions.Refused):
        move(report, Action.APPROVE, author)


def test_opinion_that_no_paper_can_print_is_refused_when_it_is_signed_and_not_at_publication(report, people):
    explain_all(report, people[Role.DRAFTER])
    move(report, Action.SUBMIT, people[Role.DRAFTER])
    with pytest.raises(actions.Refused):
        move(report, Action.APPROVE, people[Role.FIRST_REVIEWER], opinion="好👍")
