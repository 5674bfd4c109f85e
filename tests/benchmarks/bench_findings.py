"""Milliseconds for all rules over a text of 4,000 characters, cold and warm, and ten and a hundred times as long.

python -m pytest tests/benchmarks/bench_findings.py -s
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from reports import editions
from reports.checks import prose as proofreader
from reports.content.figures import complete
from tests import factories
from tests.rendering.papers import demo_content

PROJECT = Path(__file__).resolve().parents[2]
LENGTH = 4000
COLD = """
from reports import editions, proofreading
text = "未收到申请。" * 600
proofreading.check(proofreading.Subject(editions.get("2021"), 2024, {}, {}, {"overview": text}))
"""


def milliseconds(text: str, rounds: int) -> float:
    edition = editions.get("2021")
    figures = complete(edition, factories.read_figures())
    subject = proofreader.ProseSubject(edition, 2024, factories.FACTS, figures, {"overview": text})
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        proofreader.check(subject)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def test_all_rules() -> None:
    prose = demo_content("nx-sft-2024").prose
    text = ("\n".join(prose.values()) * 10)[:LENGTH]
    once = milliseconds(text, 20)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], cwd=PROJECT, check=True)
    cold = time.perf_counter() - began
    print(f"\n{LENGTH} characters: {once:.1f} ms warm; a new process, Python and all, {cold:.2f} s")
    for times in (10, 100):
        longer = milliseconds(text * times, 3)
        print(f"{times} times as long: {longer:.0f} ms, {longer / once:.0f} times as slow")
