"""Content: one value, one spelling in bytes, one digest."""

import hashlib
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from reports import editions
from reports.content.report import AGENCY_FACTS, gather
from tests import factories

E2021 = editions.get("2021")


def test_title_is_agency_year_and_name():
    assert factories.content().title == "沙坡头区司法局2024年政府信息公开工作年度报告"
    assert factories.content().report_name == "2024年政府信息公开工作年度报告"


def test_canonical_bytes_are_these():
    content = factories.content(2020)
    agency = ",".join(f'"{key}":"{value}"' for key, value in sorted(factories.FACTS.items()))
    money = {"disclosure.procurement.amount"}
    zeros = ",".join(
        f'"{key}":"0"' if key in money else f'"{key}":0' for key in sorted(editions.cells_of(editions.get("2019")))
    )
    prose = ",".join(f'"{key}":"这里写 {key}。"' for key in ("contact", "opening", "other", "overview", "problems"))
    assert content.canonical().decode() == (
        f'{{"agency":{{{agency}}},"edition":"2019","figures":{{{zeros}}},"prose":{{{prose}}},'
        '"title":"沙坡头区司法局2020年政府信息公开工作年度报告","year":2020}'
    )
    assert content.digest() == hashlib.sha256(content.canonical()).hexdigest()


def test_digest_does_not_depend_on_the_order_things_were_given_in():
    content = factories.content()
    turned = replace(
        content,
        agency=dict(reversed(content.agency.items())),
        figures=dict(reversed(content.figures.items())),
        prose=dict(reversed(content.prose.items())),
    )
    assert turned.canonical() == content.canonical()


def test_digest_never_changes_for_the_same_report():
    """Releases are known by it: should this fail, every published digest has lost its meaning."""
    assert factories.content(2020).digest() == "7365534247bc3c7a5e9d67506e65482ace5aa6cdc6906d1b5aa0a0c5b98bbab6"
    assert factories.content(2024).digest() == "e27cb13a91c735fbd1e854b191a88ed9c4a7720d9cec198585a3ab213ff84d34"


@pytest.mark.parametrize(
    "change",
    [
        {"year": 2025},
        {"agency": {**factories.FACTS, "telephone": "0955-7012346"}},
        {"prose": {**factories.prose(), "overview": "这里写 overview"}},
        {"prose": {**factories.prose(), "overview": "这里写 overview。 "}},
        {"figures": {**factories.content().figures, "requests.granted.business": 1}},
        {"figures": {**factories.content().figures, "requests.granted.business": None}},
        {"figures": {**factories.content().figures, "disclosure.charges.amount": Decimal("0.0")}},
    ],
    ids=["year", "agency", "one mark", "one space", "one figure", "blank for zero", "one decimal"],
)
def test_digest_changes_with_one_character(change):
    assert replace(factories.content(), **change).digest() != factories.content().digest()


def test_gathering_completes_figures_and_takes_missing_prose_and_facts_for_empty():
    content = gather("2021", 2024, {"name": "某局", "title_name": "某局"}, {"requests.granted.business": "2"}, {})
    assert content.prose == {"opening": "", "overview": "", "problems": "", "other": "", "contact": ""}
    assert content.agency == {**dict.fromkeys(AGENCY_FACTS, ""), "name": "某局", "title_name": "某局"}
    assert {key: value for key, value in content.figures.items() if value is not None} == {
        "requests.granted.business": 2
    }
    assert list(content.figures) == list(editions.cells_of(E2021))


def test_gathering_computes_totals_whatever_was_stored():
    stored = {**factories.figures(**{"requests.granted.business": 2}), "requests.granted.total": 9}
    content = gather("2021", 2024, factories.FACTS, stored, factories.prose())
    assert {key: value for key, value in content.figures.items() if value} == {
        "requests.granted.business": 2,
        "requests.granted.total": 2,
        "requests.concluded.business": 2,
        "requests.concluded.total": 2,
    }


def test_gathering_takes_nothing_for_empty_and_drops_what_the_edition_does_not_have():
    facts: dict[str, object] = {"title_name": "某局", "fax": None, "secret": "x"}
    content = gather("2021", 2024, facts, factories.figures(), {"other": None, "appendix": "x"})  # type: ignore[arg-type, dict-item]
    assert (content.agency["fax"], content.prose["other"]) == ("", "")
    assert "secret" not in content.agency
    assert "appendix" not in content.prose


def test_gathering_leaves_text_as_it_was_typed():
    text = "一行\n\n　　<b>不是标记</b> & “引号”  \n"
    assert gather("2021", 2024, {}, {}, {"other": text}).prose["other"] == text


def test_money_keeps_every_decimal_through_bytes():
    figures = factories.figures(**{"disclosure.charges.amount": "25.1000000000"})
    content = gather("2021", 2024, factories.FACTS, figures, factories.prose())
    assert json.loads(content.canonical())["figures"]["disclosure.charges.amount"] == "25.1000000000"


def test_content_comes_back_from_its_bytes():
    content = factories.content()
    data = json.loads(content.canonical())
    again = gather(data["edition"], data["year"], data["agency"], data["figures"], data["prose"])
    assert again == content


def test_unknown_edition_is_refused():
    with pytest.raises(editions.NoEdition):
        gather("2020", 2020, {}, {}, {})
