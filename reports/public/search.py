"""Finding agencies that have published: by name, by year, or both."""

from collections import defaultdict
from typing import NamedTuple

from crispy_forms.layout import Div
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse

from agencies.form_layout import Include, SubmitButton, form_helper
from agencies.models import Agency
from reports.models import Release

PER_PAGE = 20
SUGGESTIONS = 5


class SearchForm(forms.Form):
    """The search for agencies. `years` are the choices of the year."""

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
        self.helper = form_helper(
            Div("q", "year", SubmitButton("查找", "btn"), css_class="search-fields"),
            action=reverse("public:search"),
            method="get",
            role="search",
            aria_label="查找年度报告",
        )


class FinderForm(forms.Form):
    """The field of a stored copy of the site, where no server answers: a script finds names as they are typed."""

    q = forms.CharField(
        label="机关名称",
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )

    def __init__(self) -> None:
        super().__init__(auto_id="finder-%s")
        self.helper = form_helper(
            "q",
            Include("public/_finder_results.html"),
            method="get",
            css_class="finder",
            role="search",
            aria_label="查找机关",
            data_names=f"{reverse('public:home')}names.json",
            hidden=True,
        )


class CompareForm(forms.Form):
    """Looks for another agency to compare a report (`a`, its code and year) with."""

    a = forms.CharField(widget=forms.HiddenInput)
    other = forms.CharField(
        required=False, max_length=100, widget=forms.TextInput({"type": "search", "autocomplete": "off"})
    )

    def __init__(self, one: Release, other: str) -> None:
        super().__init__(auto_id="compare-%s", initial={"a": f"{one.agency.code}-{one.year}", "other": other})
        self.fields["other"].label = f"{one.year}年的另一个机关，名称里有"
        self.helper = form_helper(
            "other",
            SubmitButton("查找", "btn"),
            action=reverse("public:compare"),
            method="get",
            css_class="compare-search",
            role="search",
            aria_label="查找另一个机关",
        )


class SearchResult(NamedTuple):
    """An agency that was found, with the years of its reports, the newest first."""

    agency: Agency
    years: list[int]


class Results(NamedTuple):
    """The search, a page of the agencies that match and, where none do, agencies of this name without a report."""

    q: str
    year: int | None
    page: Page[Agency]
    results: list[SearchResult]
    unpublished: list[Agency]


def results(q: str, year: int | None, page: str | None) -> Results:
    """The agencies that published (in the year, if one is given) and whose name has the words of `q`, if any."""
    published = Release.objects.published().filter(agency=OuterRef("pk"), **({"year": year} if year else {}))
    agencies = Agency.objects.filter(Exists(published)).select_related("parent")
    shown = Paginator(agencies.matching(q) if q else agencies, PER_PAGE).get_page(page)
    results = with_years(list(shown.object_list), year)
    without = Agency.objects.search(q, limit=SUGGESTIONS) if q and not results else ()
    return Results(q, year, shown, results, list(without))


def with_years(agencies: list[Agency], year: int | None) -> list[SearchResult]:
    """The agencies with the years of their reports, or only the year that is given. One query."""
    if not agencies:
        return []
    releases = Release.objects.published().filter(agency__in=agencies, **({"year": year} if year else {}))
    years = defaultdict(list)
    for pk, published in releases.order_by("-year").values_list("agency", "year").distinct():
        years[pk].append(published)
    return [SearchResult(agency, years[agency.pk]) for agency in agencies]
