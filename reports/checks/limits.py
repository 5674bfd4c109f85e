"""What a check may cost whoever looks at it: so many findings of a rule, so many of a part, so many seconds.

Real reports come nowhere near. A text that does, by accident or on purpose, still gets its page within two seconds, and
is told what it was not told: nothing that was left out passes for clean.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from reports.findings import Finding, Level, weight

PER_RULE = 20  # findings of one rule in one part
PER_PART = 60  # findings of all rules in one part
SECONDS = 1.5  # of CPU, for all rules about prose: a hundred times what a real report takes

UNFINISHED = "F515"
UNFINISHED_MEANING = "文字过于复杂，没有检查完"


def limited(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order, of each rule in a part the first PER_RULE and of a part the first PER_PART.

    In the place of what is left out of a rule stands one finding that says how many there are, with the heaviest level
    among them: an error stays an error. Every rule that spoke of a part is still heard there.
    """
    of_rule: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    every = list(findings)
    for finding in every:
        of_rule[finding.where, finding.code].append(finding)
    room = _room(of_rule)
    shown: list[Finding] = []
    met: Counter[tuple[str, str]] = Counter()
    for finding in every:
        place = (finding.where, finding.code)
        if met[place] < room[place]:
            shown.append(finding)
        elif met[place] == room[place]:
            shown.append(_others(of_rule[place][room[place] :]))
        met[place] += 1
    return shown


def _room(of_rule: Mapping[tuple[str, str], list[Finding]]) -> dict[tuple[str, str], int]:
    """How many findings of each rule in each part are shown: fewer where many rules have much to say."""
    rules = Counter(where for where, _ in of_rule)
    return {place: min(PER_RULE, max(1, PER_PART // rules[place[0]])) for place in of_rule}


def _others(left_out: list[Finding]) -> Finding:
    """One finding that stands for those left out; a single one stands for itself."""
    if len(left_out) == 1:
        return left_out[0]
    first, level = left_out[0], min(left_out, key=weight).level
    says = f"另有 {len(left_out)} 处同样的问题没有逐条列出，请先改正列出的，再看其余的；其中第一处：{first.says[:200]}"
    return Finding(level, first.code, first.where, says, span=first.span)


def unfinished(prose: Mapping[str, str]) -> Finding:
    """An error at the longest part: the rules were stopped before they had seen everything."""
    longest = max(prose, key=lambda key: len(prose[key]))
    says = "文字过于复杂，未能检查完，其余的问题没有列出；请删去重复的、不是正文的内容，再检查一次"
    return Finding(Level.ERROR, UNFINISHED, longest, says, span=(0, min(len(prose[longest]), 1)))
