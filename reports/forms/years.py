"""Forms that ask for a year: which report to start, as which to read a file, of which to list the agencies."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.form_layout import SubmitButton, form_helper

LONGEST_NAME = 100


def year_choices(years: Iterable[int]) -> list[tuple[str, str]]:
    """The years as choices: the number, and as people read it (2025年)."""
    return [(str(year), f"{year}年") for year in years]


class YearForm(forms.Form):
    """One of `years`; where none is chosen yet, the person has to. `drawn` goes to `form_helper`."""

    year = forms.ChoiceField()

    def __init__(
        self, label: str, years: Iterable[int], *parts: Any, chosen: int | None, ids: str, **drawn: Any
    ) -> None:
        super().__init__(auto_id=ids, initial={"year": str(chosen or "")})
        self.fields["year"].label = label
        unchosen = [] if chosen else [("", "请选择")]
        self.fields["year"].choices = [*unchosen, *year_choices(years)]  # type: ignore[attr-defined]
        self.helper = form_helper("year", *parts, css_class="start-year", **drawn)


class SupervisedForm(forms.Form):
    """Which of a supervisor's agencies to list: of a year, by name, and in the state that was chosen before."""

    year = forms.ChoiceField(label="年度")
    q = forms.CharField(
        label="机关名称", required=False, max_length=LONGEST_NAME, widget=forms.TextInput({"type": "search"})
    )
    state = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, years: Iterable[int], *, year: int, q: str, state: str) -> None:
        super().__init__(auto_id="covered-%s", initial={"year": str(year), "q": q, "state": state})
        self.fields["year"].choices = year_choices(years)  # type: ignore[attr-defined]
        if not state:
            del self.fields["state"]
        self.helper = form_helper(
            "year",
            "q",
            SubmitButton("查找"),
            method="get",
            css_class="covered-find",
            role="search",
            aria_label="查找机关",
        )
