"""Three ways of one text: what two people wrote is all in it, and only a sentence both changed is asked about."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.content.character_edits import followed
from reports.content.prose_merge import SentenceDispute, merged
from reports.content.sentence_alignment import edits, units_of
from tests.content.editors import Editor, Server, edit

TEXT = "（一）主动公开。全年公开信息60条。\n（二）依申请公开。收到申请8件，答复8件。\n（三）监督保障。无。"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("甲。乙。", "甲一。乙。", "甲。乙二。", "甲一。乙二。"),
        ("甲。\n乙。", "甲。\n乙。\n丙。", "甲。丁。\n乙。", "甲。丁。\n乙。\n丙。"),
        ("甲。\n乙。", "甲。\n新一。\n乙。", "甲。\n新二。\n乙。", "甲。\n新二。\n新一。\n乙。"),
        ("", "甲乙", "丙丁", "丙丁\n甲乙"),
        ("甲。", "甲。乙。", "甲。乙。", "甲。乙。"),
        ("甲。乙。丙。", "甲。丙。", "甲。乙。丙丁。", "甲。丙丁。"),
        ("甲。乙。", "乙。", "甲。", ""),
        ("**甲。乙**丙。丁。", "**甲。戊**丙。丁。", "**甲。乙**丙。丁己。", "**甲。戊**丙。丁己。"),
        (
            "收到{{一、新收}}件。无。",
            "收到{{一、新收}}件。有。",
            "共收到{{一、新收}}件。无。",
            "共收到{{一、新收}}件。有。",
        ),
    ],
)
def test_different_sentences_both_go_in_without_a_question(base, mine, theirs, both):
    assert merged(base, mine, theirs) == (both, ())


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both", "dispute"),
    [
        ("甲乙丙。", "甲乙丁。", "甲乙戊。", "甲乙戊。甲乙丁。", ("甲乙戊。", "甲乙丁。", (0, 4), (4, 8))),
        ("甲\n乙。", "甲一\n乙。", "甲二\n乙。", "甲二\n甲一\n乙。", ("甲二", "甲一", (0, 2), (3, 5))),
        ("甲。乙。", "乙。", "甲二。乙。", "甲二。乙。", ("甲二。", "", (0, 3), None)),
        ("甲。乙。", "甲一。乙。", "乙。", "甲一。乙。", ("", "甲一。", None, (0, 3))),
    ],
)
def test_same_sentence_changed_twice_stays_twice_and_is_asked_about(base, mine, theirs, both, dispute):
    assert merged(base, mine, theirs) == (both, (SentenceDispute(*dispute),))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "versions"),
    [
        ("失效信息三件。无。", "失效信息三；乙方二末尾件。无。", "失效信息三（甲方二）件。无。",
         ("失效信息三（甲方二）件。", "失效信息三；乙方二末尾件。")),
        ("失效信息三件。无。", "失效信息三。乙方二末尾件。无。", "失效信息三（甲方二）件。无。",
         ("失效信息三（甲方二）件。", "失效信息三。乙方二末尾件。")),
        ("失效信息三件。无。", "失效信息三（甲方二）件。无。", "失效信息三。\n乙方二末尾件。无。",
         ("失效信息三。\n乙方二末尾件。", "失效信息三（甲方二）件。")),
        ("甲乙。丙丁。无。", "甲乙丙丁。无。", "甲乙。丙又丁。无。", ("甲乙。丙又丁。", "甲乙丙丁。")),
    ],
)  # fmt: skip
def test_dispute_has_the_whole_of_what_each_made_of_a_sentence(base, mine, theirs, versions):
    both, (dispute,) = merged(base, mine, theirs)
    assert (both, dispute.theirs, dispute.mine) == ("".join(versions) + "无。", *versions)
    assert tuple(both[slice(*at)] for at in (dispute.theirs_at, dispute.mine_at)) == versions


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("共收到申请8件，均在期限内答复。", "收到申请8件，均在期限内答复完毕。", "共收到申请8件，均在期限内答复完毕。"),
        ("收到申请9件，均在期限内答复。", "收到申请8件，均在期限内予以答复。", "收到申请9件，均在期限内予以答复。"),
        ("收到申请8件，均在期限内。", "收到书面申请8件，均在期限内答复。", "收到书面申请8件，均在期限内。"),
    ],
)
def test_changes_well_apart_in_one_sentence_both_go_in_and_may_be_sent_twice(mine, theirs, both):
    base = "收到申请8件，均在期限内答复。"
    assert merged(base, mine, theirs) == (both, ())
    assert merged(base, mine, both) == (both, ())
    assert merged(base, theirs, both) == (both, ())


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("收到申请8件，都答复。", "收到申请8件，现都答复。", "收到书面申请8件，都答复。"),
        ("共1234567890件。", "共21234567890件。", "共12345678903件。"),
        ("共{{三、新收|占比}}件。", "共{{二、新收|占比}}件。", "共{{三、新收|同比}}件。"),
        ("收到申请8件，均在期限内答复。", "**收到申请8件，均在期限内答复。", "收到申请8件，均在期限内答复**。"),
    ],
)
def test_changes_near_or_in_one_number_or_mark_are_never_mixed(base, mine, theirs):
    assert merged(base, mine, theirs)[1] != ()


@pytest.mark.parametrize(
    ("base", "mine", "theirs"), [("甲。", "甲丙。", "甲乙。"), ("甲", "甲丙", "甲乙"), ("", "甲丙", "甲乙")]
)
def test_change_that_is_sent_twice_goes_in_once(base, mine, theirs):
    both, _ = merged(base, mine, theirs)
    assert merged(base, mine, both) == (both, ())


def test_a_deleted_section_keeps_the_one_sentence_that_another_changed_in_it():
    both, disputes = merged(TEXT, "（一）主动公开。全年公开信息60条。", TEXT.replace("答复8件", "答复7件"))
    assert both == "（一）主动公开。全年公开信息60条。收到申请8件，答复7件。"
    assert [(each.theirs, each.mine) for each in disputes] == [("收到申请8件，答复7件。", "")]


@given(st.text(alphabet="甲乙。；\n*{}|”", max_size=60))
def test_pieces_of_a_text_are_the_text(text):
    assert "".join(units_of(text)) == text


def test_bound_numbers_and_bold_words_are_in_one_piece():
    assert units_of("**甲。乙**丙。{{一、a。b|占比}}丁；“戊。”\n己") == [
        "**甲。乙**丙。",
        "{{一、a。b|占比}}丁；“戊。”",
        "\n",
        "己",
    ]


TEXTS = st.lists(st.sampled_from(["甲。", "乙。", "丙丁。", "戊", "\n", "甲乙。"]), max_size=12).map("".join)


@given(TEXTS, TEXTS)
def test_edits_lead_from_one_text_to_the_other(before, after):
    text, at = "", 0
    for each in edits(before, after):
        text += before[at : each.start] + after[each.new_start : each.new_end]
        at = each.end
    assert text + before[at:] == after


@given(TEXTS, TEXTS, TEXTS)
def test_versions_stand_where_the_dispute_says(base, mine, theirs):
    both, disputes = merged(base, mine, theirs)
    for each in disputes:
        for version, at in ((each.theirs, each.theirs_at), (each.mine, each.mine_at)):
            assert (both[slice(*at)] if at else "") == version


@pytest.mark.parametrize(
    ("before", "span", "after", "then"),
    [
        ("甲。乙。", (2, 4), "零。甲。乙。", "乙。"),
        ("甲。乙。", (0, 2), "甲丙。乙。", "甲丙。"),
        ("甲。乙。", (0, 2), "甲。丙。乙。", "甲。"),
        ("甲\n乙", (0, 1), "甲丙\n乙", "甲丙"),
        ("甲。乙。", (0, 2), "乙。", ""),
        ("甲。乙。丙。", (2, 4), "", ""),
    ],
)
def test_a_range_follows_its_sentence_through_later_changes(before, span, after, then):
    start, end = followed(span, before, edits(before, after))
    assert after[start:end] == then


@pytest.mark.parametrize("piece", ["甲。", "\n", "**", "{{", "。", "全年公开信息60条，同比增加。\n"])
def test_fifty_thousand_characters_are_merged_in_well_under_a_second(piece):
    base = (piece * 50_000)[:50_000]
    started = time.process_time()
    both, _ = merged(base, base[:20_000] + "乙。" + base[20_000:], base[:30_000] + "丙。" + base[31_000:])
    assert "乙。" in both
    assert "丙。" in both
    assert time.process_time() - started < 2  # seconds of the processor; measured: 0.02 to 0.2


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_three_editors_lose_no_acknowledged_word_and_end_with_one_text(data):
    """Three people with unsent edits of their own type, delete, send, and hear of one another in any order."""
    server = Server(TEXT)
    people = [Editor(server, name) for name in "甲乙丙"]
    for _ in range(data.draw(st.integers(5, 25))):
        person = data.draw(st.sampled_from(people))
        act = data.draw(st.sampled_from(["edit", "edit", "edit", "send", "answer", "hear"]))
        if act == "edit":
            edit(data, person)
        else:
            getattr(person, act)()
    for _ in range(2):
        for person in people:
            person.finish()
    assert {person.typed for person in people} == {server.text}
    gone = {word for person in people for word in person.deleted}
    written = {word for person in people for word in person.written}
    assert {word for word in written - gone if word not in server.text} == set()
