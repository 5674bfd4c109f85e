"""Finding agencies that have published: by name, by year, or both."""

from collections import defaultdict
from typing import NamedTuple

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse

from agencies.models import Agency
from reports.models import Release

PER_PAGE = 20
SUGGESTIONS = 5


class SearchForm(forms.Form):
    """What a citizen asks for. `years` are those one may choose."""

    q = forms.CharField(
        label="机关名称",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": "机关名称太长，请写不超过 %(limit_value)d 个字。"},
    )
    year = forms.TypedChoiceField(
        label="年度",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "没有“%(value)s”年度的年度报告，请另选年度。"},
    )

    def __init__(self, *args: object, years: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["year"].choices = [("", "全部年度"), *((year, f"{year}年") for year in years)]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = reverse("public:search")
        self.helper.attrs = {"role": "search", "aria-label": "查找年度报告"}
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Div("q", "year", StrictButton("查找", type="submit"), css_class="search-fields"))


class Found(NamedTuple):
    """An agency that was found, with the years of its reports, the newest first."""

    agency: Agency
    years: list[int]


class Results(NamedTuple):
    """What was asked, a page of what was found and, where nothing was, agencies of this name without a report."""

    q: str
    year: int | None
    page: Page[Agency]
    found: list[Found]
    unpublished: list[Agency]


def results(q: str, year: int | None, page: str | None) -> Results:
    """The agencies that published (in the year, if one is given) and whose name has the words of `q`, if any."""
    published = Release.objects.standing().filter(agency=OuterRef("pk"), **({"year": year} if year else {}))
    agencies = Agency.objects.filter(Exists(published)).select_related("parent")
    shown = Paginator(agencies.matching(q) if q else agencies, PER_PAGE).get_page(page)
    found = with_years(list(shown.object_list), year)
    without = Agency.objects.search(q, limit=SUGGESTIONS) if q and not found else ()
    return Results(q, year, shown, found, list(without))


def with_years(agencies: list[Agency], year: int | None) -> list[Found]:
    """The agencies with the years of their reports, or only the year that is given. One query."""
    if not agencies:
        return []
    releases = Release.objects.standing().filter(agency__in=agencies, **({"year": year} if year else {}))
    years = defaultdict(list)
    for pk, published in releases.order_by("-year").values_list("agency", "year").distinct():
        years[pk].append(published)
    return [Found(agency, years[agency.pk]) for agency in agencies]
