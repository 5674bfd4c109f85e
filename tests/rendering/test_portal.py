"""The HTML for portals: checked by the Nu HTML checker, put through a sanitiser, looked at in a browser."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import nh3
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from PIL import Image, ImageChops

from reports.rendering import document, portal
from tests.browser import launched
from tests.rendering.papers import DEMO_NAMES, demo_content, made_content, tidy
from tests.rendering.test_pdf import expected_paragraphs, expected_value_rows

CHECKER = Path(settings.BASE_DIR) / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What is left of markup in an editor that keeps inline styles and tables only.
STRICT = {"div", "span", "p", "br", "table", "thead", "tbody", "tr", "th", "td"}
BOTH = ["nx-sft-2024", "nx-zw-spt-sfj-2020"]


def sanitised(html):
    attributes = {tag: {"style", "colspan", "rowspan", "scope"} for tag in STRICT}
    return nh3.clean(html, tags=STRICT, attributes=attributes, link_rel=None)


def page(fragment):
    head = '<meta charset="utf-8"><title>年报</title>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{fragment}</body></html>'


def soup(content):
    return BeautifulSoup(portal.fragment(content), "html.parser")


@pytest.fixture(scope="module")
def browser():
    with launched() as opened:
        yield opened


def test_nu_html_checker_finds_nothing(tmp_path):
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        pytest.skip("Java or the Nu HTML checker is not on this machine (bin/setup --dev installs both)")
    for name in DEMO_NAMES:
        content = demo_content(name)
        (tmp_path / f"{name}.html").write_bytes(portal.render(content))
        (tmp_path / f"{name}.pasted.html").write_text(page(sanitised(portal.fragment(content))), encoding="utf-8")
    words = ["-jar", str(CHECKER), "--format", "json", "--exit-zero-always", *map(str, tmp_path.iterdir())]
    checked = subprocess.run([java, *words], capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(checked.stderr)["messages"] == []


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_every_element_has_only_what_an_editor_keeps(name):
    tags = soup(demo_content(name)).find_all(True)
    assert {tag.name for tag in tags} - STRICT <= {"h1", "h2", "h3", "strong", "a"}
    assert {attribute for tag in tags for attribute in tag.attrs} <= set(portal.KEPT_ATTRIBUTES)
    assert all(len(tag["style"]) > 0 for tag in tags if tag.name in {"table", "th", "td", "p", "a"})


@pytest.mark.parametrize("name", DEMO_NAMES)
def test_text_and_figures_are_those_of_the_report(name):
    content = demo_content(name)
    drawn = soup(content)
    rows = [[cell.text for cell in row.find_all("td")] for row in drawn.find_all("tr")]
    assert [row for row in rows if row] == expected_value_rows(content)
    paragraphs = drawn.find_all(["p", "h2", "h3"])
    lines = [span.text for span in drawn.h1.find_all("span")]
    assert [tidy(text) for text in [*lines, *(tag.text for tag in paragraphs)]] == [
        tidy(text) for text in expected_paragraphs(content)
    ]


@pytest.mark.parametrize("name", BOTH)
def test_tables_keep_their_merged_headings(name):
    content = demo_content(name)
    drawn = [
        [[(cell.text, int(cell.get("colspan", 1)), int(cell.get("rowspan", 1)), cell.get("scope")) for cell in row]
         for row in table.find_all("tr")]
        for table in soup(content).find_all("table")
    ]  # fmt: skip
    assert drawn == [
        [
            [(cell.text, cell.colspan, cell.rowspan, None if cell.cell else cell.scope) for cell in line]
            for line in part.table.lines
        ]
        for part in document.build(content).parts
        if part.table
    ]


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("name", BOTH)
def test_sanitised_report_looks_the_same(browser, name, width):
    content = portal.fragment(demo_content(name))
    assert sanitised(content) != content
    looks = []
    for html in (content, sanitised(content)):
        shown = browser.new_page(viewport={"width": width, "height": 800})
        shown.set_content(page(html))
        looks.append(Image.open(io.BytesIO(shown.screenshot(full_page=True))).convert("RGB"))
        shown.close()
    before, after = looks
    assert before.size == after.size
    assert ImageChops.difference(before, after).getbbox() is None


@pytest.mark.parametrize("name", BOTH)
def test_wide_tables_scroll_inside_their_box_on_a_phone(browser, name):
    shown = browser.new_page(viewport={"width": 360, "height": 800})
    shown.set_content(page(portal.fragment(demo_content(name))))
    boxes = "[...document.querySelectorAll('[role=region]')].map(box => box.scrollWidth > box.clientWidth)"
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert (shown.evaluate(boxes), shown.evaluate(overflow)) == ([False, True, True], 0)
    shown.close()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("见（https://www.example.cn）查阅", ["https://www.example.cn"]),
        ("见 http://www.example.cn/a/b?c=1&d=2, 下载。", ["http://www.example.cn/a/b?c=1&d=2"]),
        ("https://a.example.cn/，https://b.example.cn/x.", ["https://a.example.cn/", "https://b.example.cn/x"]),
        ("www.example.cn 和 javascript:alert(1)", []),
        ('https://a.example.cn/"onclick="x', ["https://a.example.cn/"]),
    ],
)
def test_only_whole_web_addresses_become_links(text, links):
    drawn = soup(made_content(other=text))
    assert [link["href"] for link in drawn.find_all("a")] == links
    assert drawn.find_all("p")[-1].text == text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '<p onclick="x" class="y">z</p>', "&lt;b&gt; <!-- x -->"]
)
def test_markup_in_prose_and_names_stays_text(text):
    content = made_content(other=text)
    evil = replace(content, agency={**content.agency, "title_name": text})
    drawn = soup(evil)
    assert (drawn.find_all("p")[-1].text, drawn.h1.span.text) == (text, text)
    assert drawn.find("script") is None
    assert f"<title>{text}" not in portal.render(evil).decode()


def test_same_report_gives_the_same_bytes():
    content = demo_content("nx-sft-2024")
    assert portal.render(content) == portal.render(content)
    assert portal.fragment(content) in portal.render(content).decode()
