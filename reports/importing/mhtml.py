"""A page that a browser saved as a single file (.mhtml, .mht) → blocks: the page inside, read as a web page."""

import email
import email.policy
from dataclasses import replace

from reports.importing import web
from reports.importing.blocks import Paper
from reports.importing.reading import Unreadable

NO_PAGE = "这个存下的网页文件里没有网页，或者不完整。请在浏览器里重新另存一次。"


def to_paper(data: bytes) -> Paper:
    """The first page of the file as blocks. Raises Unreadable where there is none."""
    parts = email.message_from_bytes(data, policy=email.policy.default).walk()
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    body = page.get_payload(decode=True) if page else None
    if not isinstance(body, bytes) or not body.strip():
        raise Unreadable(NO_PAGE)
    return replace(web.to_paper(body), kind="mhtml")
