"""Lexicons: an office adds its own pairs in a folder of its own."""

import pytest

from reports import editions
from reports.checks import prose as proofreader
from reports.checks.prose import lexicon
from reports.checks.prose.lexicon import LexiconError
from reports.content.figures import complete
from tests import factories

EDITION = editions.get("2021")


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    lexicon._added.clear()
    lexicon.pairs.cache_clear()


def reported(text: str) -> list[tuple[str, str]]:
    figures = complete(EDITION, factories.read_figures())
    prose = {"overview": text}
    subject = proofreader.ProseSubject(EDITION, 2024, factories.FACTS, figures, prose)
    return [(one.says, one.suggests) for one in proofreader.check(subject) if one.code == "T602"]


def test_an_offices_own_confusion_is_found_beside_ours(folder):
    (folder / "confusions.yaml").write_text("- {wrong: 政务中新, right: 政务中心}\n", encoding="utf-8")
    lexicon.add(folder)
    assert reported("不子公开政务中新。") == [
        ("“不子公开”应为“不予公开”", "不予公开"),
        ("“政务中新”应为“政务中心”", "政务中心"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("others.yaml", "", "里的 others.yaml 不是词表；可以有 confusions.yaml、names.yaml。"),
        ("confusions.yaml", "a: b", "应是一行一条的列表，每条写 wrong 和 right。"),
        ("confusions.yaml", "- {wrong: a}", "的“{'wrong': 'a'}”应只写 wrong 和 right。"),
        ("confusions.yaml", "- {wrong: '(', right: b}", "不是正则表达式："),
        ("confusions.yaml", "- {", "不是 YAML 文件："),
    ],
)
def test_a_file_that_is_no_lexicon_is_refused_with_its_name_and_entry(folder, name, text, says):
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as refused:
        lexicon.add(folder)
    assert says in str(refused.value)
    assert str(folder) in str(refused.value)
