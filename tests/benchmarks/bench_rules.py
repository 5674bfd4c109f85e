"""Recall and precision of every rule: over planted faults, and over the real reports of the corpus.

python -m pytest tests/benchmarks/bench_rules.py -s
"""

from collections import Counter
from pathlib import Path

from tests.checks.prose.planted import score
from tests.checks.prose.test_planted import PLANTED
from tests.checks.prose.test_seeds import FALSE, KNOWN, findings


def test_planted_faults() -> None:
    print("\nrule  planted  found  missed  near misses  false  recall  precision")
    for code, planted in sorted(PLANTED.items()):
        each, _, _ = score(code, planted)
        print(
            f"{code}  {each.planted:7}  {each.caught:5}  {each.planted - each.caught:6}  {len(planted.misses):11}"
            f"  {each.false:5}  {each.recall:6.1%}  {each.precision:9.1%}"
        )


def test_real_reports(corpus: Path) -> None:
    true, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for seed, known in KNOWN.items():
        raised = findings(corpus, seed)
        true.update(code for code, _, _ in raised & known)
        false.update(code for code, _, _ in raised - known)
        missed.update(code for code, _, _ in known - raised)
        assert FALSE.get(seed, set()).isdisjoint(known)
    print("\nrule  true  false  missed")
    for code in sorted(true | false | missed):
        print(f"{code}  {true[code]:4}  {false[code]:5}  {missed[code]:6}")
    print(f"all   {true.total():4}  {false.total():5}  {missed.total():6}")
