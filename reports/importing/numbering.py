"""The automatic numbers of Word's paragraphs (一、 （一） 1.), which stand nowhere in its text."""

from collections import defaultdict

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting")


class Numbering:
    """Counts through a document: ask it for each paragraph once, in order."""

    def __init__(self, root: "etree._Element | None") -> None:
        self._levels: dict[str, dict[str, tuple[str, str, int]]] = {}
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        if root is None:
            return
        abstract = {str(each.get(f"{W}abstractNumId")): each for each in root.iterfind(f"{W}abstractNum")}
        for number in root.iterfind(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            source = abstract.get(_value(link, ""))
            if source is not None:
                levels = {str(level.get(f"{W}ilvl")): _level(level) for level in source.iterfind(f"{W}lvl")}
                self._levels[str(number.get(f"{W}numId"))] = levels

    def label(self, paragraph: "etree._Element") -> str:
        """The number that Word draws before the paragraph; empty for bullets and for none."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return ""
        list_id = _value(properties.find(f"{W}numId"), "")
        depth = _value(properties.find(f"{W}ilvl"), "0")
        form, pattern, start = self._levels.get(list_id, {}).get(depth, ("bullet", "", 1))
        if form in ("bullet", "none"):
            return ""
        self._counts[list_id, depth] += 1
        for deeper in range(int(depth) + 1 if depth.isdecimal() else 9, 9):
            self._counts[list_id, str(deeper)] = 0
        text = pattern
        for level in range(9):
            wanted = str(level)
            form, _, start = self._levels[list_id].get(wanted, (form, "", 1))
            text = text.replace(f"%{level + 1}", _numeral(self._counts[list_id, wanted] + start - 1, form))
        return text


def _level(level: "etree._Element") -> tuple[str, str, int]:
    start = _value(level.find(f"{W}start"), "1")
    form = _value(level.find(f"{W}numFmt"), "decimal")
    return form, _value(level.find(f"{W}lvlText"), ""), int(start) if start.isdecimal() and len(start) < 5 else 1


def _value(element: "etree._Element | None", otherwise: str) -> str:
    return str(element.get(f"{W}val", otherwise)) if element is not None else otherwise


def _numeral(number: int, form: str) -> str:
    if form not in _CHINESE or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return ten + (_DIGITS[ones] if ones else "")
