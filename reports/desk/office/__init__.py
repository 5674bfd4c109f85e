"""督办: what a competent office sees of the agencies below it.

In: a request of a supervisor. Out: year by year how far each agency's report is, and by when it is due.
"""
