"""Bytes of a text file → its text, for every reader of one: registers of agencies, reports, web pages.

UTF-8 with or without its mark, UTF-16 with its mark, or GB 18030 (GB 18030-2022, which holds GBK and GB 2312), as
Excel and Notepad write on Chinese machines.
"""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def marked_encoding(data: bytes) -> str:
    """The encoding that the byte order mark at the beginning names; empty where there is none."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def decode(data: bytes) -> str:
    """The text: by the byte order mark, else as UTF-8, else as GB 18030. Raises UnicodeDecodeError."""
    if name := marked_encoding(data):
        return data.decode(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def decode_as(data: bytes, name: str) -> str | None:
    """The text by the encoding a file names for itself; None where nobody knows the name or the bytes do not fit.

    GB 2312 and GBK are read as GB 18030, which holds both: pages name the smaller and use the larger.
    """
    try:
        return data.decode("gb18030" if name.lower().startswith("gb") else name)
    except (LookupError, UnicodeDecodeError):
        return None


def damaged_at(data: bytes) -> int | None:
    """Where damaged UTF-8 has its first wrong byte; None for UTF-8 that is whole, and for other encodings.

    Such bytes are not to be read as GB 18030, from which wrong characters could come without any error.
    """
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        was_utf8 = sum("\u2e80" <= letter < "\ufff0" for letter in text) > text.count("\ufffd")
        return error.start if was_utf8 else None
    return None
