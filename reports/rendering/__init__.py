"""From content to paper.

In: a `Content` (edition, figures, prose, agency facts). Out: a neutral `Document`, from which every writer
(page, PDF) draws; the writers decide nothing about the official format.
"""
