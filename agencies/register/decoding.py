"""Bytes of a file in; its text, or a Problem, out."""

from agencies.register.problem import Problem

SAVE_AS = "请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。"
WORKBOOK_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def decode(data: bytes) -> str | Problem:
    """Text in UTF-8, with or without BOM, or in GB18030, which Excel writes on Chinese machines."""
    if data.startswith(WORKBOOK_BEGINNINGS):
        return Problem(None, "", "", f"这是 Excel 工作簿，不是 CSV；{SAVE_AS}")
    if b"\0" in data:
        return Problem(None, "", "", f"这不是 UTF-8 或 GB18030 编码的文本；{SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _was_utf8(data):
            line = data.count(b"\n", 0, error.start) + 1
            return Problem(line, "", "", "有损坏的 UTF-8 文字，请改正这一行后重新保存。")
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return Problem(None, "", "", f"这不是 UTF-8 或 GB18030 编码的文本；{SAVE_AS}")


def _was_utf8(data: bytes) -> bool:
    """Whether this is damaged UTF-8: as GB18030 it could come out as wrong characters without any error."""
    text = data.decode("utf-8", errors="replace")
    return sum("\u2e80" <= letter < "\ufff0" for letter in text) > text.count("\ufffd")
