"""JSON, its schema, and CSV: read back by readers that are not ours."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from reports import editions
from reports.content import figures
from reports.rendering import data
from tests.rendering.papers import DEMO_NAMES, demo_content, made_content

EDITIONS = [edition.code for edition in editions.all_editions()]


def parsed(content):
    return json.loads(data.as_json(content))


def faults(instance, edition="2021"):
    """Where the instance is not what the schema asks for."""
    validator = Draft202012Validator(data.schema(editions.get(edition)))
    return sorted({"/".join(map(str, fault.path)) for fault in validator.iter_errors(instance)})


def rows(content):
    return list(csv.reader(io.StringIO(data.as_csv(content).decode("utf-8-sig"))))


def changed(content, **figures_changed):
    return replace(content, figures=figures.complete(content.edition, {**content.figures, **figures_changed}))


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_json_says_what_the_report_says(name):
    content = demo_content(name)
    read = parsed(content)
    assert {key: read[key] for key in content.data()} == content.data()
    assert list(read) == ["$schema", "title", "edition", "year", "agency", "figures", "prose", "digests"]
    assert figures.parse_all(content.edition, read["figures"]).figures == content.figures


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_json_is_valid_under_the_schema_of_its_edition(name):
    content = demo_content(name)
    assert faults(parsed(content), content.edition.code) == []


@pytest.mark.parametrize("code", EDITIONS)
def test_schema_is_a_valid_schema_and_names_every_cell(code):
    edition = editions.get(code)
    schema = json.loads(data.schema_file(edition))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == data.schema_name(edition) == f"report-{code}.schema.json"
    assert list(schema["properties"]["figures"]["properties"]) == list(editions.cells_of(edition))
    assert list(schema["properties"]["prose"]["properties"]) == list(edition.prose_keys)


def test_schema_explains_a_cell_in_the_words_of_the_paper():
    cells = data.schema(editions.get("2021"))["properties"]["figures"]["properties"]
    assert cells["requests.refused_law.research"] == {
        "title": "（三）不予公开2.其他法律行政法规禁止公开·科研机构",
        "description": "三、收到和处理政府信息公开申请情况："
        "三、本年度办理结果·（三）不予公开·2.其他法律行政法规禁止公开，申请人情况·法人或其他组织·科研机构（件）",
        "type": ["integer", "null"],
        "minimum": 0,
        "maximum": 999999999999,
    }
    assert cells["proceedings.review.total"]["description"] == (
        "四、政府信息公开行政复议、行政诉讼情况：行政复议·总计（件）；等于 proceedings.review.upheld"
        " + proceedings.review.corrected + proceedings.review.other + proceedings.review.pending"
    )
    assert cells["disclosure.charges.amount"]["type"] == ["string", "null"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("figures/requests.received.business", -1),
        ("figures/requests.received.business", 1.5),
        ("figures/requests.received.business", "8"),
        ("figures/requests.received.business", 10**12),
        ("figures/disclosure.charges.amount", 146.359),
        ("figures/disclosure.charges.amount", "146,359"),
        ("figures/disclosure.charges.amount", "-1"),
        ("figures/disclosure.charges.amount", "1."),
        ("figures/disclosure.charges.amount", ""),
        ("year", 2020),
        ("year", "2024"),
        ("edition", "2019"),
        ("agency/name", None),
        ("prose/overview", ["一段"]),
        ("digests/sm3", "0"),
        ("$schema", "report-2019.schema.json"),
    ],
)
def test_schema_refuses_what_a_report_cannot_say(place, value):
    instance = parsed(made_content())
    group, _, key = place.partition("/")
    if key:
        instance[group][key] = value
    else:
        instance[group] = value
    assert faults(instance) == [place]


@pytest.mark.parametrize("group", ["", "agency", "figures", "prose", "digests"])
def test_schema_refuses_a_key_too_many_or_too_few(group):
    more, fewer = parsed(made_content()), parsed(made_content())
    (more[group] if group else more)["extra"] = 0
    (fewer[group] if group else fewer).popitem()
    assert (faults(more), faults(fewer)) == ([group], [group])


def test_schema_takes_blanks_long_money_and_decreases():
    content = changed(made_content(), **{"requests.granted.business": None})
    assert (faults(parsed(content)), parsed(content)["figures"]["requests.granted.total"]) == ([], None)
    money = changed(made_content(), **{"disclosure.charges.amount": Decimal("123456789012.1234567890")})
    assert parsed(money)["figures"]["disclosure.charges.amount"] == "123456789012.1234567890"
    assert faults(parsed(money)) == []
    assert faults(parsed(changed(made_content(2020), **{"disclosure.licensing.change": -3})), "2019") == []


def test_digest_in_the_json_can_be_computed_from_it_as_its_schema_says():
    content = demo_content("nx-sft-2024")
    read = parsed(content)
    digests = read.pop("digests")
    del read["$schema"]
    canonical = json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert hashlib.sha256(canonical).hexdigest() == digests["sha256"] == content.digest()


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_csv_has_a_row_for_every_cell(name):
    content = demo_content(name)
    head, *body = rows(content)
    assert head == ["机关", "年度", "键", "表", "行", "列", "单位", "数值"]
    read = figures.parse_all(content.edition, {row[2]: row[7] for row in body})
    assert (len(body), read.figures, read.faults) == (len(content.figures), content.figures, {})


def test_csv_row_carries_the_labels_of_the_paper():
    by_key = {row[2]: row for row in rows(made_content())}
    assert by_key["disclosure.charges.amount"] == [
        "宁夏回族自治区司法厅",
        "2024",
        "disclosure.charges.amount",
        "二、主动公开政府信息情况",
        "行政事业性收费",
        "本年收费金额（单位：万元）",
        "万元",
        "10",
    ]
    assert by_key["proceedings.review.upheld"][4:7] == ["", "行政复议·结果维持", "件"]


def test_csv_keeps_blanks_zeros_decimals_and_decreases():
    content = changed(
        made_content(2020),
        **{
            "disclosure.licensing.change": -3,
            "disclosure.procurement.amount": Decimal("251000.50"),
            "disclosure.procurement.items": None,
            "disclosure.coercion.change": 0,
        },
    )
    by_key = {row[2]: row[7] for row in rows(content)}
    keys = ["licensing.change", "procurement.amount", "procurement.items", "coercion.change"]
    assert [by_key[f"disclosure.{key}"] for key in keys] == ["-3", "251000.50", "", "0"]


def test_csv_opens_in_excel_as_utf_8():
    written = data.as_csv(made_content())
    assert written.startswith("\N{BYTE ORDER MARK}机关,年度,".encode())
    assert written.endswith(b"\r\n")


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＠SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://example.com")'],
)
def test_name_that_looks_like_a_formula_is_no_formula_in_csv(name):
    content = made_content()
    by_key = rows(replace(content, agency={**content.agency, "title_name": name}))
    assert {row[0] for row in by_key[1:]} == {f"'{name}"}


def test_same_report_gives_the_same_bytes():
    content = demo_content("nx-sft-2024")
    assert (data.as_json(content), data.as_csv(content)) == (data.as_json(content), data.as_csv(content))
