"""What lies inside a PDF beside its text: fonts, glyphs, tags, metadata, bookmarks, attachments."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1


@dataclass(frozen=True)
class Font:
    name: str
    subset: bool
    embedded: bool


def fonts(pdf: pdfplumber.PDF) -> list[Font]:
    fonts_by_name = {}
    for page in pdf.pages:
        for reference in resolve1(page.page_obj.resources["Font"]).values():
            outer = resolve1(reference)
            inner = resolve1(resolve1(outer["DescendantFonts"])[0]) if "DescendantFonts" in outer else outer
            descriptor = resolve1(inner["FontDescriptor"])
            name = outer["BaseFont"].name
            embedded = any(f"FontFile{kind}" in descriptor for kind in ("", "2", "3"))
            fonts_by_name[name] = Font(name, bool(re.match(r"[A-Z]{6}\+", name)), embedded)
    return list(fonts_by_name.values())


class _Glyphs(PDFLayoutAnalyzer):
    """Collects the text of every character drawn with glyph 0, the one that stands for a missing glyph."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.missing: list[str] = []

    def render_char(self, *drawn: Any) -> Any:
        _, font, _, _, _, glyph, *_ = drawn
        if glyph == 0:
            self.missing.append(font.to_unichr(glyph))
        return super().render_char(*drawn)


def characters_without_glyph(data: bytes) -> list[str]:
    manager = PDFResourceManager()
    device = _Glyphs(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
    return device.missing


def facts(pdf: pdfplumber.PDF) -> dict[str, Any]:
    catalog = pdf.doc.catalog
    metadata = resolve1(catalog["Metadata"]).get_data().decode()
    file = resolve1(resolve1(catalog["AF"])[0])
    return {
        "marked": resolve1(catalog["MarkInfo"])["Marked"],
        "structure": "StructTreeRoot" in catalog,
        "language": resolve1(catalog["Lang"]).decode(),
        "title": pdf.metadata["Title"],
        "part": _value(metadata, "part"),
        "conformance": _value(metadata, "conformance"),
        "relationship": file["AFRelationship"].name,
    }


def _value(metadata: str, name: str) -> str | None:
    match = re.search(rf"pdfaid:{name}(?:=\"|>)([^<\"]+)", metadata)
    return match.group(1) if match else None


def bookmarks(pdf: pdfplumber.PDF) -> list[tuple[int, str]]:
    return [(level, title) for level, title, *_ in pdf.doc.get_outlines()]


def attachments(pdf: pdfplumber.PDF) -> dict[str, bytes]:
    names = resolve1(resolve1(resolve1(pdf.doc.catalog["Names"])["EmbeddedFiles"])["Names"])
    return dict(_files(names[1::2]))


def _files(specs: list[Any]) -> Iterator[tuple[str, bytes]]:
    for spec in map(resolve1, specs):
        name = spec["UF"]
        yield name.decode("utf-16" if name.startswith(b"\xfe\xff") else "ascii"), resolve1(spec["EF"]["F"]).get_data()


def structure_tags(pdf: pdfplumber.PDF) -> dict[str, int]:
    """How often each tag stands in the tree of tags."""
    counted: dict[str, int] = {}
    waiting = [resolve1(pdf.doc.catalog["StructTreeRoot"])]
    while waiting:
        node = waiting.pop()
        if "S" in node:
            counted[node["S"].name] = counted.get(node["S"].name, 0) + 1
        kids = resolve1(node.get("K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            child = resolve1(kid)
            if isinstance(child, dict):
                waiting.append(child)
    return counted
