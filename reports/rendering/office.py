"""What Word and Excel files have in common: packages of XML with facts about themselves."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from reports.content.report import Content
from reports.rendering import archive
from reports.rendering.typesetting import Unprintable

CORE = "docProps/core.xml"
# What XML 1.0 cannot say.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FACTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{agency}</dc:creator><cp:keywords>政府信息公开,年度报告</cp:keywords>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
    "<dc:language>zh-CN</dc:language></cp:coreProperties>"
)


def refuse_unsayable(content: Content) -> None:
    """Raise Unprintable when a text has a character that no XML file can hold."""
    for text in (*content.agency.values(), *content.prose.values()):
        if match := _UNSAYABLE.search(text):
            raise Unprintable(f"文字中有文件不能保存的控制字符（U+{ord(match[0]):04X}），请删去后再试")


def package(parts: Mapping[str, bytes], content: Content) -> bytes:
    """The file made of its parts, with facts of the content instead of the clock: title, agency, day of the figures."""
    facts = _FACTS.format(
        title=escape(content.title), agency=escape(content.agency["name"]), day=f"{content.year}-12-31"
    )
    return archive.pack({**parts, CORE: facts.encode()}, content.year)
