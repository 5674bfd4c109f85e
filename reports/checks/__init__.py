"""What is checked in a report: its figures, its words, and both against last year's report. No Django, no screen.

In: what a report says (an edition, figures, prose) and what is known of last year. Out: `reports.findings.Finding`s.
`arithmetic` checks the figures (rules B and C), `prose` the words (N, Y, F, T, P, R, U); `proofread` applies `prose` to
a text with bound numbers, `inspection` everything to a file that was read. `balances` shows how each 勾稽关系 stands,
`blanks` counts empty cells, `quantities` reads numbers in sentences, `catalogue` lists all rules with examples.
"""
