"""Tables and prose as forms.

In: what a report says now, last year's figures, what is wrong where. Out: Django forms whose field names are places
(`figures.<cell key>`, `prose.<prose key>`), laid out as the official paper by crispy-forms.
"""

from reports.forms.entry import EntryContext
from reports.forms.prose import ProseForm, earlier_texts
from reports.forms.table import TableForm

__all__ = ["EntryContext", "ProseForm", "TableForm", "earlier_texts"]
