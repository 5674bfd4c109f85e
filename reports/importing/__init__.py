"""A published report (Word, PDF, web page, text, Markdown, Excel) → a `Reading`: figures by cell key, prose by section,
title, agency, year, edition, contact, and a list of everything that was uncertain.

In: the bytes of a file. Out: a `Reading`, or `Unreadable` with one sentence. It writes nothing, repairs nothing, and
never guesses silently. A reader per kind makes blocks (lines, tables), `sections` divides them by their headings,
`rows` and `stream` find cells by the edition's labels, `assembling` puts it together. Files from outside are read in a
process of their own: `isolation.read_apart`.
"""

from reports.importing import inside, kinds
from reports.importing.assembling import assemble
from reports.importing.reading import Place, Reading, ReadSection, State, Unmatched, Unreadable, Value, from_data

__all__ = ["Place", "ReadSection", "Reading", "State", "Unmatched", "Unreadable", "Value", "from_data", "read"]


def read(data: bytes, *, printed: bool = False) -> Reading:
    """All that the file says, in this process. Raises Unreadable. Old Word files have to be converted before.

    `printed`: only what a person reads on it, even where the file carries its data inside.
    """
    kind = kinds.kind_of(data)
    if kind == "old":
        raise Unreadable("这种文件（.doc、.xls、.rtf 或 .odt）要先转换，请另存为 .docx 或 .xlsx 再读。")
    paper = kinds.paper_of(data, kind)
    reading = assemble(paper)
    return inside.prefer(reading, paper.inside) if paper.inside and not printed else reading
