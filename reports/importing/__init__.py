"""A published report (Word, PDF, web page, text, Markdown, Excel) → a `Reading`: figures by cell key, prose by section,
title, agency, year, edition, contact, and a list of everything that was uncertain.

In: the bytes of a file and its name. Out: a `Reading`, or `Unreadable` with one sentence. It writes nothing, repairs
nothing, and never guesses silently.
"""

from reports.importing.reading import Place, Reading, ReadSection, State, Unmatched, Unreadable, Value

__all__ = ["Place", "ReadSection", "Reading", "State", "Unmatched", "Unreadable", "Value"]
