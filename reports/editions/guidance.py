"""What counts in each cell and what each part asks for (口径说明), with its article, common mistakes and an example.

In: `guidance_shared.yaml` and one `guidance_20XX.yaml` an edition, whose words stand in place of the shared ones.
Out: the `Guidance` of an edition. Rows are keyed `table.row`; columns `table.column`, each step of a column's path by
itself (`proceedings.review` and `proceedings.upheld` explain `proceedings.review.upheld`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from reports.editions.cells import Cell, cells_of
from reports.editions.consistency import Fault
from reports.editions.loader import FOLDER, all_editions, load_file
from reports.editions.schema import AROUND, CellKey, Edition, Frozen, Key, LabelText

NOTICE = "通知"  # how a file names the notice of whichever edition it is read for


class Guide(Frozen):
    """One explanation: what counts, by which articles, what is often got wrong, and an example."""

    counts: LabelText
    basis: Annotated[tuple[LabelText, ...], Field(min_length=1)]
    mistakes: Annotated[tuple[LabelText, ...], Field(min_length=1)]
    example: LabelText


class GuidanceFile(Frozen):
    """A file of explanations, by the key of a section, a row or a column."""

    sections: Mapping[Key, Guide] = {}
    rows: Mapping[CellKey, Guide] = {}
    columns: Mapping[CellKey, Guide] = {}


@dataclass(frozen=True)
class Guidance:
    """The explanations of one edition: its own, and the shared ones that it does not replace."""

    sections: Mapping[str, Guide]
    rows: Mapping[str, Guide]
    columns: Mapping[str, Guide]


@dataclass(frozen=True)
class _Keys:
    """The keys an edition has, by the names of a file's mappings."""

    sections: frozenset[str]
    rows: frozenset[str]
    columns: frozenset[str]


def row_key(cell: Cell) -> str:
    """The key of the cell's row among the explanations; empty where the table has no rows."""
    return f"{cell.table}.{cell.row}" if cell.row else ""


def column_keys(cell: Cell) -> tuple[str, ...]:
    """The keys that explain the cell's column, from the outermost heading to the innermost."""
    return tuple(f"{cell.table}.{step}" for step in cell.column.split("."))


@cache
def guidance_of(edition: Edition) -> Guidance:
    """The explanations of an edition. Raises EditionError for a faulty file, or for a key that nothing has."""
    return load_guidance(FOLDER, edition, all_editions())


def load_guidance(folder: Path, edition: Edition, editions: Iterable[Edition]) -> Guidance:
    """The explanations of an edition from a folder; an edition without a file of its own has the shared ones.

    Raises EditionError: for what is wrong in a file, and for an own key the edition does not have, or a shared one
    that none of the editions has.
    """
    everywhere = [_keys(each) for each in editions]
    shared = load_file(folder / "guidance_shared.yaml", GuidanceFile, lambda file: _unknown(file, everywhere))
    path, keys = folder / f"guidance_{edition.code}.yaml", _keys(edition)
    own = load_file(path, GuidanceFile, lambda file: _unknown(file, [keys])) if path.exists() else GuidanceFile()
    return Guidance(
        sections=_those({**shared.sections, **own.sections}, keys.sections, edition),
        rows=_those({**shared.rows, **own.rows}, keys.rows, edition),
        columns=_those({**shared.columns, **own.columns}, keys.columns, edition),
    )


def _those(guides: Mapping[str, Guide], keys: frozenset[str], edition: Edition) -> dict[str, Guide]:
    """The explanations that the edition has a place for; where they cite “the notice”, it is this edition's."""
    return {
        key: guide.model_copy(update={"basis": tuple(_cited(basis, edition) for basis in guide.basis)})
        for key, guide in guides.items()
        if key in keys
    }


def _cited(basis: str, edition: Edition) -> str:
    return f"{edition.notice}{basis.removeprefix(NOTICE)}" if basis.startswith(NOTICE) else basis


def _keys(edition: Edition) -> _Keys:
    cells = cells_of(edition).values()
    return _Keys(
        sections=frozenset({*AROUND, *(section.key for section in edition.sections)}),
        rows=frozenset(row_key(cell) for cell in cells if cell.row),
        columns=frozenset(key for cell in cells for key in column_keys(cell)),
    )


def _unknown(file: GuidanceFile, editions: Iterable[_Keys]) -> Iterator[Fault]:
    """Keys of the file that none of the editions has."""
    for name in ("sections", "rows", "columns"):
        known = {key for keys in editions for key in getattr(keys, name)}
        for key in getattr(file, name):
            if key not in known:
                yield (name, key), "格式中没有这个键"
