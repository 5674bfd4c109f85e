"""The packed streams of a PDF, unpacked to be measured and thrown away: a small file may hold gigabytes.

A reader unpacks a stream whole before it looks at it, so this is asked first.
"""

import re
import zlib
from collections.abc import Iterator

from reports.importing.reading import Unreadable

MOST_BYTES = 60_000_000  # unpacked, of all streams but pictures, which are not read
BURSTS = f"这份 PDF 解开后超过 {MOST_BYTES // 1_000_000} MB，大得不正常，没有读取。请另存为一份新的 PDF 再试。"
_BEGIN = re.compile(rb"stream\r?\n")
_DICTIONARY = 2_000  # bytes before a stream that may say what it is
_PIECE = 1_000_000
_PACKED_AGAIN = 4  # a stream may name several filters, one after the other


def refuse_bursting(data: bytes) -> None:
    """Raise Unreadable where the streams of the PDF unpack to more than any report has."""
    room = MOST_BYTES
    for begin in _BEGIN.finditer(data):
        before = data[max(0, begin.start() - _DICTIONARY) : begin.start()]
        if b"/Image" in before[before.rfind(b"obj") + 1 :]:
            continue
        end = data.find(b"endstream", begin.end())
        room -= _size(data[begin.end() : end if end >= 0 else len(data)], room)
        if room < 0:
            raise Unreadable(BURSTS)


def _size(packed: bytes, room: int) -> int:
    """How many bytes it unpacks to, with every layer; a little more than `room` at most."""
    size = 0
    for _ in range(_PACKED_AGAIN):
        unpacked = bytearray()
        for piece in _pieces(packed):
            unpacked += piece
            size += len(piece)
            if size > room:
                return size
        if not unpacked:
            return size
        packed = bytes(unpacked)
    return size


def _pieces(packed: bytes) -> Iterator[bytes]:
    """The unpacked bytes, a piece at a time; none where it is not packed in this way, or as far as it is whole."""
    unpacker = zlib.decompressobj()
    try:
        while piece := unpacker.decompress(packed, _PIECE):
            yield piece
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return
