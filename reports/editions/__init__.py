"""The official formats of the report, as data.

In: one YAML file per notice of the State Council's office (`e2019.yaml`, `e2021.yaml`).
Out: frozen `Edition` objects with their sections, tables, cells and grids. Everything that prints, checks,
enters or reads a report asks here for labels, keys and sums; no other place knows them.
"""

from reports.editions.cells import Cell, cells_of, typed_keys
from reports.editions.grid import Grid, GridCell, grid_of
from reports.editions.loader import EditionError, NoEdition, all_editions, for_year, get
from reports.editions.schema import Edition, Section, Table

__all__ = [
    "Cell",
    "Edition",
    "EditionError",
    "Grid",
    "GridCell",
    "NoEdition",
    "Section",
    "Table",
    "all_editions",
    "cells_of",
    "for_year",
    "get",
    "grid_of",
    "typed_keys",
]
