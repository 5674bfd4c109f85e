"""What counts in each cell (口径说明): nothing typed goes unexplained, and what is faulty is refused with its place."""

import re
import shutil
from pathlib import Path

import pytest

from reports.editions import EditionError, all_editions, cells_of, get, loader
from reports.editions.guidance import Guidance, Guide, column_keys, guidance_of, load_guidance, row_key
from reports.editions.schema import AROUND

EDITIONS = pytest.mark.parametrize("edition", all_editions(), ids=lambda edition: edition.code)
# The first thing each outcome of 三、 rests on: 条例, by article.
OUTCOMES = {
    "granted": "第三十六条第（一）项",
    "partly_granted": "第三十七条",
    "refused_state_secret": "第十四条",
    "refused_law": "第十四条",
    "refused_security_stability": "第十四条",
    "refused_third_party": "第十五条",
    "refused_internal": "第十六条第一款",
    "refused_process": "第十六条第二款",
    "refused_enforcement_file": "第十六条第二款",
    "refused_administrative_query": "第三十六条第（七）项",
    "unavailable_not_held": "第三十六条第（四）项",
    "unavailable_needs_creation": "第三十八条",
    "unavailable_unclear": "第二十九条",
    "declined_petition": "第三十九条第一款",
    "declined_repeat": "第三十六条第（六）项",
    "declined_publication": "第三十九条第二款",
    "declined_excessive": "第三十五条",
}
GUIDE = "{counts: 件数, basis: [条例第十四条], mistakes: [留空], example: 1件}"


@EDITIONS
def test_every_row_column_and_part_is_explained(edition):
    guidance = guidance_of(edition)
    cells = cells_of(edition).values()
    assert set(guidance.sections) == {*AROUND, *(section.key for section in edition.sections)}
    assert set(guidance.rows) == {row_key(cell) for cell in cells} - {""}
    assert set(guidance.columns) == {key for cell in cells for key in column_keys(cell)}


@EDITIONS
def test_outcome_of_a_request_rests_on_its_article(edition):
    rows = guidance_of(edition).rows
    assert {key: rows[f"requests.{key}"].basis[0] for key in OUTCOMES} == {
        key: f"条例{article}" for key, article in OUTCOMES.items()
    }


def test_rows_of_one_edition_alone_rest_on_its_own_rules():
    fee = "政府信息公开信息处理费管理办法（国办函〔2020〕109号）"
    rows = guidance_of(get("2021")).rows
    assert rows["requests.other_not_corrected"].basis == ("条例第三十条",)
    assert rows["requests.other_not_paid"].basis == ("条例第四十二条", fee)
    assert fee in guidance_of(get("2021")).sections["other"].basis
    assert fee not in guidance_of(get("2019")).sections["other"].basis
    assert "万元" in rows["disclosure.charges"].counts
    assert "金额" not in guidance_of(get("2019")).rows["disclosure.charges"].counts


@EDITIONS
def test_notice_is_cited_by_the_number_it_has_in_the_edition(edition):
    guidance = guidance_of(edition)
    assert guidance.rows["requests.concluded"].basis == (f"{edition.notice}附件的表三",)
    assert [basis for guide in guides(guidance) for basis in guide.basis if basis.startswith("通知")] == []


@EDITIONS
def test_explanation_is_short_and_ends_its_sentences(edition):
    """It stands beside the cell, in a column of 22 rem; and nobody types a half-width comma."""
    for guide in guides(guidance_of(edition)):
        assert 6 <= len(guide.counts) <= 110, guide.counts
        assert guide.counts.endswith("。"), guide.counts
        for mistake in guide.mistakes:
            assert len(mistake) <= 60, mistake
        assert not re.search(r"[,;:!?]", "".join([guide.counts, *guide.basis, *guide.mistakes, guide.example]))


def guides(guidance: Guidance) -> list[Guide]:
    return [*guidance.sections.values(), *guidance.rows.values(), *guidance.columns.values()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in loader.FOLDER.glob("guidance_*.yaml"):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path


def refused(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as error:
        load_guidance(folder, get("2021"), all_editions())
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "guidance_2021.yaml",
            f"rows:\n  requests.other_processing: {GUIDE}\n",
            "guidance_2021.yaml 第 2 行，rows.requests.other_processing：格式中没有这个键",
        ),
        (
            "guidance_shared.yaml",
            f"columns:\n  requests.recieved: {GUIDE}\n",
            "guidance_shared.yaml 第 2 行，columns.requests.recieved：格式中没有这个键",
        ),
        (
            "guidance_2021.yaml",
            "sections:\n  other:\n    counts: 件数\n    basis: []\n    mistakes: [留空]\n    example: 1件\n",
            "guidance_2021.yaml 第 4 行，sections.other.basis：不能为空",
        ),
        (
            "guidance_2021.yaml",
            "sections:\n  other: {counts: 件数, basis: [条例], example: 1件}\n",
            "guidance_2021.yaml 第 2 行，sections.other.mistakes：缺少必需的键",
        ),
        ("guidance_2021.yaml", "cells: {}\n", "guidance_2021.yaml 第 1 行，cells：不认识的键"),
    ],
)
def test_fault_is_refused_with_file_line_and_place(folder, name, text, says):
    assert refused(folder, name, text) == says


def test_edition_without_a_file_of_its_own_has_the_shared_explanations(folder):
    (folder / "guidance_2021.yaml").unlink()
    guidance = load_guidance(folder, get("2021"), all_editions())
    assert "requests.granted" in guidance.rows
    assert "overview" not in guidance.sections
    assert "requests.other_processing" not in guidance.rows
