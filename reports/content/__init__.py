"""What a report says, before anybody judges it.

In: what was typed, read or stored: cells and texts by name. Out: `Content`, one value with one digest; figures with
their totals, bound numbers as they print, differences between two contents, and what several people wrote at once.
Pure: no Django, no clock.
"""
