"""The parts in words as a form: one text area a part, named by its place."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from reports.content import outline
from reports.editions import Edition

ROWS = {"opening": 6, "contact": 7}


class ProseForm(forms.Form):
    """`values` is the text of each part as typed. The form judges nothing; `actions.save` does."""

    def __init__(self, edition: Edition, keys: Sequence[str], *, values: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        sections = {section.key: section for section in edition.sections}
        for key in keys:
            section = sections.get(key)
            limit = section.max_characters if section else None
            label = outline.part_title(edition, key)
            self.fields[f"prose.{key}"] = _field(key, label, values.get(key, ""), limit)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(Field(name, template="forms/_prose_field.html") for name in self.fields))


def _field(key: str, label: str, value: str, limit: int | None) -> forms.CharField:
    attributes: dict[str, Any] = {"rows": ROWS.get(key, 22), "data-place": f"prose.{key}", "spellcheck": "false"}
    if limit:
        attributes["data-limit"] = limit
    return forms.CharField(
        required=False,
        strip=False,
        initial=value,
        label=label,
        show_hidden_initial=True,
        widget=forms.Textarea(attributes),
    )
