"""Faces by role, widths in em, and what cannot be printed."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from fontTools.subset import Subsetter
from fontTools.ttLib import TTCollection, TTFont

from reports.rendering import fonts
from reports.rendering.fonts import Fonts, FontsMissing

FREE = Path(settings.FREE_FONT_DIR)


@pytest.fixture(scope="module")
def free() -> Fonts:
    return fonts.load(FREE)


@pytest.fixture(scope="module")
def small_face(tmp_path_factory) -> Path:
    """Three characters of FandolFang in a file of their own."""
    path = tmp_path_factory.mktemp("faces") / "small.otf"
    font = TTFont(FREE / "FandolFang-Regular.otf")
    subsetter = Subsetter()
    subsetter.populate(text="年报。")
    subsetter.subset(font)
    font.save(path)
    return path


def named(face: Path, family: str, language: int = 0x409) -> TTFont:
    font = TTFont(face)
    font["name"].names = [record for record in font["name"].names if record.nameID == 2]
    font["name"].setName(family, 1, 3, 1, language)
    return font


def test_free_stacks_put_noto_last(free):
    assert {role: free.stack(role) for role in ("song_title", "hei", "kai", "fang", "song")} == {
        "song_title": ("FandolSong Bold", "Noto Serif CJK SC Bold"),
        "hei": ("FandolHei", "Noto Serif CJK SC Bold"),
        "kai": ("FandolKai", "Noto Serif CJK SC"),
        "fang": ("FandolFang", "Noto Serif CJK SC"),
        "song": ("FandolSong", "Noto Serif CJK SC"),
    }


def test_bold_is_a_face_of_its_own_because_a_pdf_drops_synthetic_bold(free):
    assert free.stack("fang", bold=True) == free.stack("kai", bold=True) == free.stack("hei", bold=True)
    assert free.stack("fang", bold=True) == free.stack("hei")
    assert free.stack("song", bold=True) == free.stack("song_title", bold=True) == free.stack("song_title")


@pytest.mark.parametrize("char", "国，。“”‘’—…·〔〕《》（）")
def test_han_and_chinese_marks_are_one_em_wide_in_every_face(free, char):
    widths = {
        free.advance(char, role, bold) for role in ("song_title", "hei", "kai", "fang", "song") for bold in (0, 1)
    }
    assert widths == {1.0}


def test_digits_are_half_an_em_in_body_type(free):
    assert [free.advance(digit, "fang") for digit in "0123456789"] == [0.5] * 10


def test_a_rare_character_is_measured_in_the_next_face_of_the_stack(free):
    assert [free.advance(char, "fang") for char in "𬭚堃珺℉"] == [1.0] * 4
    assert free.missing("𬭚堃珺㐂", "fang") == []


def test_missing_names_each_character_once_in_order(free):
    assert free.missing("国\U00030000年⛄\U00030000", "fang") == ["\U00030000（U+30000）", "⛄（U+26C4）"]


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\t", "不可见字符（U+0009）"),
        ("\n", "不可见字符（U+000A）"),
        ("\u200d", "不可见字符（U+200D）"),
        ("\ufeff", "不可见字符（U+FEFF）"),
        ("\u2028", "不可见字符（U+2028）"),
        ("\ud800", "不可见字符（U+D800）"),
        ("\ufe00", "组合符号（U+FE00）"),
        ("\U000e0100", "组合符号（U+E0100）"),
        ("\u0301", "组合符号（U+0301）"),
        ("\ue000", "私用区字符（U+E000）"),
    ],
)
def test_missing_names_what_is_not_itself_a_glyph(free, char, name):
    assert free.missing(f"国{char}", "fang") == [name]


def test_spaces_are_printable(free):
    assert free.missing("国 年\u3000报", "fang") == []


def test_an_unknown_character_counts_one_em_so_that_composing_never_fails(free):
    assert free.advance("\U00030000", "fang") == 1.0


def test_missing_files_are_named_with_the_command_that_gets_them(tmp_path):
    shutil.copy(FREE / "FandolFang-Regular.otf", tmp_path)
    with pytest.raises(FontsMissing) as refusal:
        fonts.load(tmp_path)
    assert str(refusal.value) == (
        "缺少字体文件：FandolKai-Regular.otf、FandolHei-Regular.otf、FandolSong-Regular.otf、FandolSong-Bold.otf、"
        f"NotoSerifCJKsc-Regular.otf、NotoSerifCJKsc-Bold.otf（应在 {tmp_path}）。请运行 bin/setup 取得字体。"
    )


def test_a_licensed_folder_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(FontsMissing, match="设置的授权字体文件夹不存在"):
        fonts.load(FREE, tmp_path / "nowhere")


@pytest.mark.parametrize(("family", "language"), [("仿宋_GB2312", 0x804), ("FangSong_GB2312", 0x409)])
def test_a_licensed_face_is_known_by_its_own_name_and_comes_first(tmp_path, small_face, family, language):
    named(small_face, family, language).save(tmp_path / "whatever.OTF")
    own = fonts.load(FREE, tmp_path)
    assert own.stack("fang") == (family, "FandolFang", "Noto Serif CJK SC")
    assert own.stack("kai") == ("FandolKai", "Noto Serif CJK SC")
    assert own.missing("年报公开", "fang") == []


def test_a_licensed_face_is_found_in_a_collection(tmp_path, small_face):
    collection = TTCollection()
    collection.fonts = [named(small_face, "NSimSun"), named(small_face, "SimSun")]
    collection.save(tmp_path / "simsun.ttc")
    own = fonts.load(FREE, tmp_path)
    assert own.stack("song")[0] == "SimSun"
    assert own.advance("年", "song") == 1.0


def test_the_gb2312_face_is_preferred_to_its_successor(tmp_path, small_face):
    named(small_face, "FangSong").save(tmp_path / "a.ttf")
    named(small_face, "FangSong_GB2312").save(tmp_path / "b.ttf")
    assert fonts.load(FREE, tmp_path).stack("fang")[0] == "FangSong_GB2312"


def test_bold_styles_are_passed_over(tmp_path, small_face):
    bold = named(small_face, "SimHei")
    bold["head"].macStyle = 1
    bold.save(tmp_path / "bold.ttf")
    assert fonts.load(FREE, tmp_path).stack("hei") == ("FandolHei", "Noto Serif CJK SC Bold")


@pytest.mark.parametrize("name", ["broken.ttf", "broken.ttc"])
@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf\0\0\0\0\0\0\0\0\0\0", b"OTTO\0\x0e\0\x80\0\x03\0\x60"])
def test_a_file_that_is_no_font_is_passed_over_and_logged(tmp_path, caplog, name, content):
    (tmp_path / name).write_bytes(content)
    assert fonts.load(FREE, tmp_path).stack("hei") == ("FandolHei", "Noto Serif CJK SC Bold")
    assert [f"字体文件无法读取，未使用：{tmp_path / name}" in message for message in caplog.messages] == [True]


def test_the_fontconfig_file_admits_our_faces_only(tmp_path, small_face):
    licensed = tmp_path / "licensed & own"
    licensed.mkdir()
    named(small_face, "SimHei").save(licensed / "hei.ttf")
    named(small_face, "Something Else").save(licensed / "else.ttf")
    root = ElementTree.parse(fonts.load(FREE, licensed).font_config(tmp_path / "cache")).getroot()
    assert {entry.text for entry in root.iter("dir")} == {str(FREE.resolve()), str(licensed.resolve())}
    rejected = {entry.text for entry in root.findall("selectfont/rejectfont/glob")}
    assert rejected == {f"{FREE.resolve()}/*", f"{licensed.resolve()}/*"}
    accepted = {Path(entry.text).name for entry in root.findall("selectfont/acceptfont/glob")}
    assert accepted == {
        "FandolFang-Regular.otf",
        "FandolKai-Regular.otf",
        "FandolHei-Regular.otf",
        "FandolSong-Regular.otf",
        "FandolSong-Bold.otf",
        "NotoSerifCJKsc-Regular.otf",
        "NotoSerifCJKsc-Bold.otf",
        "hei.ttf",
    }


def test_the_fontconfig_file_is_written_once_and_renamed_when_the_faces_change(tmp_path, small_face, free):
    written = free.font_config(tmp_path)
    before = written.stat().st_mtime_ns
    assert free.font_config(tmp_path) == written
    assert written.stat().st_mtime_ns == before
    (tmp_path / "own").mkdir()
    named(small_face, "SimHei").save(tmp_path / "own" / "hei.ttf")
    assert fonts.load(FREE, tmp_path / "own").font_config(tmp_path) != written
