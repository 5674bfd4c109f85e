"""What a sentence claims about the tables: which numbers of the prose speak of which figures.

A claim holds when the number is one of several readings: “收到申请60件” may or may not count those carried in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.checks.prose import claim_phrases as phrases
from reports.checks.prose.claim_phrases import Matcher
from reports.checks.quantities import THIS, Quantity, Sentence
from reports.checks.roles import role_total
from reports.content.figures import Figures
from reports.editions import CellRole, Edition

Readings = Callable[[Edition, Figures], tuple[Decimal, ...]]


@dataclass(frozen=True)
class Claim:
    """One kind of number in the prose that repeats a figure of the tables.

    `name` is what a sentence calls it. `matches` tells whether a quantity of a sentence, in the context of its
    paragraph, is such a number. `readings` takes an edition and complete figures and returns the values that agree with
    the tables (件; money in 元); none where the tables are blank or the edition has no such cell.
    """

    name: str
    matches: Matcher
    readings: Readings


def _figure(role: CellRole, factor: int = 1) -> Readings:
    """The total of the cells with the role, times `factor` (10 000 makes 元 of 万元)."""

    def readings(edition: Edition, figures: Figures) -> tuple[Decimal, ...]:
        value = role_total(edition, role, figures)
        return () if value is None else (Decimal(value) * factor,)

    return readings


def requests_received(edition: Edition, figures: Figures) -> tuple[Decimal, ...]:
    """The requests received this year, and the same with those carried in (件); none where either is blank."""
    received, carried_in = (role_total(edition, role, figures) for role in ("received", "carried_in"))
    if received is None or carried_in is None:
        return ()
    return Decimal(received), Decimal(received) + Decimal(carried_in)


def _received_and_carried_in(edition: Edition, figures: Figures) -> tuple[Decimal, ...]:
    return requests_received(edition, figures)[1:]


# Of two claims that match one number the first one counts.
CLAIMS = (
    Claim("上年结转和本年新收申请", phrases.received_and_carried_in, _received_and_carried_in),
    Claim("收到申请", phrases.received, requests_received),
    Claim("上年结转", phrases.carried_in, _figure("carried_in")),
    Claim("结转下年度", phrases.carried_out, _figure("carried_out")),
    Claim("予以公开", phrases.outcome("(?<![不或和及与、])予以公开"), _figure("granted")),
    Claim("部分公开", phrases.outcome("(?<![或和及与、])部分公开"), _figure("partly_granted")),
    Claim("不予公开", phrases.outcome("(?<![或和及与])不予公开"), _figure("refused")),
    Claim("无法提供", phrases.outcome("无法提供"), _figure("unavailable")),
    Claim("不予处理", phrases.outcome("不予处理"), _figure("declined")),
    Claim("其他处理", phrases.outcome("其他处理"), _figure("other_processing")),
    Claim("行政许可", phrases.after_words("(?:作出|办理)行政许可(?:处理)?决定"), _figure("licensing_decisions")),
    Claim("行政处罚", phrases.after_words("作出行政处罚(?:处理)?决定"), _figure("penalty_decisions")),
    Claim("行政强制", phrases.after_words("作出行政强制(?:处理)?决定"), _figure("coercion_decisions")),
    Claim(
        "制发行政规范性文件",
        phrases.after_words("(?:制发|印发|出台|制定)行政规范性文件"),
        _figure("normative_documents_issued"),
    ),
    Claim(
        "现行有效行政规范性文件",
        phrases.after_words("现行有效的?行政规范性文件"),
        _figure("normative_documents_in_force"),
    ),
    Claim(
        "行政事业性收费",
        phrases.after_words("行政事业性收费(?:金额|收入)?", frozenset({"元"})),
        _figure("charges", factor=10_000),
    ),
    Claim(
        "因政府信息公开引起的行政复议",
        phrases.after_words("信息公开(?:申请|工作|答复)?(?:引[起发]|被提起|提起|产生)?(?:的)?行政复议(?:案件|申请)?"),
        _figure("reviews"),
    ),
)


def claims_in(sentence: Sentence, context: str, year: int) -> Iterator[tuple[Quantity, Claim]]:
    """Every exact number of the sentence that speaks of a figure of `year`, with its claim.

    `context` is the paragraph up to the end of the sentence.
    """
    for quantity in sentence.quantities:
        if quantity.exact and quantity.year in (None, THIS, year):
            claim = next((each for each in CLAIMS if each.matches(sentence, quantity, context)), None)
            if claim:
                yield quantity, claim
