"""Content → Document: the report as a reader meets it, from title to contact, with every cell's text decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reports.content.figures import Figures, show
from reports.content.report import Content
from reports.editions import Edition, Grid, cells_of, grid_of
from reports.editions.grid import Body, GridLine
from reports.rendering.prose import Paragraph, paragraphs


@dataclass(frozen=True)
class Part:
    """One of the six sections. It has paragraphs or a table; `title` is the heading such as 一、总体情况."""

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: Grid | None = None


@dataclass(frozen=True)
class Document:
    """The whole report. `title_lines` is the title broken by sense; `content` is what it was made from."""

    content: Content
    title_lines: tuple[str, ...]
    opening: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    contact: tuple[Paragraph, ...]

    @property
    def title(self) -> str:
        """The title of the report in one line."""
        return self.content.title


def build(content: Content) -> Document:
    """The document of a content. Everything it needs is in the content and its edition."""
    edition = content.edition
    parts = []
    for section in edition.sections:
        if section.table is None:
            parts.append(Part(section.key, section.title, paragraphs(content.prose[section.key])))
        else:
            grid = filled(grid_of(edition, section.key), edition, content.figures)
            parts.append(Part(section.key, section.title, table=grid))
    return Document(
        content=content,
        title_lines=(content.agency["title_name"], content.report_name),
        opening=paragraphs(content.prose["opening"]),
        parts=tuple(parts),
        contact=paragraphs(content.prose["contact"]),
    )


def filled(grid: Grid, edition: Edition, figures: Figures) -> Grid:
    """The grid with the text of every value cell put in."""
    texts = {key: show(cell, figures.get(key)) for key, cell in cells_of(edition).items() if cell.table == grid.key}
    return map_lines(grid, lambda line: _with_texts(line, texts))


def _with_texts(line: GridLine, texts: Mapping[str, str]) -> GridLine:
    return tuple(replace(drawn, text=texts[drawn.cell.key]) if drawn.cell else drawn for drawn in line)


def map_lines(grid: Grid, change: Callable[[GridLine], GridLine]) -> Grid:
    """The grid with every line of head and bodies changed."""
    bodies = tuple(Body(tuple(change(line) for line in body.lines)) for body in grid.bodies)
    return replace(grid, head=tuple(change(line) for line in grid.head), bodies=bodies)
