"""The inventory → every address of the stored site with its key."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from django.urls import reverse

from reports.public import directory, feeds, publications, sitemap
from reports.public.export.inventory import Attached, Inventory, Item, Line, Said, digest

NAMES = "/names.json"
ABSENT = "/404.html"


def items(found: Inventory, build: str, *, named: bool) -> Iterator[Item]:
    """All of them. `build`: what every page depends on; `named`: the site's own address is known, which maps need."""
    yield from _whole_site(found, build)
    if named:
        yield Item(ABSENT, digest(build))
        yield from _maps(found, build)
    yield from _register(found, build, None)
    for year in found.years:
        yield from _register(found, build, year)
    tree = _tree(found)
    for line in found.shown:
        yield from _agency(found, build, line, tree(line.pk))


def names(found: Inventory) -> list[tuple[str, str, str, list[int]]]:
    """What the finder in the browser reads: code, name, the name of the agency above, years."""
    return [(line.code, *_row(found, line)[1:]) for line in found.published]


def _whole_site(found: Inventory, build: str) -> Iterator[Item]:
    tree = _tree(found)
    roots = [tree(line.pk) for line in found.shown if line.parent is None]
    yield Item(reverse("public:home"), digest(build, roots, found.latest[: publications.LATEST * 3], found.years))
    yield Item(reverse("public:robots"), digest(build))
    yield Item(reverse("public:feed"), digest(build, found.latest[: feeds.ENTRIES]))
    yield Item(NAMES, digest(build, names(found)))


def _maps(found: Inventory, build: str) -> Iterator[Item]:
    reports = {(said.agency, said.year) for said in found.latest}
    if not reports:
        yield Item(reverse("public:sitemap"), digest(build))
        return
    places = 1 + len(found.published) + len(reports)
    parts = -(-places // sitemap.LIMIT)
    key = digest(build, found.latest)
    yield Item(reverse("public:sitemap"), key)
    for number in range(1, parts + 1):
        yield Item(reverse("public:sitemap_part", args=[number]), key)


def _register(found: Inventory, build: str, year: int | None) -> Iterator[Item]:
    rows = [_row(found, line, year) for line in found.published]
    rows = [row for row in rows if row[-1]]
    size = directory.PER_PAGE
    for place in range(0, max(len(rows), 1), size):
        address = directory.address(year, place // size + 1)
        yield Item(address, digest(build, len(rows), rows[place : place + size]))


def _row(found: Inventory, line: Line, year: int | None = None) -> tuple[str, str, str, list[int]]:
    above = found.agencies[line.parent] if line.parent is not None else None
    years = sorted({said.year for said in found.standing(line.pk) if year in (None, said.year)}, reverse=True)
    return line.code, line.name, (above.short_name or above.name) if above else "", years


def _tree(found: Inventory) -> Callable[[int], str]:
    """A function that gives the digest of an agency's branch: all that any page shows of it."""
    children: dict[int | None, list[Line]] = {}
    for line in found.shown:
        children.setdefault(line.parent, []).append(line)

    @cache
    def branch(agency: int) -> str:
        newest = max((said.year for said in found.standing(agency)), default=None)
        return digest(found.agencies[agency], newest, [branch(child.pk) for child in children.get(agency, ())])

    return branch


def _agency(found: Inventory, build: str, line: Line, branch: str) -> Iterator[Item]:
    shelf = found.shelves.get(line.pk, [])
    place = (line, found.above(line.pk))
    attached = [found.attached[said.pk] for said in shelf]
    yield Item(reverse("public:agency", args=[line.code]), digest(build, place, shelf, attached, branch))
    standing = found.standing(line.pk)
    if standing:
        yield Item(reverse("public:agency_feed", args=[line.code]), digest(build, line, standing))
    years = sorted({said.year for said in standing})
    for year in {said.year: None for said in shelf}:
        versions = [said for said in shelf if said.year == year]
        around = [other for other in years if other != year]
        key = digest(build, place, versions, [found.attached[said.pk] for said in versions], _beside(year, around))
        yield from _report(line, year, versions, key)
        yield from _files(found, line, [said for said in versions if said.withdrawal is None])


def _beside(year: int, others: Sequence[int]) -> tuple[int | None, int | None]:
    before = max((other for other in others if other < year), default=None)
    return before, min((other for other in others if other > year), default=None)


def _report(line: Line, year: int, versions: list[Said], key: str) -> Iterator[Item]:
    yield Item(reverse("public:report", args=[line.code, year]), key)
    for said in versions:
        yield Item(reverse("public:version", args=[line.code, year, said.number]), key)


def _files(found: Inventory, line: Line, versions: list[Said]) -> Iterator[Item]:
    """Each file under its version and, from the newest that has the name, under the report."""
    seen: set[str] = set()
    for said in versions:
        for file in found.attached[said.pk]:
            yield _file("public:version_file", [line.code, said.year, said.number], file)
            if file.name not in seen:
                seen.add(file.name)
                yield _file("public:file", [line.code, said.year], file)


def _file(view: str, where: list[object], file: Attached) -> Item:
    return Item(reverse(view, args=[*where, file.name]), file.sha256, stored=file.stored)
