"""A page of a PDF → a picture of it, drawn by PDFium: nothing of the file runs, and what is too large is refused.

PDFium here has no engine for scripts, and forms are not opened. Called in a process of its own (`isolation`).
"""

import io

import pypdfium2

from reports.importing.pdf import MOST_PAGES
from reports.importing.reading import Unreadable

WIDTH = 1240  # pixels: A4 at 150 to the inch
MOST_HEIGHT = 3 * WIDTH
MOST_BYTES = 6_000_000
NO_PAGE = "原件没有第 {0} 页。"
TOO_LONG = "原件的第 {0} 页太长，没有显示；请下载原件查看。"
TOO_HEAVY = "原件的第 {0} 页图像太大，没有显示；请下载原件查看。"
NOT_DRAWN = "原件的第 {0} 页画不出来；请下载原件查看。"
NOT_OPENED = "原件打不开，不能逐页显示；请下载原件查看。"


def page_heights(data: bytes) -> list[int]:
    """How high the picture of each page is, in pixels; 0 for a page that is not drawn. Raises Unreadable."""
    document = _opened(data)
    return [_height(document[index]) for index in range(min(len(document), MOST_PAGES))]


def _height(page: pypdfium2.PdfPage) -> int:
    width, height = page.get_size()
    pixels = round(height / width * WIDTH) if width > 0 else 0
    return pixels if 0 < pixels <= MOST_HEIGHT else 0


def draw_page(data: bytes, number: int) -> bytes:
    """Page `number`, from 1, as a PNG of WIDTH pixels. Raises Unreadable with a sentence."""
    document = _opened(data)
    if not 1 <= number <= min(len(document), MOST_PAGES):
        raise Unreadable(NO_PAGE.format(number))
    try:
        page = document[number - 1]
        if not _height(page):
            raise Unreadable(TOO_LONG.format(number))
        picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Unreadable(NOT_DRAWN.format(number)) from error
    stored = io.BytesIO()
    picture.save(stored, "PNG")
    if stored.tell() > MOST_BYTES:
        raise Unreadable(TOO_HEAVY.format(number))
    return stored.getvalue()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(NOT_OPENED) from error
