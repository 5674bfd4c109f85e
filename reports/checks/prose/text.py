"""T: characters, words, punctuation and numbering (GB/T 15834-2011, GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from reports.checks.prose.lexicon import pairs
from reports.checks.prose.registry import TextHit, rule
from reports.checks.prose.subject import ProseSubject
from reports.findings import Level

HAN = "\u4e00-\u9fff"
_DOUBLED = re.compile(rf"([{HAN}]{{2,4}})\1(?![{HAN}]?\1)")
_DOUBLED_LETTER = re.compile(
    r"的的(?!确)|和和(?!气|美|睦)|与与|及及|在在(?![线场])|将将|被被|并并|对对(?!口)|了了(?!解)"
)
# Repeated on purpose, or the end of one word and the beginning of another.
_INTENDED = re.compile(r"一.*|逐.*|[每层步].*|.*政府|研究|讨论|沟通|人人|家家")
_HALF = re.compile(
    rf"(?<=[{HAN}”）》])[,;:!?](?=[{HAN}“（《]|$)|(?<=[{HAN}])[()](?=[{HAN}“《0-9])|(?<=[{HAN}])\.(?=[{HAN}]|$)", re.M
)
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。"}
_PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "〔": "〕", "【": "】"}
_LIST_NUMBER = re.compile(r"(?:^|[，。；：\s])[0-9A-Za-z一二三四五六七八九十]{1,3}$")
_EXACT = re.compile(r"(?<![0-9.．])[0-9]*[1-9][ \u3000]?余(?=[ \u3000]?[件条次人份个项名场期篇宗户家])")
_POINT = re.compile(r"(?:^|(?<=[。；：，:;]))[ \u3000]*(?P<number>[一二三四五六七八九十])是(?=[^否])", re.M)
_HEADING = re.compile(r"^[ \u3000]*[（(](?P<number>[一二三四五六七八九十]{1,2})[）)]", re.M)
_ITEM = re.compile(r"^[ \u3000]*(?P<number>[0-9]{1,2})[.．、](?![0-9])", re.M)
_SPACE = re.compile(rf"(?<=[{HAN}，。、；：）》”])[ \u3000\u00a0]+(?=[{HAN}，。、；：（《“])")
_NUMERALS = "一二三四五六七八九十"


@rule("T601", Level.WARNING, "词语重复", "GB/T 15834 通用；校对惯例")
def doubled(subject: ProseSubject) -> Iterator[TextHit]:
    """Words or characters written twice: GB/T 15834 and the practice of proofreaders."""
    for key, text in subject.parts():
        for match in _DOUBLED.finditer(text):
            if not _INTENDED.fullmatch(match[1]):
                yield key, match.span(), f"“{match[0]}”重复了“{match[1]}”", match[1]
        for match in _DOUBLED_LETTER.finditer(text):
            yield key, match.span(), f"“{match[0]}”多了一个字", match[0][0]


@rule("T602", Level.WARNING, "常见的错字和混用的词", "校对惯例（可由单位增补的词表）")
def confusions(subject: ProseSubject) -> Iterator[TextHit]:
    """Wrong characters and words that are taken for one another (lexicon `confusions`): practice of proofreaders."""
    for key, text in subject.parts():
        for pair in pairs("confusions"):
            for match in pair.wrong.finditer(text):
                yield key, match.span(), f"“{match[0]}”应为“{pair.right}”", pair.right


@rule("T603", Level.WARNING, "中文里用了半角标点", "GB/T 15834-2011")
def half_width(subject: ProseSubject) -> Iterator[TextHit]:
    """Half-width punctuation between Chinese characters: GB/T 15834-2011.

    One finding for a part, because a text pasted from elsewhere has dozens of them.
    """
    for key, text in subject.parts():
        marks = list(_HALF.finditer(text))
        if len(marks) == 1:
            full = _FULL[marks[0][0]]
            yield key, marks[0].span(), f"半角标点“{marks[0][0]}”应为“{full}”", full
        elif marks:
            around = text[max(0, marks[0].start() - 6) : marks[0].end() + 6].replace("\n", "")
            yield key, marks[0].span(), f"有 {len(marks)} 处半角标点，第一处在“{around}”", ""


@rule("T604", Level.WARNING, "括号、书名号或引号不成对", "GB/T 15834-2011")
def unpaired(subject: ProseSubject) -> Iterator[TextHit]:
    """A bracket, title mark or quotation mark without its partner in the paragraph: GB/T 15834-2011."""
    for key, text in subject.parts():
        offset = 0
        for line in text.split("\n"):
            at = _unpaired_in(line)
            if at is not None:
                span = (offset + at, offset + at + 1)
                yield key, span, f"“{line[at]}”没有配成一对（{line[max(0, at - 8) : at + 8]}）", ""
            offset += len(line) + 1


def _unpaired_in(line: str) -> int | None:
    """The index of the first mark without its partner, or None; a bracket after a list number needs none: 1）."""
    opened: list[int] = []
    for at, char in enumerate(line):
        if char in _PAIRS:
            opened.append(at)
        elif char in _PAIRS.values():
            if opened and _PAIRS[line[opened[-1]]] == char:
                opened.pop()
            elif not (char == "）" and _LIST_NUMBER.search(line[max(0, at - 4) : at])):
                return at
    return opened[0] if opened else None


@rule("T605", Level.WARNING, "确数后面用了“余”", "GB/T 15835-2011")
def exact_and_more(subject: ProseSubject) -> Iterator[TextHit]:
    """余 after a number that is exact to the last digit: GB/T 15835-2011."""
    for key, text in subject.parts():
        for match in _EXACT.finditer(text):
            yield key, match.span(), f"“{match[0]}”：{match[0].rstrip('余').strip()} 是确数，不能再用“余”", ""


@rule("T606", Level.WARNING, "序号跳号或重复", "GB/T 9704-2012 7.3.3")
def numbering(subject: ProseSubject) -> Iterator[TextHit]:
    """Numbers of headings, items or points that skip or repeat one: GB/T 9704-2012 7.3.3."""
    for key, text in subject.parts():
        for match, expected in _out_of_order(list(_HEADING.finditer(text))):
            yield key, match.span(), f"小标题“（{match['number']}）”前面缺“（{expected}）”，或者序号重复", ""
        for match, expected in _out_of_order(list(_ITEM.finditer(text))):
            yield key, match.span(), f"“{match[0].strip()}”前面缺第 {_value(expected)} 项，或者序号重复", ""
        for line in re.finditer(r"[^\n]+", text):
            for match, expected in _out_of_order(list(_POINT.finditer(line[0]))):
                span = (line.start() + match.start("number"), line.start() + match.end())
                yield key, span, f"“{match['number']}是”前面缺“{expected}是”，或者序号重复", ""


def _out_of_order(numbered: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Matches whose number does not follow the one before, with the number expected; a list may begin anew at 一."""
    last = 0
    for match in numbered:
        number = _value(match["number"])
        if number not in (1, last + 1) and last:
            yield match, _written(last + 1)
        last = number


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    head, ten, tail = numeral.partition("十")
    if not ten:
        return _NUMERALS.index(numeral) + 1
    return (_NUMERALS.index(head) + 1 if head else 1) * 10 + (_NUMERALS.index(tail) + 1 if tail else 0)


def _written(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")


@rule("T607", Level.NOTICE, "汉字之间有多余的空格", "GB/T 9704-2012 排版惯例")
def spaces(subject: ProseSubject) -> Iterator[TextHit]:
    """Blanks between Chinese characters: GB/T 9704-2012, practice of typesetting.

    One finding for a part, at the first of them.
    """
    for key, text in subject.parts():
        blanks = list(_SPACE.finditer(text))
        if blanks:
            around = text[max(0, blanks[0].start() - 6) : blanks[0].end() + 6]
            count = f"等 {len(blanks)} 处" if len(blanks) > 1 else ""
            yield key, blanks[0].span(), f"“{around}”{count}有多余的空格", ""
