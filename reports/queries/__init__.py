"""Questions to the database that need more than a line. They only read.

In: a report or a person. Out: what the papers of a review say, whose turn it is, what a report said after any of its
saves, whether the trail is whole, how often each rule speaks, which reports people are to be reminded of.
"""
