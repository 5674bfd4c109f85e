"""What a file is, by its content: a name is not to be trusted."""

import io
import zipfile
from collections.abc import Callable
from importlib import import_module

from reports.importing.archives import DAMAGED, ENCRYPTED
from reports.importing.blocks import Paper
from reports.importing.reading import Unreadable

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
RICH_TEXT = b"{\\rtf"
_TAGS = (b"<html", b"<!doctype html", b"<p", b"<table", b"<div", b"<body", b"<span", b"<meta", b"<?xml")
_READERS = {"pdf": "pdf", "docx": "word", "xlsx": "excel", "html": "web", "mhtml": "mhtml", "text": "plain"}
PICTURE = "这个文件是图片，读不出文字。请用 Word、文字版 PDF、网页或 Excel。"
UNKNOWN = "不认识这种文件。可以读 Word（.docx）、PDF、网页（.html）、Excel（.xlsx）、文本和 Markdown。"
OFD = "这是 OFD 版式文件，还不能读。请在 OFD 阅读器里另存为 PDF，或者用原来的 Word 文件。"
MAX_BYTES = 50_000_000
TOO_LARGE = "文件有 {0} MB，超过 {1} MB，不像一份年报，没有读取。"


def kind_of(data: bytes) -> str:
    """pdf, docx, xlsx, html, mhtml, text, or old (.doc, .xls, RTF). Raises Unreadable for what is none of them."""
    _refuse(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _package(data)
    if data.startswith((OLD_OFFICE, RICH_TEXT)):
        return "old"
    head = data[:4096].lower().lstrip(b"\xef\xbb\xbf \r\n\t")
    if b"mime-version:" in head and b"multipart/" in head:
        return "mhtml"
    return "html" if head.startswith(b"<") and any(tag in head for tag in _TAGS) else "text"


def _refuse(data: bytes) -> None:
    """Raise Unreadable for what no reader could read, whatever it is."""
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE.format(len(data) // 1_000_000, MAX_BYTES // 1_000_000))
    if not data.strip():
        raise Unreadable("这个文件是空的。")
    if data.startswith(_PICTURES):
        raise Unreadable(PICTURE)
    if data.startswith(OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(ENCRYPTED)


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(DAMAGED) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "OFD.xml" in names:
        raise Unreadable(OFD)
    if "mimetype" in names and "content.xml" in names:
        return "old"  # OpenDocument: LibreOffice's own
    raise Unreadable(UNKNOWN)


def paper_of(data: bytes, kind: str) -> Paper:
    """The file as blocks, by the reader of its kind; only that one is loaded."""
    reader = import_module(f"reports.importing.{_READERS[kind]}")
    to_paper: Callable[[bytes], Paper] = reader.to_paper
    return to_paper(data)
