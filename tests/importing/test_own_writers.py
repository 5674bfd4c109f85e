"""What our own writers write is read back without a difference."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.content.report import Content
from reports.importing import Reading, ValueState, embedded, kinds, read_report
from reports.importing.assembling import assemble
from reports.rendering import excel, pdf, portal, word
from reports.rendering.prose import paragraphs
from tests import factories
from tests.importing import drawn
from tests.public.published import publish
from tests.rendering.papers import DEMO_NAMES, demo_content

WRITERS = {"docx": word.render, "xlsx": excel.render, "html": portal.render}
MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,), derandomize=True
)
# A PDF takes a hundred times as long to write; tests/benchmarks/bench_reading.py reads 200 of them, too.
MANY_PAPERS = settings(MANY, max_examples=8)


def plain(text: str) -> list[str]:
    """The paragraphs as they print."""
    return [paragraph.text for paragraph in paragraphs(text)]


def as_written(content: Content) -> dict[str, object]:
    """What a paper of the content says."""
    words = [*plain(content.prose["other"]), *plain(content.prose["contact"])]
    return {
        "edition": content.edition.code,
        "year": content.year,
        "title": content.title,
        "agency": content.agency["title_name"],
        "figures": dict(content.figures),
        "prose": {key: plain(content.prose[key]) for key in content.prose if key not in ("other", "contact")},
        "end": words,  # only a sheet of our workbook tells where the contact begins; elsewhere it reads on from 六
    }


def as_read(reading: Reading) -> dict[str, object]:
    """The same of what was read."""
    prose = {key: plain(text) for key, text in reading.prose.items()}
    words = [*prose.pop("other", []), *prose.pop("contact", [])]
    return {
        "edition": reading.edition,
        "year": reading.year,
        "title": reading.title,
        "agency": reading.agency,
        "figures": reading.figures,
        "prose": prose,
        "end": words,
    }


def doubts(reading: Reading) -> list[str]:
    return [key for key, value in reading.cells.items() if value.state in (ValueState.DOUBTFUL, ValueState.MISSING)]


@pytest.mark.parametrize("name", DEMO_NAMES)
@pytest.mark.parametrize("ending", [*WRITERS, "pdf"])
def test_a_demo_report_is_read_back_as_it_was_written(name, ending):
    content = demo_content(name)
    reading = read_report({**WRITERS, "pdf": pdf.render}[ending](content))
    assert as_read(reading) == as_written(content)
    assert doubts(reading) == []
    assert reading.unmatched == ()


@pytest.mark.parametrize("name", DEMO_NAMES)
@pytest.mark.parametrize("ending", ["docx", "html"])
def test_bold_words_are_read_back_as_bold(name, ending):
    content = demo_content(name)
    read_back = read_report(WRITERS[ending](content)).prose
    assert {key: read_back[key] for key in ("overview", "problems")} == {
        key: content.prose[key].strip() for key in ("overview", "problems")
    }


@MANY
@given(drawn.reports(), st.sampled_from(sorted(WRITERS)))
def test_a_random_report_is_read_back_as_it_was_written(content, ending):
    reading = read_report(WRITERS[ending](content))
    assert as_read(reading) == as_written(content)
    assert doubts(reading) == []


@MANY_PAPERS
@given(drawn.reports())
def test_a_random_pdf_is_read_back_as_it_was_written(content):
    made = pdf.render(content)
    reading = read_report(made)
    assert as_read(reading) == as_written(content)
    assert [finding.code for finding in reading.findings if finding.code == "I109"] == []
    printed = assemble(replace(kinds.paper_of(made, "pdf"), embedded=b""))
    assert printed.figures == reading.figures


@pytest.mark.django_db
@pytest.mark.parametrize("name", DEMO_NAMES)
def test_our_public_page_is_read_back_as_it_was_published(client, name):
    content = demo_content(name)
    agency = factories.agency("nx-sft", name=content.agency["name"])
    release = publish(agency, content.year, entered=dict(content.figures), prose=content.prose)
    page = client.get(reverse("public:report", args=[agency.code, content.year])).content
    assert as_read(read_report(page)) == as_written(release.content())


def test_our_pdf_whose_print_was_changed_is_in_doubt_where_it_differs():
    content = demo_content("nx-sft-2024")
    altered = replace(content, figures={**content.figures, "disclosure.licensing.decisions": 128})
    paper = kinds.paper_of(pdf.render(content), "pdf")
    other = kinds.paper_of(pdf.render(altered), "pdf")
    reading = embedded.prefer_embedded(assemble(paper), other.embedded)
    assert [(finding.code, finding.where, finding.says) for finding in reading.findings] == [
        ("I109", "disclosure.licensing.decisions", "行政许可·本年处理决定数量：文件内的数据是 128，印出的是 127")
    ]
    assert doubts(reading) == ["disclosure.licensing.decisions"]
