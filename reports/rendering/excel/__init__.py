"""Content → Excel (.xlsx): the official tables, one a sheet, their totals as formulas that already show their values.

Blank is empty and zero is 0; money keeps every decimal; what people wrote is text, never a formula. The same content
gives the same bytes.
"""

from reports.rendering.excel.book import render

__all__ = ["render"]
