"""口径说明: what counts in the cells and parts of an edition, as a page to read and as data for the editor's panel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.content import fields, outline
from reports.editions import Cell, Edition, cells_of
from reports.editions.guidance import Guide, column_keys, guidance_of, row_key


@dataclass(frozen=True)
class NamedGuide:
    """An explanation with the name of what it explains."""

    name: str
    guide: Guide


@dataclass(frozen=True)
class GuidedPart:
    """A part of the report on the page: what it asks for, then what counts in the rows and columns of its table."""

    key: str
    title: str
    guides: tuple[NamedGuide, ...]
    rows: tuple[NamedGuide, ...] = ()
    columns: tuple[NamedGuide, ...] = ()


def guided_parts(edition: Edition) -> tuple[GuidedPart, ...]:
    """Every page of the editor with its explanations, in the order of the paper."""
    return tuple(_part(edition, key, title) for key, title in outline.page_titles(edition).items())


def _part(edition: Edition, page: str, title: str) -> GuidedPart:
    cells = [cell for cell in cells_of(edition).values() if cell.table == page]
    guidance = guidance_of(edition)
    return GuidedPart(
        key=page,
        title=title,
        guides=tuple(_of_parts(edition, page).values()),
        rows=_named({row_key(cell): cell.row_name for cell in cells if cell.row}, guidance.rows),
        columns=_named({key: name for cell in cells for key, name in _column_names(cell)}, guidance.columns),
    )


def _of_parts(edition: Edition, page: str) -> dict[str, NamedGuide]:
    """The explanations of the page's parts by key; the first page has two, the opening and the contact."""
    sections = guidance_of(edition).sections
    keys = (outline.OPENING, outline.CONTACT) if page == outline.OPENING else (page,)
    return {key: NamedGuide(outline.part_title(edition, key), sections[key]) for key in keys if key in sections}


def _named(names: Mapping[str, str], guides: Mapping[str, Guide]) -> tuple[NamedGuide, ...]:
    return tuple(NamedGuide(name, guides[key]) for key, name in names.items() if key in guides)


def _column_names(cell: Cell) -> Iterator[tuple[str, str]]:
    """The keys that explain the column, with their labels; headings without a key only stand before these."""
    keys = column_keys(cell)
    yield from zip(keys, cell.column_labels[-len(keys) :], strict=True)


def page_data(edition: Edition, page: str) -> dict[str, object]:
    """What the editor's panel shows on one of its pages. Raises KeyError for a page that the edition does not have.

    `guides` by an id; `places`: for each typed place its name and the ids that explain it, the row first; `page`: the
    id that is shown while no place has the focus.
    """
    title = outline.page_titles(edition)[page]
    parts = _of_parts(edition, page)
    guides = dict(parts)
    places: dict[str, object] = {}
    if page not in edition.tables:
        places = {fields.prose(key): {"name": part.name, "guides": [key]} for key, part in parts.items()}
    for cell in cells_of(edition).values():
        if cell.table == page and not cell.computed:
            explained = dict(_of_cell(edition, cell))
            guides |= explained
            places[fields.figure(cell.key)] = {"name": cell.label, "guides": list(explained)}
    return {
        "title": title,
        "page": list(parts)[:1],
        "places": places,
        "guides": {key: {"name": part.name, **part.guide.model_dump()} for key, part in guides.items()},
    }


def _of_cell(edition: Edition, cell: Cell) -> Iterator[tuple[str, NamedGuide]]:
    guidance = guidance_of(edition)
    if row_key(cell) in guidance.rows:
        yield f"row {row_key(cell)}", NamedGuide(cell.row_name, guidance.rows[row_key(cell)])
    for key, name in _column_names(cell):
        if key in guidance.columns:
            yield f"column {key}", NamedGuide(name, guidance.columns[key])
