"""R: what was carried over from last year without a change."""

import re
from collections.abc import Iterator

from reports.findings import Level
from reports.proofreading.registry import Hit, rule
from reports.proofreading.subject import Subject

_SENTENCE = re.compile(r"[^。；！？\n]+")
_NUMBERS = re.compile(r"[0-9０-９一二三四五六七八九十百千万]+")
SHORTEST = 15  # shorter sentences are alike by chance
SHARE = 0.6
READ = ("overview", "problems", "other")
# Phrases of the law and of the format stand in every report.
_STANDING = re.compile("条例|指导思想|年度报告|信息处理费|公开为常态|国办公开办")


@rule("R801", Level.WARNING, "大段文字沿用上年", "国办公开办函〔2021〕30号：反映本年度情况")
def carried_over(subject: Subject) -> Iterator[Hit]:
    """The share of a part whose sentences stood there last year, numbers and years apart."""
    for key in READ:
        text, before = subject.prose.get(key, ""), subject.last_prose.get(key, "")
        said = [match for match in _SENTENCE.finditer(text) if _counts(match[0])]
        old = {_bare(match[0]) for match in _SENTENCE.finditer(before) if _counts(match[0])}
        same = [match for match in said if _bare(match[0]) in old]
        written, repeated = (sum(len(match[0]) for match in found) for found in (said, same))
        if same and repeated >= SHARE * written:
            says = f"这一部分有 {repeated * 100 // written}% 的文字与上年相同，例如“{same[0][0].strip()[:30]}…”"
            yield key, same[0].span(), says, ""


def _counts(sentence: str) -> bool:
    return len(sentence.strip()) >= SHORTEST and not _STANDING.search(sentence)


def _bare(sentence: str) -> str:
    """The sentence without numbers, spaces and punctuation."""
    return re.sub(r"[\s，、：“”（）《》,]", "", _NUMBERS.sub("", sentence))
