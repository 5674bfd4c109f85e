"""A damaged value is never reported as certain: cells of real reports are blanked, swapped, shifted and altered."""

import json
import random

import pytest

from reports import editions
from reports.importing import ValueState, read_report
from tests.importing import damaged

NAMES = (
    "000_cdeef38ae2f7a1d2.txt",
    "001_fdb8945cfca4de2a.txt",
    "002_9944da9601cf06f9.txt",
    "003_87bbbc62a9fc9bd5.txt",
    "004_43edee1ebad1860f.txt",
    "shanghai_szfbgt_2019.html",
)
TIMES = 170  # of each of the six: 1,020 in all
CERTAIN = (ValueState.READ, ValueState.BLANK)


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_value_is_never_called_certain(corpus, name):
    text = (corpus / name).read_text(encoding="utf-8")
    expected = json.loads((corpus / "expected" / f"{name.rpartition('.')[0]}.json").read_text(encoding="utf-8"))
    edition = editions.get(expected["edition"])
    rng = random.Random(name)
    wrong = []
    for _ in range(TIMES):
        paper, says = damaged.damage(edition, text, expected["figures"], rng)
        reading = read_report(paper.encode())
        wrong += [
            (key, value, says[key])
            for key, value in reading.cells.items()
            if value.state in CERTAIN and not damaged.is_true(edition, key, value.figure, says[key])
        ]
    assert wrong == []
