"""A published report (Word, PDF, web page, text, Markdown, Excel) → a `Reading`: figures by cell key, prose by section,
title, agency, year, edition, contact, and a list of everything that was uncertain.

In: the bytes of a file. Out: a `Reading`, or `Unreadable` with one sentence. It writes nothing, repairs nothing, and
never guesses silently. A reader per kind makes blocks (lines, tables), `sections` divides them by their headings,
`rows` and `stream` find cells by the edition's labels, `tables` collects them, `assembling` puts the rest to it.
Files from outside are read in a process of their own: `isolation.read_isolated`.
"""

from reports.importing import embedded, kinds
from reports.importing.assembling import assemble
from reports.importing.reading import (
    FilePlace,
    Reading,
    ReadSection,
    Unmatched,
    Unreadable,
    Value,
    ValueState,
    from_data,
)

__all__ = [
    "FilePlace",
    "ReadSection",
    "Reading",
    "Unmatched",
    "Unreadable",
    "Value",
    "ValueState",
    "from_data",
    "read_report",
]


def read_report(data: bytes, *, printed: bool = False) -> Reading:
    """The reading of a file, in this process. Raises Unreadable. Old Word files have to be converted before.

    `printed`: only what is printed, even where the file carries its data inside.
    """
    kind = kinds.kind_of(data)
    if kind == "old":
        raise Unreadable("这种文件（.doc、.xls、.rtf 或 .odt）要先转换，请另存为 .docx 或 .xlsx 再读。")
    paper = kinds.paper_of(data, kind)
    reading = assemble(paper)
    return embedded.prefer_embedded(reading, paper.embedded) if paper.embedded and not printed else reading
