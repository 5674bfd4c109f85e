"""Random reports, as Hypothesis draws them: large numbers, blanks, long names, both editions, sensible words."""

from decimal import Decimal

from hypothesis import strategies as st

from reports import editions
from reports.content import figures
from reports.content.figures import Figure
from reports.content.report import Content
from tests import factories

_NAMES = st.text("宁夏中卫沙坡头区司法局红寺堡人民政府办公室综合行政执法", min_size=4, max_size=40).map(
    lambda name: f"{name}局"
)
_WORDS = st.text(
    "本机关主动公开政府信息发布解读回应社会关切完善制度加强培训提高质量网站平台群众办理答复征求意见专人负责及时准确",
    min_size=4,
    max_size=60,
)
_SENTENCES = st.builds(
    lambda words, number, rest: f"{words}{number}条，{rest}。", _WORDS, st.integers(0, 99999), _WORDS
)
_BEGINNINGS = st.sampled_from(["", "", "", "（一）主动公开情况。", "（二）", "1.", "一是"])
_PARAGRAPHS = st.builds(
    lambda begin, sentences: begin + "".join(sentences), _BEGINNINGS, st.lists(_SENTENCES, min_size=1, max_size=4)
)
_PROSE = st.lists(_PARAGRAPHS, min_size=1, max_size=5).map("\n".join)
_SMALL = st.integers(0, 9)
_COUNTS = st.one_of(st.just(0), _SMALL, _SMALL, st.integers(0, 10**12 - 1), st.none())
_CHANGES = st.one_of(_COUNTS, st.integers(-(10**6), 0))
_MONEY = st.one_of(st.none(), st.decimals(0, 10**9, places=2), st.decimals(0, 10**11, places=6), _SMALL.map(Decimal))


def _figure(cell: editions.Cell) -> st.SearchStrategy[Figure]:
    return {"count": _COUNTS, "change": _CHANGES, "money": _MONEY}[cell.kind]


@st.composite
def reports(draw: st.DrawFn) -> Content:
    """A report of any year, its totals added up, blank where a cell is blank."""
    year = draw(st.sampled_from([2019, 2020, 2021, 2024]))
    edition = editions.for_year(year)
    cells = editions.cells_of(edition)
    typed = {key: draw(_figure(cells[key])) for key in editions.typed_keys(edition)}
    prose = {key: draw(_PROSE) for key in edition.prose_keys}
    prose["contact"] = "地址：沙坡头区鼓楼东街\n邮编：755000\n电话：0955-7012345"
    name = draw(_NAMES)
    facts = factories.FACTS | {"name": name, "title_name": name}
    return Content(edition, year, facts, figures.complete(edition, typed), prose)
