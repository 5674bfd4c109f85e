"""Files of old Office formats (.doc, .xls, RTF) and of OpenDocument → .docx or .xlsx, by LibreOffice where it is."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from reports.importing.reading import Unreadable

SECONDS = 60
PROGRAMS = ("soffice", "libreoffice")
NOT_HERE = (
    "这种文件（.doc、.xls、.rtf 或 .odt）要由 LibreOffice 转换，本机没有安装。请用 Word 或 WPS 另存为 .docx 再试。"
)
NOT_DONE = "这个文件转换不了，可能不完整或设了密码。请用 Word 或 WPS 另存为 .docx 再试。"
# What a workbook's file says of itself: the stream in it, or its type.
_SHEETS = (b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", b"opendocument.spreadsheet")


def convert(data: bytes) -> bytes:
    """The file in the format that followed its own. Raises Unreadable where LibreOffice is missing or fails."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Unreadable(NOT_HERE)
    ending = "xlsx" if any(mark in data for mark in _SHEETS) else "docx"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        arguments = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir", folder]
        try:
            subprocess.run([program, *arguments, str(source)], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise Unreadable(NOT_DONE) from error
        made = Path(folder) / f"report.{ending}"
        if not made.exists():
            raise Unreadable(NOT_DONE)
        return made.read_bytes()
