"""The editor: the pages on which a report is written.

In: a request of a member who drafts, a year, a page of the report. Out: the page as a form beside the paper, answers
to its saves, the history of saves, the draft as colleagues see it.
"""
