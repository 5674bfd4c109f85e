"""The pictures of the manual are taken here, step by step, from the running application.

`bin/take-pictures` writes them to static/help/. Every run of the tests takes them again: a step that can no longer be
taken fails, and so does a committed picture that no longer looks like the application.
"""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from reports.public import manual
from tests.e2e import pictured
from tests.e2e.steps import PAUSE, go_as, paste, saved

TAKE = os.environ.get("NIANBAO_PICTURES") == "take"
MOST_BYTES = 100_000
SETTLED = 600  # milliseconds: colleagues' work is asked for all the time, so the network never falls silent
WINDOW = {"width": 1366, "height": 768}
COARSE = (32, 18)  # the window in squares of about forty pixels
MOST_DIFFERENT = 0.12  # of the squares
CELL = '[data-place="figures.requests.refused_third_party.business"]'
FIRST = '[data-place="figures.requests.received.natural_person"]'

pytestmark = pytest.mark.django_db(transaction=True)


def desk(page: Any) -> None:
    """The desk of the drafter: what waits, until when."""
    page.get_by_role("heading", name="工作台").or_(page.get_by_role("heading", name="待办")).first.wait_for()


def table(page: Any) -> None:
    """A table, a cell in focus, what counts in it."""
    saved(page)
    page.focus(CELL)
    page.locator("#guidance", has_text="涉及商业秘密、个人隐私等").wait_for(timeout=PAUSE)


def pasting(page: Any) -> None:
    """A block from a spreadsheet, shown before it is filled in."""
    saved(page)
    paste(page, FIRST, "一、本年新收政府信息公开申请数量\t11\t3\t0\t0\t0\t0\t14")
    page.locator("dialog[open]").wait_for(timeout=PAUSE)


def prose(page: Any) -> None:
    """Text being written."""
    saved(page)
    page.locator("#guidance", has_text="综述").wait_for(timeout=PAUSE)


def check(page: Any) -> None:
    """What has to be mended before the report is sent."""
    page.get_by_role("heading", name="送审前检查").wait_for()


def review(page: Any) -> None:
    """The whole text, what the checks say, the list of the proof."""
    page.get_by_role("button", name="通过并签名").wait_for()


# Name → who, where, the state of the report, how to get there, and words that must be on the screen.
EDIT = "/desk/example/2025/edit/"
SHOTS: dict[str, tuple[str, str, Callable[[], object], Callable[[Any], None], tuple[str, ...]]] = {
    "desk": ("clerk", "/desk/", pictured.draft, desk, ("待办", "示例县司法局", "继续填报")),
    "table": ("clerk", f"{EDIT}requests/", pictured.draft, table, ("问题", "预览", "总计", "依据：条例第十五条")),
    "paste": ("clerk", f"{EDIT}requests/", pictured.draft, pasting, ("填入",)),
    "prose": ("clerk", f"{EDIT}overview/", pictured.draft, prose, ("一、总体情况", "问题", "预览")),
    "check": ("clerk", "/desk/example/2025/check/", pictured.draft, check, ("送审前检查", "错误")),
    "review": ("first", "/desk/example/2025/review/", pictured.in_review, review, ("退回修改", "通过并签名")),
}


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with pictured.the_day():
        yield


@pytest.fixture
def taken(request: pytest.FixtureRequest, on_the_day: None, transactional_db: None, live_server: Any, browser: Any):
    """The picture of the name as it looks now, as bytes, and the words on the screen."""
    who, address, arrange, steps, words = SHOTS[request.param]
    arrange()
    page = browser.new_context(viewport=WINDOW, locale="zh-CN", reduced_motion="reduce").new_page()
    go_as(page, who, live_server.url, address)
    page.wait_for_url(f"**{address}")
    steps(page)
    for word in words:
        page.get_by_text(word).locator("visible=true").first.wait_for(timeout=PAUSE)
    page.wait_for_timeout(SETTLED)
    return request.param, page.screenshot(animations="disabled", caret="hide")


def small(picture: bytes) -> bytes:
    """The same with few colours, the vermilion among them, so that the manual stays light."""
    for colours in (64, 32, 16):
        few = (
            Image.open(BytesIO(picture))
            .convert("RGB")
            .quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )
        written = BytesIO()
        few.save(written, "PNG", optimize=True)
        if written.tell() <= MOST_BYTES:
            break
    return written.getvalue()


def difference(one: bytes, other: bytes) -> float:
    """The share of the window's coarse squares that are plainly lighter or darker in the one than in the other."""
    left, right = (Image.open(BytesIO(each)).convert("L").resize(COARSE, Image.Resampling.BOX) for each in (one, other))
    different = ImageChops.difference(left, right).point(lambda value: 255 if value > 24 else 0)
    return float(ImageStat.Stat(different).mean[0] / 255)


@pytest.mark.parametrize("taken", SHOTS, indirect=True)
def test_picture_of_the_manual_shows_the_application_as_it_is(taken):
    name, now = taken
    path = manual.PICTURES / f"{name}.png"
    if TAKE and (not path.exists() or difference(path.read_bytes(), now) > 0.005):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(small(now))
    kept = path.read_bytes()
    assert Image.open(BytesIO(kept)).size == tuple(WINDOW.values())
    assert difference(kept, now) <= MOST_DIFFERENT, "the application looks different now: run bin/take-pictures"


def test_manual_has_these_pictures_and_no_others_and_they_are_light():
    pictures = {path.stem: path.stat().st_size for path in manual.PICTURES.iterdir()}
    shown = {name for name in SHOTS if f"](../static/help/{name}.png)" in manual.MANUAL.read_text(encoding="utf-8")}
    assert set(pictures) == shown == set(SHOTS)
    assert {name: size for name, size in pictures.items() if size > MOST_BYTES} == {}


def test_another_screen_is_told_from_the_one_that_is_meant():
    paper = Image.new("RGB", tuple(WINDOW.values()), "white")
    ink = paper.copy()
    ink.paste("black", (0, 0, 1366, 200))

    def as_bytes(image: Image.Image) -> bytes:
        written = BytesIO()
        image.save(written, "PNG")
        return written.getvalue()

    assert difference(as_bytes(paper), as_bytes(paper)) == 0
    assert difference(as_bytes(paper), as_bytes(ink)) > MOST_DIFFERENT
