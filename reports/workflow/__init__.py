"""三审三校 as data: who may do what in which state, what each proof looks at, by when a report is due.

In: a state, an action, roles; a kind of agency and a year. Out: the transition, the items of a checklist, a deadline.
Pure: `reports.actions` carries out what is allowed here.
"""
