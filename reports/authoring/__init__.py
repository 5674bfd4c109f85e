"""What helps people write a report: last year's content, pasted blocks, zeros, bound numbers. No Django, no writing.

In: an edition and what the report holds. Out: proposals, which the editor shows and `reports.actions` saves.
`carry_forward` begins a year, `clipboard` and `pasting` read copied tables, `bulk_entry` proposes many cells at once,
`suggestions` finds numbers that could be bound, `bound_numbers` shows the prose as it prints,
`prose_marks` says what its editor draws into it.
"""
