"""Notes: findings numbered as a reader meets them, at their words in the text as it prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import editions
from reports.checks import proofread
from reports.content import references
from reports.findings import Finding, Level
from reports.rendering import prose
from reports.reviewing import annotations
from tests import factories
from tests.rendering.papers import made_content

TOKEN = "{{requests.received.total}}"


def noted(findings, **words):
    return annotations.annotate(made_content(**words), None, findings)


def finding_at(where: str, *span: int, code: str = "T602") -> Finding:
    return Finding(Level.WARNING, code, where, "错", span=span or None)


def test_numbers_follow_the_paper_whatever_the_order_of_the_rules():
    findings = [
        finding_at("contact", 0, 1),
        finding_at("requests.carried_in.business", code="B101"),
        finding_at("overview", 3, 4),
        finding_at("requests.received.business", code="B101"),
        finding_at("overview", 1, 2),
        finding_at("opening", 0, 1),
    ]
    notes = noted(findings, opening="甲乙", overview="甲乙丙丁", contact="戊")
    assert [(note.number, note.finding.where, note.words) for note in notes] == [
        (1, "opening", "甲"),
        (2, "overview", "乙"),
        (3, "overview", "丁"),
        (4, "requests.received.business", ""),
        (5, "requests.carried_in.business", ""),
        (6, "contact", "戊"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "shown", "place"),
    [
        ("截止目前。", "截止目前", "截止目前", "第1段"),
        ("  \n\n　　截止目前。", "截止目前", "截止目前", "第1段"),
        ("甲。\r\n乙，**截止目前**。", "截止目前", "截止目前", "第2段"),
        (f"新收{TOKEN}件，截止目前。", "截止目前", "截止目前", "第1段"),
        (f"新收{TOKEN}件。", TOKEN, "81", "第1段"),
        ("甲**乙丙**丁", "**乙", "乙", "第1段"),
        ("甲。  \n乙。", "  ", "。\n乙", "第1段"),
        ("甲，  乙。", "  ", "，  乙", "第1段"),
    ],
)
def test_words_are_found_where_they_print(text, words, shown, place):
    start = text.index(words)
    (note,) = noted([finding_at("overview", start, start + len(words))], overview=text)
    assert (note.words, note.place) == (shown, f"一、总体情况，{place}")


def test_few_blank_cells_are_notes_of_their_own_and_many_are_one():
    edition = editions.get("2021")
    blank = [Finding(Level.ERROR, "B103", key, "没有填写") for key in editions.typed_keys(edition)]
    in_table = {key: [each for each in blank if each.where.startswith(f"{key}.")] for key in edition.tables}
    notes = noted([*in_table["disclosure"], *in_table["requests"][:3]])
    assert [(note.finding.says, note.cells) for note in notes] == [
        (
            f"“二、主动公开政府信息情况”有 {len(in_table['disclosure'])} 格没有填写；没有发生的，请填 0",
            tuple(each.where for each in in_table["disclosure"]),
        ),
        *(("没有填写", (each.where,)) for each in in_table["requests"][:3]),
    ]


def test_finding_about_a_whole_part_has_no_range():
    (note,) = noted([finding_at("overview")], overview="甲。")
    assert (note.span, note.words, note.place) == (None, "", "一、总体情况")


pieces = st.lists(
    st.sampled_from(["甲", "乙丙", "。", "**丁戊**", "**", " ", "　", "\n", "\r\n", "（一）", TOKEN, "😀", "\u2028"]),
    max_size=30,
)


@given(pieces, st.data())
def test_any_range_of_plain_characters_keeps_its_characters(made, data):
    text = "".join(made)
    spans = [(at, at + 1) for at, char in enumerate(text) if char in "甲乙丙丁戊。😀"]
    if not spans:
        return
    span = data.draw(st.sampled_from(spans))
    (note,) = noted([finding_at("overview", *span)], overview=text)
    assert note.words == text[slice(*span)]


@given(pieces)
def test_plain_text_is_what_the_paragraphs_print(made):
    text = "".join(made)
    assert prose.plain(text) == "\n".join(each.text for each in prose.paragraphs(text))
    for paragraph in prose.paragraphs(text):
        for words in paragraph.words:
            assert text[words.at : words.at + len(words.text)] == words.text


@given(pieces, st.data())
def test_range_of_the_printed_text_comes_back_from_its_source(made, data):
    content = made_content()
    resolved = references.resolve("overview", "".join(made), content.edition, content.figures, None)
    if not resolved.text:
        return
    start = data.draw(st.integers(0, len(resolved.text) - 1))
    end = data.draw(st.integers(start + 1, len(resolved.text)))
    whole = resolved.to_printed(resolved.to_source((start, end)))
    assert whole[0] <= start < end <= whole[1]
    assert resolved.to_printed(resolved.to_source(whole)) == whole


def test_proofreader_and_notes_agree_on_the_words():
    text = f"　　（一）**截止目前**，新收{TOKEN}件，给与答复。\n\n得工作原则。"
    written = factories.content(overview=text)
    notes = annotations.annotate(
        written, None, [each for each in proofread.proofread(written, None) if each.code == "T602"]
    )
    assert [note.words for note in notes] == ["截止目前", "给与", "得"]
