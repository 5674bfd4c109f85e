"""The papers of a review: 校样, 校对意见 and 审签单, read back from their PDFs, and the page a 校样's code leads to."""

import io

import pdfplumber
import pytest
from django.utils import timezone

from agencies.roles import Role
from reports import actions
from reports.models.explanation import reviewed_findings
from reports.queries import review_papers
from reports.rendering import remarks, review_form
from reports.rendering.remarks import RemarkSheet
from reports.workflow.transitions import Action
from tests.rendering.papers import marked
from tests.signing import office_person, order, person, sign

pytestmark = pytest.mark.django_db


def words(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as opened:
        return "".join("".join((page.extract_text() or "").split()) for page in opened.pages)


def test_form_of_a_signed_report_names_writer_stages_and_digest(report, people):
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "改过。")}, people[Role.DRAFTER])
    sign(report)
    printed = words(review_form.render(review_papers.review_form(report)))
    digest = report.content().digest()
    assert [
        text for text in ("起草人填报人", f"SHA-256{digest}", "第1版", "没有错别字，标点正确") if text not in printed
    ] == []
    assert printed.count("（电子签名）") == 3


def test_form_before_the_signatures_says_so(report, people):
    form = review_papers.review_form(report)
    assert [(stage.name, stage.signer) for stage in form.stages] == [
        ("一审一校", ""),
        ("二审二校", ""),
        ("三审三校", ""),
    ]


def test_form_leaves_out_a_signature_under_other_content(report, people):
    sign(report)
    report.agency.telephone = "0955-1"
    report.agency.save()
    assert [stage.signer for stage in review_papers.review_form(report).stages] == ["", "", ""]


def test_form_says_under_which_exemption_one_person_signed_twice(report, people):
    twice = people[Role.FIRST_REVIEWER]
    person(report.agency, Role.SECOND_REVIEWER, twice.username)
    actions.grant_exemption(report.agency, "编制只有四人。", timezone.localdate(), office_person())
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.apply(report, Action.APPROVE, twice, order(report))
    actions.apply(report, Action.APPROVE, twice, order(report, opinion="数据属实。"))
    stages = review_papers.review_form(report).stages
    assert [bool(stage.exemption) for stage in stages] == [False, True, False]
    assert (stages[1].opinion, "编制只有四人。" in stages[1].exemption) == ("数据属实。", True)


def test_form_keeps_the_returns_of_this_version(report, people):
    actions.apply(report, Action.SUBMIT, people[Role.DRAFTER], order(report))
    actions.apply(report, Action.SEND_BACK, people[Role.FIRST_REVIEWER], order(report, reason="请补充<b>数据</b>。"))
    (returned,) = review_papers.review_form(report).returns
    assert (returned.stage, returned.reason, returned.by) == ("一审一校", "请补充<b>数据</b>。", "一审")
    assert "请补充<b>数据</b>。" in words(review_form.render(review_papers.review_form(report)))


def test_same_form_gives_the_same_bytes(report, people):
    sign(report)
    form = review_papers.review_form(report)
    assert review_form.render(form) == review_form.render(form)


