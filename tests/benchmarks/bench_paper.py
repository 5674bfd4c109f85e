"""Seconds for one paper beside headless Chromium printing the same HTML in the same run, and the memory of 200.

    python -m pytest tests/benchmarks/bench_paper.py -s

A report, not a verdict on the clock.
"""

import shutil
import statistics
import time
from collections.abc import Callable

import psutil
from playwright.sync_api import Page, sync_playwright

from reports.rendering import document, pdf, typesetting
from tests.rendering.papers import demo_content

QUIET = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
PAPERS, FEW, ROUNDS = 200, 20, 7


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_one_paper_beside_chromium() -> None:
    content = demo_content("nx-sft-2024")
    html = pdf.markup(typesetting.typeset(document.build(content), pdf.paper_fonts()))
    html = html.replace("</head>", f"<style>{pdf.stylesheet()}</style></head>")
    pdf.render(content)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET.split())
        page = browser.new_page()
        print_page(page, html)
        pairs = [(timed(lambda: pdf.render(content)), timed(lambda: print_page(page, html))) for _ in range(ROUNDS)]
        browser.close()
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"one paper, warm: ours {ours:.3f} s, Chromium {theirs:.3f} s, ratio {ours / theirs:.2f}")


def print_page(page: Page, html: str) -> None:
    page.set_content(html)
    page.pdf(prefer_css_page_size=True, tagged=True, outline=True)


def test_memory_after_many_papers() -> None:
    process = psutil.Process()
    content = demo_content("nx-sft-2024")
    sizes = {}
    for number in range(1, PAPERS + 1):
        pdf.render(content)
        if number in (FEW, PAPERS):
            sizes[number] = process.memory_info().rss / 2**20
    few, many = sizes[FEW], sizes[PAPERS]
    print(f"memory: {few:.0f} MB after {FEW} papers, {many:.0f} MB after {PAPERS}: {many - few:+.1f} MB")
