"""PDFs that unpack to gigabytes are refused for that reason, whatever filters and streams they use."""

import zlib

import pytest

from reports.importing import Unreadable, pdf_streams
from reports.importing.isolation import read_isolated
from reports.importing.pdf_streams import BURSTS, refuse_bursting
from reports.rendering import pdf
from tests.rendering.papers import demo_content

PACKED = zlib.compress(b" " * 200_000_000, 9)


def with_stream(dictionary: bytes, data: bytes) -> bytes:
    """A PDF of one page whose content is the stream."""
    stream = b"4 0 obj\n<< " + dictionary + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream\nendobj\n"
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n"
        + stream
        + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


BURSTING = {
    "one stream": with_stream(b"/Filter /FlateDecode", PACKED),
    "packed twice": with_stream(b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(PACKED, 9)),
    "an object stream": with_stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", PACKED),
    "many streams": with_stream(b"/Filter /FlateDecode", zlib.compress(b" " * 20_000_000, 9)) * 4,
    "without an end": with_stream(b"/Filter /FlateDecode", PACKED).partition(b"endstream")[0],
}


@pytest.mark.parametrize("name", BURSTING)
def test_pdf_that_bursts_is_refused_for_that_reason(name):
    assert len(BURSTING[name]) < 500_000
    with pytest.raises(Unreadable) as refused:
        read_isolated(BURSTING[name])
    assert str(refused.value) == BURSTS


def test_stream_that_bursts_under_another_name_is_stopped_by_its_memory():
    with pytest.raises(Unreadable, match="读这个文件要用的内存超过 300 MB"):
        read_isolated(with_stream(b"/Subtype /Image /Filter /FlateDecode", PACKED * 1))


def test_our_own_paper_and_large_pictures_do_not_burst():
    refuse_bursting(pdf.render(demo_content("nx-sft-2024")))
    refuse_bursting(with_stream(b"/Subtype /Image /Filter /FlateDecode", PACKED))
    refuse_bursting(b"%PDF-1.7\nstream\nnot packed at all\nendstream")


def test_no_more_is_unpacked_than_tells_that_it_bursts(monkeypatch):
    monkeypatch.setattr(pdf_streams, "MOST_BYTES", 3_000_000)
    unpacked = []
    pieces = pdf_streams._pieces
    monkeypatch.setattr(pdf_streams, "_pieces", lambda packed: map(counted(unpacked), pieces(packed)))
    with pytest.raises(Unreadable):
        refuse_bursting(BURSTING["one stream"])
    assert sum(unpacked) <= 4_000_000


def counted(sizes):
    def count(piece):
        sizes.append(len(piece))
        return piece

    return count
