"""Whatever a file holds, reading it ends in time and in little memory, with a reading or one clear sentence."""

import io
import random
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.importing import Reading, Unreadable, isolation, kinds, old_office, read_report
from reports.importing.isolation import read_isolated
from reports.rendering import excel, pdf, portal, word
from tests.rendering import libreoffice
from tests.rendering.papers import demo_content

SENTENCE = re.compile(r"[^\n]{8,120}。")
CONTENT = demo_content("nx-sft-2024")
WRITERS = {"docx": word.render, "xlsx": excel.render, "html": portal.render, "pdf": pdf.render}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {ending: write(CONTENT) for ending, write in WRITERS.items()}


def refusal(data: bytes) -> str:
    """The sentence that refuses the file, read as a file from outside is read."""
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_isolated(data)
    assert time.monotonic() - begun < 3 * isolation.SECONDS  # shared machines are slow at times; a hang is longer
    assert SENTENCE.fullmatch(str(refused.value)), str(refused.value)
    return str(refused.value)


def zipped(parts: dict[str, bytes]) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stored.getvalue()


def with_part(data: bytes, name: str, changed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    return zipped({**parts, name: changed})


def test_a_zip_bomb_is_refused(files):
    bomb = with_part(files["docx"], "word/document.xml", b"<a>" + b" " * 200_000_000 + b"</a>")
    assert len(bomb) < 1_000_000
    assert refusal(bomb) == "这个文件解开后大得不正常，没有读取。"


def test_a_bomb_in_a_part_that_is_not_read_does_nothing(files):
    assert read_isolated(with_part(files["docx"], "word/media/picture.png", b"\0" * 200_000_000)).title == CONTENT.title


def test_an_entity_bomb_is_refused(files):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">{entities}]><a>&a11;</a>'.encode()
    message = "这个文件里的 XML 声明了实体，正常的办公文件不会这样，没有读取。"
    assert refusal(with_part(files["docx"], "word/document.xml", bomb)) == message
    assert refusal(with_part(files["xlsx"], "xl/workbook.xml", bomb)) == message


def test_an_external_entity_is_not_fetched(files, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("六、其他需要报告的事项 秘密", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    page = f"{entity}<html><body><p>&file;</p>{files['html'].decode()}</body></html>"
    assert "秘密" not in str(read_isolated(page.encode()).data())
    # In UTF-16 no search for the declaration's bytes finds it: the parser itself has to refuse.
    hidden = f'<?xml version="1.0" encoding="UTF-16"?>{entity}<w:document>&file;</w:document>'.encode("utf-16")
    refusal(with_part(files["docx"], "word/document.xml", hidden))


def test_a_pdf_of_a_thousand_pages_is_refused():
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 1003))
    objects += [b"<</Type/Pages/Count 1000/Kids[%s]>>" % kids, *[page] * 1000]
    assert refusal(_pdf(objects)) == "这份 PDF 有 1000 页，不像一份年报（至多读 80 页）。"


def _pdf(objects: list[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return bytes(
        made
    ) + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        count,
        table,
        count,
        len(made),
    )


def test_a_pdf_that_takes_too_long_is_stopped():
    lines = b"".join(
        b"1 0 0 1 %d %d Tm (%s) Tj " % (x, y, b"0" * 12) for x in range(20, 560, 80) for y in range(40, 800, 14)
    )
    rules = b"".join(b"%d %d 60 12 re S " % (x, y) for x in range(20, 560, 80) for y in range(40, 800, 14))
    stream = b"BT /F 8 Tf %s ET %s" % (lines, rules)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    pages = [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
        for _ in range(80)
    ]
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 85))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 80/Kids[%s]>>" % kids,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        font,
        *pages,
    ]
    assert refusal(_pdf(objects)) == isolation.TOO_LONG


def test_a_pdf_with_a_password_is_refused():
    rights = b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32)
    locked = _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", rights])
    locked = locked.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]>>")
    assert refusal(locked) == "这份 PDF 设了密码，读不出内容。请去掉密码后再试。"


def test_a_scanned_pdf_is_recognised_and_advised_on():
    picture = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    scanned = _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", picture])
    assert "没有文字" in refusal(scanned)
    assert "OCR" in refusal(scanned)


def test_a_file_of_a_hundred_megabytes_is_refused_by_its_size():
    assert refusal(b"%PDF-1.7" + b"\0" * 100_000_000) == "文件有 100 MB，超过 50 MB，不像一份年报，没有读取。"


def test_a_text_without_end_is_stopped_or_refused():
    refusal(("一、总体情况" * 3_000_000).encode())


def test_an_encrypted_office_file_is_refused():
    box = kinds.OLD_OFFICE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    assert refusal(box) == "这个文件设了密码，读不出内容。请去掉密码后再试。"


def test_a_zip_with_a_password_is_refused(files):
    data = bytearray(files["docx"])
    for match in (*re.finditer(b"PK\x03\x04", bytes(data)), *re.finditer(b"PK\x01\x02", bytes(data))):
        flags = match.start() + (6 if data[match.start() + 2] == 3 else 8)
        data[flags] |= 1
    assert refusal(bytes(data)) == "这个文件设了密码，读不出内容。请去掉密码后再试。"


