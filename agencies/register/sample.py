"""样表: a register of an invented county that can be loaded as it is, to be filled in with the real agencies."""

import csv
import io

from agencies.register.columns import COLUMNS, FIELDS, LABELS

FILE_NAME = "行政机关登记册样表.csv"
_EXAMPLES = {column.field: column.example for column in COLUMNS}
_GOVERNMENT, _OFFICE = "样表县人民政府", "样表县人民政府办公室"
_ROWS: tuple[dict[str, str], ...] = (
    {"code": "ybx", "name": _GOVERNMENT, "short_name": "样表县", "parent": "", "kind": "政府"},
    {"code": "ybx-zfb", "name": _OFFICE, "short_name": "县政府办", "kind": "办公厅（室）"},
    {},
    {"code": "ybx-czj", "name": "样表县财政局", "short_name": "县财政局", "position": "20"},
    {"code": "ybx-jyz", "name": "样表县甲样镇人民政府", "short_name": "甲样镇", "level": "乡级", "kind": "乡镇街道",
     "position": "30"},
)  # fmt: skip


def sample() -> str:
    """The CSV file as text: a header of Chinese labels and five agencies of 样表县.

    It begins with a byte order mark, by which Excel and WPS know that the file is UTF-8.
    """
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(LABELS.values())
    for row in _ROWS:
        facts = _EXAMPLES | row
        lines.writerow(facts[field] for field in FIELDS)
    return "\ufeff" + written.getvalue()
