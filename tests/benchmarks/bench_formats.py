"""Seconds and size of each format of one report, warm, and the memory of writing all of them again and again.

    python -m pytest tests/benchmarks/bench_formats.py -s

A report, not a verdict on the clock.
"""

import statistics
import time
from collections.abc import Callable

import psutil
import pytest

from reports.content.report import Content
from reports.rendering import formats, package
from tests.rendering.papers import demo_content

ROUNDS = 7
FEW, MANY = 10, 60


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(timed(work) for _ in range(ROUNDS))


@pytest.mark.parametrize("name", ["nx-sft-2024", "nx-zw-spt-sfj-2020"])
def test_each_format(name: str) -> None:
    content = demo_content(name)
    print(f"\n{content.title}")
    for ending, write in formats.WRITERS.items():
        print(f"{ending:5} {median(lambda write=write: write(content)):.3f} s {len(write(content)) / 1024:6.0f} KB")
    files = formats.write_all(content)
    packed = package.build(content, files, number=1)
    print(f"zip   {median(lambda: package.build(content, files, number=1)):.3f} s {len(packed) / 1024:6.0f} KB")
    print(f"all   {median(lambda: everything(content)):.3f} s")


def everything(content: Content) -> bytes:
    return package.build(content, formats.write_all(content), number=1)


def test_memory_after_many_reports() -> None:
    process = psutil.Process()
    content = demo_content("nx-sft-2024")
    sizes = {}
    for number in range(1, MANY + 1):
        everything(content)
        if number in (FEW, MANY):
            sizes[number] = process.memory_info().rss / 2**20
    few, many = sizes[FEW], sizes[MANY]
    print(
        f"\nmemory: {few:.0f} MB after {FEW} reports in all formats, {many:.0f} MB after {MANY}: {many - few:+.1f} MB"
    )
