"""The parts in words as a form: one text area a part, named by its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from reports.content import outline
from reports.content.report import Content
from reports.editions import Edition
from reports.rendering.prose import plain

ROWS = {"opening": 6, "contact": 7}


@dataclass(frozen=True)
class EarlierText:
    """What a part said last year, to be shown beside its box: the year, and the paragraphs as they were printed."""

    year: int
    paragraphs: list[str]


def earlier_texts(before: Content | None, keys: Iterable[str]) -> dict[str, EarlierText]:
    """What each of the parts said in the report `before`; without those that said nothing."""
    if before is None:
        return {}
    texts = {key: EarlierText(before.year, plain(before.prose.get(key, "")).splitlines()) for key in keys}
    return {key: text for key, text in texts.items() if text.paragraphs}


class ProseForm(forms.Form):
    """`values` is the text of each part as typed, `earlier` last year's where there is one.

    The form judges nothing; `actions.save` does.
    """

    def __init__(
        self,
        edition: Edition,
        keys: Sequence[str],
        *,
        values: Mapping[str, str],
        earlier: Mapping[str, EarlierText] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        sections = {section.key: section for section in edition.sections}
        for key in keys:
            section = sections.get(key)
            limit = section.max_characters if section else None
            label = outline.part_title(edition, key)
            part = self.fields[f"prose.{key}"] = _field(key, label, values.get(key, ""), limit)
            part.earlier = (earlier or {}).get(key)  # type: ignore[attr-defined] # for _prose_field.html
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
