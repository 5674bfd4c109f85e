"""The official formats of the report, as data.

In: one YAML file per notice of the State Council's office (`e2019.yaml`, `e2021.yaml`).
Out: frozen `Edition` objects with their sections, tables, cells and grids. Everything that prints, checks,
enters or reads a report asks here for labels, keys and sums; no other place knows them.
"""

from reports.editions.cells import Cell, cells_of, cells_with_role, typed_keys
from reports.editions.grid import Grid, GridCell, grid_of
from reports.editions.loader import EditionError, NoEdition, all_editions, for_year, get
from reports.editions.schema import CellRole, Edition, Section, Table

__all__ = [
    "Cell",
    "CellRole",
    "Edition",
    "EditionError",
    "Grid",
    "GridCell",
    "NoEdition",
    "Section",
    "Table",
    "all_editions",
    "cells_of",
    "cells_with_role",
    "for_year",
    "get",
    "grid_of",
    "typed_keys",
]
