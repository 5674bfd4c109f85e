"""What reviewers see of a report: numbered findings, changes against an earlier version, repeated text. No Django.

In: a report's content, an earlier one, and findings. Out: `annotations` (findings as numbered notes), `redline`
(changes of a text), `marked_paper` (the whole report with both), `repeated_text` (what stood in last year's report).
"""
