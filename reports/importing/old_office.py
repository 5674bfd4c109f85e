"""Files of old Office formats (.doc, .xls, RTF) → .docx or .xlsx, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from reports.importing.reading import Unreadable

SECONDS = 60
PROGRAMS = ("soffice", "libreoffice")
NOT_HERE = (
    "这是旧格式的文件（.doc、.xls 或 .rtf），本机没有安装 LibreOffice，不能转换。请用 Word 或 WPS 另存为 .docx 再试。"
)
NOT_DONE = "这个旧格式的文件转换不了，可能不完整或设了密码。请用 Word 或 WPS 另存为 .docx 再试。"
_SHEET = b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00"  # the stream that a workbook's file names


def convert(data: bytes) -> bytes:
    """The file in the format that followed its own. Raises Unreadable where LibreOffice is missing or fails."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable(NOT_HERE)
    ending = "xlsx" if _SHEET in data else "docx"
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
