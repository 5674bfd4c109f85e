"""Recall and precision of every rule: over planted faults, and over the real reports of the corpus.

python -m pytest tests/benchmarks/bench_rules.py -s
"""

from collections import Counter
from pathlib import Path

from tests.proofreading.planted import score
from tests.proofreading.test_planted import PLANTED
from tests.proofreading.test_seeds import FALSE, KNOWN, said


def test_planted_faults() -> None:
    print("\nrule  planted  found  missed  near misses  false  recall  precision")
    for code, planted in sorted(PLANTED.items()):
        each, _, _ = score(code, planted)
        print(
            f"{code}  {each.planted:7}  {each.found:5}  {each.planted - each.found:6}  {len(planted.misses):11}"
            f"  {each.false:5}  {each.recall:6.1%}  {each.precision:9.1%}"
        )


def test_real_reports(corpus: Path) -> None:
    true, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for seed, known in KNOWN.items():
        found = said(corpus, seed)
        true.update(code for code, _, _ in found & known)
        false.update(code for code, _, _ in found - known)
        missed.update(code for code, _, _ in known - found)
        assert FALSE.get(seed, set()).isdisjoint(known)
    print("\nrule  true  false  missed")
    for code in sorted(true | false | missed):
        print(f"{code}  {true[code]:4}  {false[code]:5}  {missed[code]:6}")
    print(f"all   {true.total():4}  {false.total():5}  {missed.total():6}")
