"""The manual as a PDF: all of it, with its pictures, made once for each text."""

from pathlib import Path

import pypdfium2
import pytest
from django.test import Client

from reports.public import booklet, manual
from reports.rendering import booklet as drawing
from reports.rendering.typesetting import Unprintable


@pytest.fixture
def kept(settings, tmp_path: Path) -> Path:
    """Where booklets are kept in this test: nothing there yet. Fonts stay where they are."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "help"


def texts(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


def pictures(data: bytes) -> int:
    with pypdfium2.PdfDocument(data) as pdf:
        return sum(1 for page in pdf for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)


def test_booklet_has_every_section_and_every_picture(kept: Path, client: Client) -> None:
    answer = client.get("/help/manual.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    words = texts(answer.content)
    assert [title for title in manual.ANCHORS if words.count("".join(title.split())) < 2] == []
    assert pictures(answer.content) == len(booklet.pictures())
    assert len(answer.content) < 2_000_000


def test_booklet_is_made_once_and_anew_when_the_text_changes(kept: Path, monkeypatch, tmp_path: Path) -> None:
    made = []
    monkeypatch.setattr(booklet, "_made", lambda: made.append(booklet.digest()) or b"%PDF")
    booklet.pdf()
    booklet.pdf()
    assert len(made) == 1
    changed = tmp_path / "manual.md"
    changed.write_text("# 书\n\n## 填报\n", encoding="utf-8")
    monkeypatch.setattr(manual, "MANUAL", changed)
    booklet.pdf()
    assert (len(set(made)), [path.stem for path in kept.iterdir()]) == (2, made[1:])


def test_reader_whose_copy_is_current_gets_304(kept: Path, client: Client, monkeypatch) -> None:
    monkeypatch.setattr(booklet, "_made", lambda: b"%PDF")
    tag = client.get("/help/manual.pdf")["ETag"]
    assert tag == f'"{booklet.digest()}"'
    assert client.get("/help/manual.pdf", headers={"if-none-match": tag}).status_code == 304


def test_character_that_no_face_has_is_named() -> None:
    drawn = manual.render("# 书\n\n## 填报\n\n𓀀\n")
    with pytest.raises(Unprintable, match="书：字体中没有𓀀"):
        drawing.render(drawn.title, drawn.groups, drawn.markup, {})
