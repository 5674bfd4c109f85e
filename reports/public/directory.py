"""The register of agencies that published, all of them or those of a year, a page at a time under its own address."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse

from agencies.models import Agency
from reports.models import Release
from reports.public import absence
from reports.public.search import SearchResult, with_years

PER_PAGE = 100


@dataclass(frozen=True)
class DirectoryPage:
    """One page of the register; `year` None: of all years."""

    year: int | None
    page: Page[Agency]
    results: list[SearchResult]

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first."""
        return address(self.year, self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        """The address of the page after; empty on the last."""
        return address(self.year, self.page.number + 1) if self.page.has_next() else ""


def address(year: int | None, number: int) -> str:
    """Where a page of the register is. The first page has no number."""
    name = "public:year" if year else "public:directory"
    arguments = [*([year] if year else []), *([number] if number > 1 else [])]
    return reverse(name + "_page" if number > 1 else name, args=arguments)


def directory_page(year: int | None, number: int) -> DirectoryPage:
    """The page of this number. Raises NotPublished when there is none; the whole register always has a first one."""
    published = Release.objects.published().filter(agency=OuterRef("pk"), **({"year": year} if year else {}))
    agencies = Agency.objects.filter(Exists(published)).select_related("parent")
    pages = Paginator(agencies, PER_PAGE)
    if year and not pages.count:
        raise absence.no_year(year)
    if number > pages.num_pages:
        raise absence.no_such_page(f"{year}年的机关名录" if year else "机关名录", number)
    page = pages.page(number)
    return DirectoryPage(year, page, with_years(list(page.object_list), year))