def test_proof_carries_watermark_digest_and_state_on_every_page(client, report, people):
    client.force_login(people[Role.DRAFTER])
    response = client.get(f"/desk/nx-zw-spt-sfj/{report.year}/proof.pdf")
    assert response["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        pages = ["".join((page.extract_text() or "").split()) for page in opened.pages]
    digest = report.content().digest()
    assert [("第1版填报中" in page, digest[:32] in page) for page in pages] == [(True, True)] * len(pages)


def test_code_of_a_proof_tells_whether_the_report_still_says_the_same(client, report, people):
    client.force_login(people[Role.DRAFTER])
    address = f"/desk/nx-zw-spt-sfj/{report.year}/proof/{report.content().digest()}/"
    assert "与系统中现在的内容一致" in client.get(address).content.decode()
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", "改过。")}, people[Role.DRAFTER])
    assert "与系统中现在的内容不同" in client.get(address).content.decode()


def test_draft_that_cannot_be_printed_leads_back_with_the_sentence(client, report, people):
    changed = {"prose.overview": actions.Change("这里写 overview。", "工作顺利😀。")}
    actions.save(report, changed, people[Role.DRAFTER])
    client.force_login(people[Role.DRAFTER])
    page = client.get(f"/desk/nx-zw-spt-sfj/{report.year}/proof.pdf", follow=True).content.decode()
    assert "一、总体情况：字体中没有😀（U+1F600）" in page


FAULTY = "截止目前公开信息20条，给与答复。"


@pytest.fixture
def faulty(report, people):
    """A report with two findings in its words, one of them explained."""
    actions.save(report, {"prose.overview": actions.Change("这里写 overview。", FAULTY)}, people[Role.DRAFTER])
    (last,) = [each for each in reviewed_findings(report, report.findings()) if "给与" in each.finding.says]
    actions.explain(report, last.fingerprint, "引用原文。", people[Role.DRAFTER])
    return report


def listed(data: bytes) -> list[list[str]]:
    """The rows of the tables with four columns, without spaces and without the watermark."""
    with pdfplumber.open(io.BytesIO(data)) as opened:
        pages = [page.filter(lambda drawn: drawn.get("size", 0) < 100) for page in opened.pages]
        tables = [table for page in pages for table in page.extract_tables()]
    return [["".join((cell or "").split()) for cell in row] for table in tables for row in table if len(row) == 4]


def test_remarks_name_place_sentence_mend_explanation_and_leave_room_for_an_answer(client, faulty, people):
    client.force_login(people[Role.FIRST_REVIEWER])
    response = client.get(f"/desk/nx-zw-spt-sfj/{faulty.year}/remarks.pdf")
    rows = [row for row in listed(response.content) if "T602" in row[2]]
    (explained,) = faulty.explanations.all()
    at = "".join(review_papers.written(explained.at).split())
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("一、总体情况，第1段", "提醒T602“截止目前”应为“截至目前”建议改为：截至目前", ""),
        ("一、总体情况，第1段", f"提醒T602“给与”应为“给予”建议改为：给予说明：引用原文。（填报人，{at}）", ""),
    ]
    printed = words(response.content)
    facts = (
        "校对意见",
        faulty.content().digest(),
        "".join(review_papers.written(faulty.updated_at).split()),
        "处理意见",
    )
    assert [fact for fact in facts if fact not in printed] == []


def test_remarks_and_proof_number_the_same_findings_alike(client, faulty, people):
    client.force_login(people[Role.DRAFTER])
    at = f"/desk/nx-zw-spt-sfj/{faulty.year}"
    sheet, proved = (listed(client.get(f"{at}/{name}.pdf").content) for name in ("remarks", "proof"))
    assert [row for row in sheet if row[0].isdecimal()] == [row for row in proved if row[0].isdecimal() and row[1]]


def test_remarks_of_a_report_without_findings_say_so():
    sheet = RemarkSheet("某局", "某局年报", "第1版，填报中", "2026年1月5日 14:30", "2026年1月5日 14:31", "0" * 64, ())
    assert "没有发现问题。" in words(remarks.render(sheet))


def test_proof_marks_the_words_that_are_wrong_and_lists_them(client, faulty, people):
    client.force_login(people[Role.DRAFTER])
    response = client.get(f"/desk/nx-zw-spt-sfj/{faulty.year}/proof.pdf")
    with pdfplumber.open(io.BytesIO(response.content)) as opened:
        stretches = [stretch for page in opened.pages for stretch in marked(page)]
    assert [stretch for stretch in stretches if len(stretch) > 1] == ["截止目前", "给与"]


@pytest.mark.parametrize("page", ["check/", "edit/overview/", "review/", ""])
def test_pages_that_list_findings_lead_to_their_print(page, client, faulty, people):
    client.force_login(people[Role.DRAFTER])
    at = f"/desk/nx-zw-spt-sfj/{faulty.year}/"
    assert f'href="{at}remarks.pdf"' in client.get(at + page).content.decode()
