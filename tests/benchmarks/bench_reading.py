"""Reading published reports: seconds and memory a kind, and 60 files one after another.

Also the long versions of two tests: 200 random PDFs written and read back, 2,000 mutated files.
"""

import random
import resource
import subprocess
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from reports.importing import Unreadable, isolation, read_report
from reports.importing.isolation import read_isolated
from reports.rendering import excel, pdf, portal, word
from tests.importing import drawn
from tests.importing.test_own_writers import as_read, as_written
from tests.importing.test_safety import mutated
from tests.rendering.papers import DEMO_NAMES, demo_content

WRITERS = {"docx": word.render, "xlsx": excel.render, "html": portal.render, "pdf": pdf.render}
PEAK = """
import resource, sys
from reports.importing.isolation import read_isolated
read_isolated(sys.stdin.buffer.read())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def seconds(work, times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - begun) / times


def test_one_report_a_kind() -> None:
    print()
    for ending, write in WRITERS.items():
        data = write(demo_content("nx-sft-2024"))
        within = seconds(lambda data=data: read_report(data), 5)
        isolated = seconds(lambda data=data: read_isolated(data), 3)
        peak = subprocess.run(
            [sys.executable, "-c", PEAK], input=data, cwd=isolation.ROOT, capture_output=True, check=True
        ).stdout
        print(
            f"{ending:5} {len(data) // 1024:4} kB  {within:.3f} s in the process, {isolated:.3f} s isolated "
            f"({isolated / within:.1f} times), {int(peak)} MB"
        )


def test_sixty_files() -> None:
    made = [(write, name) for write in WRITERS.values() for name in DEMO_NAMES]
    files = [write(demo_content(name)) for write, name in made] * 3
    begun = time.perf_counter()
    for data in files:
        read_isolated(data)
    taken = time.perf_counter() - begun
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{len(files)} files in {taken:.1f} s, {taken / len(files):.2f} s a file; this process {own} MB")


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(drawn.reports())
def test_two_hundred_pdfs(content) -> None:
    reading = read_report(pdf.render(content))
    assert as_read(reading) == as_written(content)
    assert not [finding for finding in reading.findings if finding.code == "I109"]


def test_two_thousand_mutated_files() -> None:
    rng = random.Random(0)
    content = demo_content("nx-sft-2024")
    files = {ending: write(content) for ending, write in WRITERS.items() if ending != "pdf"}
    came: Counter[str] = Counter()
    slowest = 0.0
    for _ in range(2000):
        data = mutated(files[rng.choice(sorted(files))], rng)
        begun = time.perf_counter()
        try:
            read_report(data)
            came["read"] += 1
        except Unreadable as refused:
            came[str(refused)] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    print(f"\nslowest {slowest:.2f} s")
    for sentence, times in came.most_common():
        print(f"{times:5} {sentence}")
