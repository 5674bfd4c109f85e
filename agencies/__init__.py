"""The agencies (行政机关) that owe a report, as a tree. In: a register. Out: Agency rows and who may see what."""
