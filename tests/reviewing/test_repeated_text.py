"""What was carried over from last year: shares and sentences, as R801 reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import editions
from reports.checks import prose as proofreader
from reports.reviewing import repeated_text
from reports.reviewing.redline import Span

EDITION = editions.get("2021")
KEPT = "按照年度要点推进决策、执行、管理、服务、结果公开。"
COUNTED = "全年通过政府网站公开各类信息{}条，比上一年度有所增长。"
NEW = "新设民生实事专栏，逐月公布办理进度并接受社会监督。"
STANDING = "根据《中华人民共和国政府信息公开条例》有关规定编制本年度报告。"


def parts(now: str, before: str, key: str = "overview") -> list[repeated_text.RepeatedPart]:
    return repeated_text.repeated_parts(EDITION, {key: now}, {key: before})


def test_sentence_of_last_year_stands_beside_what_became_of_it():
    (part,) = parts(COUNTED.format(35) + NEW, COUNTED.format(20) + KEPT)
    (pair,) = part.pairs
    assert (part.key, part.title, part.sentences) == ("overview", "一、总体情况", 2)
    assert pair.before == COUNTED.format(20).rstrip("。")
    assert "".join(span.text for span in pair.now) == COUNTED.format(35).rstrip("。")
    assert Span("inserted", "35") in pair.now


def test_share_is_of_the_words_that_count():
    (part,) = parts(STANDING + KEPT + NEW, STANDING + KEPT)
    written = [sentence.rstrip("。") for sentence in (KEPT, NEW)]
    assert (part.percent, part.exceeds_threshold) == (100 * len(written[0]) // sum(map(len, written)), False)


@pytest.mark.parametrize(
    ("now", "before"),
    [(STANDING, STANDING), ("今年很好。", "今年很好。"), (NEW, KEPT), ("", KEPT), (KEPT, "")],
)
def test_standing_phrases_short_sentences_and_new_words_are_not_carried_over(now, before):
    assert parts(now, before) == []


@given(st.lists(st.sampled_from([KEPT, NEW, STANDING, COUNTED.format(3), "很短。"]), max_size=6), st.data())
def test_share_is_the_one_the_rule_speaks_of(sentences, data):
    before = "".join(data.draw(st.lists(st.sampled_from([KEPT, STANDING, COUNTED.format(8)]), max_size=3)))
    prose, last = {"overview": "".join(sentences)}, {"overview": before}
    subject = proofreader.ProseSubject(EDITION, 2024, {}, {}, prose, last_prose=last)
    spoken = [each.says.split("%")[0] for each in proofreader.RULES["R801"].find(subject)]
    shown = repeated_text.repeated_parts(EDITION, prose, last)
    assert spoken == [f"这一部分有 {part.percent}" for part in shown if part.exceeds_threshold]