@pytest.mark.parametrize("ending", WRITERS)
def test_a_truncated_file_is_refused_or_read_as_far_as_it_goes(files, ending):
    cut = files[ending][: len(files[ending]) // 2]
    if ending == "html":
        assert read_isolated(cut).title == CONTENT.title
    else:
        assert "不完整" in refusal(cut)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "这个文件是空的。"),
        (b" \n", "这个文件是空的。"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "这个文件是图片，读不出文字。请用 Word、文字版 PDF、网页或 Excel。"),
        (
            zipped({"readme.txt": b"x"}),
            "不认识这种文件。可以读 Word（.docx）、PDF、网页（.html）、Excel（.xlsx）、文本和 Markdown。",
        ),
        (zipped({"OFD.xml": b"<OFD/>"}), kinds.OFD),
        ("今天天气很好。".encode(), "这个文件不像政府信息公开工作年度报告：找不到规定的标题，也找不到规定的表格。"),
        (bytes(range(256)) * 8, "这个文件不是文字：既不是 UTF-8 也不是 GB 18030 编码。"),
    ],
)
def test_what_is_no_report_is_refused_with_a_sentence(data, message):
    with pytest.raises(Unreadable) as refused:
        read_report(data)
    assert str(refused.value) == message


def test_an_old_word_file_is_read_through_libreoffice(files, tmp_path):
    old = libreoffice.convert({"report.docx": files["docx"]}, tmp_path, "doc")["report"]
    reading = read_isolated(old)
    assert reading.figures == dict(CONTENT.figures)


def test_an_opendocument_file_is_read_through_libreoffice(files, tmp_path):
    other = libreoffice.convert({"report.docx": files["docx"]}, tmp_path, "odt")["report"]
    assert read_isolated(other).figures == dict(CONTENT.figures)


def test_an_old_word_file_is_refused_with_advice_where_libreoffice_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(kinds.OLD_OFFICE + b"\0" * 512) == old_office.NOT_HERE


MUTATIONS = settings(
    max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


@MUTATIONS
@given(st.sampled_from(["docx", "xlsx", "html", "text"]), st.randoms(use_true_random=False))
def test_mutated_files_are_read_or_refused_with_a_sentence(kind, rng):
    data = mutated(_plain_parts(kind), rng)
    begun = time.monotonic()
    try:
        reading = read_report(data)
        assert isinstance(reading, Reading)
    except Unreadable as refused:
        assert SENTENCE.fullmatch(str(refused)), str(refused)
    assert time.monotonic() - begun < 3 * isolation.SECONDS


_CACHED: dict[str, bytes] = {}


def _plain_parts(kind: str) -> bytes:
    if not _CACHED:
        _CACHED.update({ending: WRITERS[ending](CONTENT) for ending in ("docx", "xlsx", "html", "pdf")})
        _CACHED["text"] = "\n".join(CONTENT.prose.values()).encode() + _CACHED["html"]
    return _CACHED[kind]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The file with bytes changed, cut, doubled or moved; inside a package, inside one of its parts."""
    if data.startswith(b"PK") and rng.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            name = rng.choice([each for each in package.namelist() if each.endswith(".xml")])
            return with_part(data, name, _scrambled(package.read(name), rng))
    return _scrambled(data, rng)


def _scrambled(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at, size = rng.randrange(len(changed) or 1), rng.randint(1, 40)
        piece = bytes(changed[at : at + size])
        way = rng.randrange(4)
        if way == 0:
            changed[at : at + size] = rng.randbytes(size)
        elif way == 1:
            del changed[at : at + size * 10]
        elif way == 2:
            changed[at:at] = piece * rng.randint(1, 50)
        else:
            changed[at : at + size] = rng.choice([b"9" * 400, b"<table>" * 40, b"&#0;", b"-1", b"\xff\xfe", b"\t\t\t"])
    return bytes(changed)


@settings(MUTATIONS, max_examples=20)
@given(st.randoms(use_true_random=False))
def test_mutated_pdfs_are_read_or_refused_with_a_sentence(rng):
    try:
        assert isinstance(read_isolated(_scrambled(_plain_parts("pdf"), rng)), Reading)
    except Unreadable as refused:
        assert SENTENCE.fullmatch(str(refused)), str(refused)


MEASURE = """
import pathlib, resource, sys
from reports.importing import Unreadable
from reports.importing.isolation import read_isolated
try:
    result = read_isolated(pathlib.Path(sys.argv[1]).read_bytes()).title
except Unreadable as refused:
    result = str(refused)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, result)
"""


def measured(data: bytes, folder: Path) -> tuple[int, str]:
    """Megabytes that the reading process took at most, and what came of it."""
    file = folder / "file"
    file.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], cwd=isolation.ROOT, capture_output=True, text=True, check=True
    )
    megabytes, _, result = done.stdout.strip().partition(" ")
    return int(megabytes), result


def test_a_page_that_wants_all_memory_is_stopped(tmp_path):
    megabytes, result = measured(b"<html>" + b"<p>a</p>" * 6_000_000, tmp_path)
    assert megabytes < isolation.MEGABYTES
    assert result in ("这个网页大得不正常，不像一份年报，没有读完。", isolation.TOO_MUCH)


@pytest.mark.parametrize("ending", WRITERS)
def test_a_report_is_read_in_little_memory(files, ending, tmp_path):
    megabytes, result = measured(files[ending], tmp_path)
    assert result == CONTENT.title
    assert megabytes < 150
