"""What our own writers write is read back without a difference."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.content import Content
from reports.importing import Reading, State, read
from reports.rendering import excel, pdf, portal, word
from reports.rendering.prose import paragraphs
from tests.importing import drawn
from tests.rendering.papers import DEMO_NAMES, demo_content

WRITERS = {"docx": word.render, "xlsx": excel.render, "html": portal.render}
MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,), derandomize=True
)


def plain(text: str) -> list[str]:
    """The paragraphs as they print."""
    return [paragraph.text for paragraph in paragraphs(text)]


def said(content: Content) -> dict[str, object]:
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


def heard(reading: Reading) -> dict[str, object]:
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
    return [key for key, value in reading.cells.items() if value.state in (State.DOUBTFUL, State.MISSING)]


@pytest.mark.parametrize("name", DEMO_NAMES)
@pytest.mark.parametrize("ending", [*WRITERS, "pdf"])
def test_a_demo_report_is_read_back_as_it_was_written(name, ending):
    content = demo_content(name)
    reading = read({**WRITERS, "pdf": pdf.render}[ending](content))
    assert heard(reading) == said(content)
    assert doubts(reading) == []
    assert reading.unmatched == ()


@MANY
@given(drawn.reports(), st.sampled_from(sorted(WRITERS)))
def test_a_random_report_is_read_back_as_it_was_written(content, ending):
    reading = read(WRITERS[ending](content))
    assert heard(reading) == said(content)
    assert doubts(reading) == []
