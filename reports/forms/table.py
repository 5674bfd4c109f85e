"""A table of the report as a form: one field a typed cell, named by its place."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string

from reports.editions import Cell, Edition, Grid, grid_of
from reports.forms.entry import EntryContext, entry_grid, spoken_name, typed_in

LONGEST_ENTRY = 100
INPUT_MODES = {"count": "numeric", "change": "text", "money": "decimal"}


class TableForm(forms.Form):
    """`values` is the text of each typed cell as it stands, invalid entries included.

    The form judges nothing: every entry goes to `actions.save`, which keeps what a cell cannot hold beside it.
    Each field carries a hidden copy of what it showed, so that a late or double post is recognised.
    """

    described_by: Sequence[str] = ("says", "help")  # the parts of the drawing that a screen reader adds to an input

    def __init__(
        self, edition: Edition, table: str, *, values: Mapping[str, str], entry_context: EntryContext, **options: Any
    ):
        super().__init__(**options)
        self.cells = {cell.key: cell for cell in typed_in(grid_of(edition, table))}
        for key, cell in self.cells.items():
            self.fields[f"figures.{key}"] = _field(cell, values.get(key, ""), self.described_by)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(OfficialGrid(edition, table, entry_context))


class OfficialGrid(LayoutObject):
    """A crispy layout object that draws a table's inputs in the official grid."""

    template = "forms/_spreadsheet.html"

    def __init__(self, edition: Edition, table: str, entry_context: EntryContext) -> None:
        self.edition, self.table, self.entry_context = edition, table, entry_context

    def render(self, form: TableForm, context: Any, **options: Any) -> str:
        """The grid of the form as HTML; called by crispy-forms."""
        bound = {key: form[f"figures.{key}"] for key in form.cells}
        section = next(section for section in self.edition.sections if section.key == self.table)
        drawn = {
            "grid": self.grid(bound),
            "part": {"title": section.title},
            "balances": self.entry_context.balances,
            "has_last_year": bool(self.entry_context.last_year),
        }
        return render_to_string(self.template, drawn)

    def grid(self, bound: Mapping[str, BoundField]) -> Grid:
        """The grid with these inputs, by cell key."""
        return entry_grid(self.edition, self.table, self.entry_context, bound)


def _field(cell: Cell, value: str, described_by: Sequence[str]) -> forms.CharField:
    attributes = {
        "aria-label": spoken_name(cell),
        "aria-describedby": " ".join(f"id_figures.{cell.key}-{part}" for part in described_by),
        "autocomplete": "off",
        "inputmode": INPUT_MODES[cell.kind],
        "data-place": f"figures.{cell.key}",
        "placeholder": " ",  # so that a style sheet can tell a blank cell
    }
    return forms.CharField(
        required=False,
        strip=True,
        initial=value,
        max_length=LONGEST_ENTRY,
        show_hidden_initial=True,
        widget=forms.TextInput(attributes),
    )
