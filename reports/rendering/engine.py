"""WeasyPrint, closed: it draws the HTML it is given and fetches nothing but the pictures it is handed.

Import this only after FONTCONFIG_FILE is set: importing WeasyPrint starts fontconfig, which reads that file once.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.content.report import Content

DATA_NAME = "report.json"


class PicturesOnly(URLFetcher):
    """Refuses every address, of whatever kind, but those of the pictures at hand."""

    def __init__(self, pictures: Mapping[str, Path]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The picture of the address. Raises ValueError for any other."""
        if url not in self._pictures:
            raise ValueError(f"年报排版不读取任何地址：{url}")
        return URLFetcherResponse(url, self._pictures[url].read_bytes(), {"Content-Type": "image/png"})


class Engine:
    """One style sheet, read once, for any number of papers. `pictures`: what they may show, by address."""

    def __init__(self, stylesheet: str, pictures: Mapping[str, Path] | None = None) -> None:
        self._fonts = FontConfiguration()
        self._fetcher = PicturesOnly(pictures or {})
        self._sheet = weasyprint.CSS(string=stylesheet, font_config=self._fonts, url_fetcher=self._fetcher)

    def write(self, html: str, content: Content | None = None) -> bytes:
        """PDF/A-3a of the page. A content goes inside as JSON, dated on the day its figures were taken."""
        pdf: bytes = weasyprint.HTML(string=html, url_fetcher=self._fetcher).write_pdf(
            stylesheets=[self._sheet],
            font_config=self._fonts,
            attachments=[self._data(content)] if content else [],
            pdf_variant="pdf/a-3a",
        )
        return pdf

    def _data(self, content: Content) -> weasyprint.Attachment:
        counted = datetime(content.year, 12, 31, tzinfo=UTC)
        return weasyprint.Attachment(
            string=content.canonical(),
            name=DATA_NAME,
            description="本报告的数据",
            relationship="Data",
            created=counted,
            modified=counted,
            url_fetcher=self._fetcher,
        )
