"""The review: the pages on which a report is looked at, commented, signed, sent back and published.

In: a request of a member or supervisor, a year. Out: the marked paper with findings, comments and signatures beside
it, and the papers to print: 校样, 校对意见, 审签单.
"""
