"""Bytes of a file in; its text, or a Problem, out."""

from agencies import text_files
from agencies.register.problem import Problem

SAVE_AS = "请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。"
NOT_TEXT = f"这不是 UTF-8 或 GB18030 编码的文本；{SAVE_AS}"
WORKBOOK_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def decode(data: bytes) -> str | Problem:
    """The text of a register, or the Problem why there is none: a workbook, another encoding, damaged UTF-8."""
    if data.startswith(WORKBOOK_BEGINNINGS):
        return Problem(None, "", "", f"这是 Excel 工作簿，不是 CSV；{SAVE_AS}")
    if b"\0" in data or text_files.marked_encoding(data) == "utf-16":
        return Problem(None, "", "", NOT_TEXT)
    if (at := text_files.damaged_at(data)) is not None:
        line = data.count(b"\n", 0, at) + 1
        return Problem(line, "", "", "有损坏的 UTF-8 文字，请改正这一行后重新保存。")
    try:
        return text_files.decode(data)
    except UnicodeDecodeError:
        return Problem(None, "", "", NOT_TEXT)
