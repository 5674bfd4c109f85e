"""WeasyPrint, closed: it draws the HTML it is given and fetches nothing.

Import this only after FONTCONFIG_FILE is set: importing WeasyPrint starts fontconfig, which reads that file once.
"""

from datetime import UTC, datetime
from typing import Any, NoReturn

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from reports.content.report import Content

DATA_NAME = "report.json"


class NothingFetched(URLFetcher):
    """Refuses every address, of whatever kind."""

    def fetch(self, url: str, headers: Any = None) -> NoReturn:
        """Raise ValueError: drawing reads no address."""
        raise ValueError(f"年报排版不读取任何地址：{url}")


class Engine:
    """One style sheet, read once, for any number of papers."""

    def __init__(self, stylesheet: str) -> None:
        self._fonts = FontConfiguration()
        self._fetcher = NothingFetched()
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
