"""The inventory → every address of the stored site with its key."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from django.urls import reverse

from reports.public import directory, feeds, publications, sitemap
from reports.public.export.inventory import AgencyLine, AttachedFile, Inventory, Item, ReleaseLine, digest

NAMES = "/names.json"
ABSENT = "/404.html"


def items(inventory: Inventory, build: str, *, named: bool) -> Iterator[Item]:
    """All of them. `build`: what every page depends on; `named`: the site's own address is known, which maps need."""
    yield from _whole_site(inventory, build)
    if named:
        yield Item(ABSENT, digest(build))
        yield from _maps(inventory, build)
    yield from _register(inventory, build, None)
    for year in inventory.years:
        yield from _register(inventory, build, year)
    tree = _tree(inventory)
    for line in inventory.linked:
        yield from _agency(inventory, build, line, tree(line.pk))


def names(inventory: Inventory) -> list[tuple[str, str, str, list[int]]]:
    """What the finder in the browser reads: code, name, the name of the agency above, years."""
    return [(line.code, *_row(inventory, line)[1:]) for line in inventory.published]


def _whole_site(inventory: Inventory, build: str) -> Iterator[Item]:
    tree = _tree(inventory)
    roots = [tree(line.pk) for line in inventory.linked if line.parent is None]
    yield Item(
        reverse("public:home"), digest(build, roots, inventory.latest[: publications.LATEST * 3], inventory.years)
    )
    yield Item(reverse("public:robots"), digest(build))
    yield Item(reverse("public:feed"), digest(build, inventory.latest[: feeds.ENTRIES]))
    yield Item(NAMES, digest(build, names(inventory)))


def _maps(inventory: Inventory, build: str) -> Iterator[Item]:
    reports = {(release.agency, release.year) for release in inventory.latest}
    if not reports:
        yield Item(reverse("public:sitemap"), digest(build))
        return
    places = 1 + len(inventory.published) + len(reports)
    parts = -(-places // sitemap.LIMIT)
    key = digest(build, inventory.latest)
    yield Item(reverse("public:sitemap"), key)
    for number in range(1, parts + 1):
        yield Item(reverse("public:sitemap_part", args=[number]), key)


def _register(inventory: Inventory, build: str, year: int | None) -> Iterator[Item]:
    rows = [_row(inventory, line, year) for line in inventory.published]
    rows = [row for row in rows if row[-1]]
    size = directory.PER_PAGE
    for place in range(0, max(len(rows), 1), size):
        address = directory.address(year, place // size + 1)
        yield Item(address, digest(build, len(rows), rows[place : place + size]))


def _row(inventory: Inventory, line: AgencyLine, year: int | None = None) -> tuple[str, str, str, list[int]]:
    above = inventory.agencies[line.parent] if line.parent is not None else None
    years = sorted(
        {release.year for release in inventory.published_releases(line.pk) if year in (None, release.year)},
        reverse=True,
    )
    return line.code, line.name, above.title_name if above else "", years


def _tree(inventory: Inventory) -> Callable[[int], str]:
    """A function that gives the digest of an agency's branch: all that any page shows of it."""
    children: dict[int | None, list[AgencyLine]] = {}
    for line in inventory.linked:
        children.setdefault(line.parent, []).append(line)

    @cache
    def branch(agency: int) -> str:
        newest = max((release.year for release in inventory.published_releases(agency)), default=None)
        return digest(inventory.agencies[agency], newest, [branch(child.pk) for child in children.get(agency, ())])

    return branch


def _agency(inventory: Inventory, build: str, line: AgencyLine, branch: str) -> Iterator[Item]:
    releases = inventory.releases.get(line.pk, [])
    place = (line, inventory.ancestors(line.pk))
    attached = [inventory.attached[release.pk] for release in releases]
    yield Item(reverse("public:agency", args=[line.code]), digest(build, place, releases, attached, branch))
    published = inventory.published_releases(line.pk)
    if published:
        yield Item(reverse("public:agency_feed", args=[line.code]), digest(build, line, published))
    years = sorted({release.year for release in published})
    for year in {release.year: None for release in releases}:
        versions = [release for release in releases if release.year == year]
        around = [other for other in years if other != year]
        key = digest(
            build, place, versions, [inventory.attached[release.pk] for release in versions], _beside(year, around)
        )
        yield from _report(line, year, versions, key)
        yield from _files(inventory, line, [release for release in versions if release.withdrawal is None])


def _beside(year: int, others: Sequence[int]) -> tuple[int | None, int | None]:
    before = max((other for other in others if other < year), default=None)
    return before, min((other for other in others if other > year), default=None)


def _report(line: AgencyLine, year: int, versions: list[ReleaseLine], key: str) -> Iterator[Item]:
    yield Item(reverse("public:report", args=[line.code, year]), key)
    for release in versions:
        yield Item(reverse("public:version", args=[line.code, year, release.number]), key)


def _files(inventory: Inventory, line: AgencyLine, versions: list[ReleaseLine]) -> Iterator[Item]:
    """Each file under its version and, from the newest that has the name, under the report."""
    seen: set[str] = set()
    for release in versions:
        for file in inventory.attached[release.pk]:
            yield _file("public:version_file", [line.code, release.year, release.number], file)
            if file.name not in seen:
                seen.add(file.name)
                yield _file("public:file", [line.code, release.year], file)


def _file(view: str, where: list[object], file: AttachedFile) -> Item:
    return Item(reverse(view, args=[*where, file.name]), file.sha256, stored=file.stored)
