"""The whole way: what is public now → a new run in the folder, in which only what changed was made anew."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.db import connection, transaction

from reports.public.export import drawing, linking, listing, storing
from reports.public.export.inventory import Inventory, Item, take_inventory
from reports.public.export.storing import CannotStore, ExportRun

# What the pages are drawn with: a change in any of these may change every page.
_MADE_WITH = ("agencies", "config", "reports", "static", "templates")
_ASSET = "asset "


def export(folder: Path, base: str = "") -> list[str]:
    """Bring the folder's `site` up to date; out come its differences (`M agencies/x/index.html`), none if it was.

    `base`: the address at which the copy will be reached, without a slash at its end; empty if it is not known: then
    no link is absolute, and there are no site map and no page for what is missing. Raises CannotStore, with the old
    site whole. A killed run leaves it whole too.
    """
    with storing.exclusive(folder), _one_moment():
        inventory = take_inventory()
        build = _build(base)
        items = list(listing.items(inventory, build, named=bool(base)))
        before = storing.current(folder) or ExportRun(folder)
        if before.files and {linking.path_of(item.address): item.key for item in items} == _record_keys(before):
            return []
        run = storing.begin(folder)
        links = linking.Links({item.address for item in items}, base, settings.STATIC_URL)
        SiteBuild(run, before, links, inventory, _ASSET + build).write_all(items)
        changes = storing.differences(before.files, run.files)
        storing.finish(folder, run, changes)
        return changes


def _record_keys(run: ExportRun) -> dict[str, str]:
    """The keys of everything but assets, which depend on pages alone."""
    return {path: record.key for path, record in run.files.items() if not record.key.startswith(_ASSET)}


@contextmanager
def _one_moment() -> Iterator[None]:
    """All queries see the database as it was at the first; nothing can be written."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _build(base: str) -> str:
    """The digest of what every page depends on: our code, templates and assets, and where the copy will be."""
    build = hashlib.sha256(f"{base}\n{django.__version__}\n{settings.STATIC_URL}\n".encode())
    for name in _MADE_WITH:
        for path in sorted((Path(settings.BASE_DIR) / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                build.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode())
                build.update(hashlib.sha256(path.read_bytes()).digest())
    return build.hexdigest()


@dataclass
class SiteBuild:
    """Fills a run, from the run before where the keys are equal. `asset_key`: the key of style sheets and the like."""

    run: ExportRun
    before: ExportRun
    links: linking.Links
    inventory: Inventory
    asset_key: str
    copied: dict[str, str] = field(default_factory=dict)

    def write_all(self, items: list[Item]) -> None:
        """Write every item into the run, then the static files that the pages use. Raises CannotStore, DeadLink,
        Undrawn.
        """
        for item in items:
            path = linking.path_of(item.address)
            record = self.before.files.get(path)
            if record and record.key == item.key:
                self.run.link(path, self.before, path, item.key)
            elif item.stored:
                self._copy(path, item)
            else:
                self._write(path, item.key, self._page(item.address))
        self._assets()

    def _page(self, address: str) -> bytes:
        if address == listing.NAMES:
            return json.dumps(listing.names(self.inventory), ensure_ascii=False, separators=(",", ":")).encode()
        request = drawing.Stored(address, self.links.host, nameless=not self.links.base)
        if address == listing.ABSENT:
            return self.links.in_page(address, drawing.draw_absence(request), absolute=True).encode()
        linked = self.links.in_page if address.endswith("/") else self.links.in_xml
        return linked(address, drawing.draw(request)).encode()

    def _write(self, path: str, key: str, data: bytes) -> None:
        """The file; a link where the run before holds the same bytes, so that its time stays."""
        record = self.before.files.get(path)
        if record and record.sha256 == hashlib.sha256(data).hexdigest():
            self.run.link(path, self.before, path, key)
        else:
            self.run.write(path, key, data)

    def _copy(self, path: str, item: Item) -> None:
        """A released file, which must still be what was released; the second address of a file is a link."""
        if item.stored in self.copied:
            self.run.link(path, self.run, self.copied[item.stored], item.key)
            return
        try:
            with default_storage.open(item.stored) as stored:
                data = stored.read()
        except FileNotFoundError:
            raise CannotStore(f"发布文件 {item.stored} 不在存储中，静态站点没有更新。") from None
        if hashlib.sha256(data).hexdigest() != item.key:
            raise CannotStore(f"发布文件 {item.stored} 与发布时的摘要不符，静态站点没有更新。")
        self.run.write(path, item.key, data)
        self.copied[item.stored] = path

    def _assets(self) -> None:
        """What the drawn pages ask for, and what those that were not drawn have asked for before."""
        for path, record in self.before.files.items():
            if record.key == self.asset_key:
                self.run.link(path, self.before, path, self.asset_key)
        for address in self.links.assets:
            path = linking.path_of(address)
            if path not in self.run.files:
                self._write(path, self.asset_key, _asset(address))


def _asset(address: str) -> bytes:
    """A static file: as it was collected, where names carry digests, or as it lies in its folder."""
    name = unquote(address.removeprefix(settings.STATIC_URL))
    if hasattr(staticfiles_storage, "manifest_storage"):
        with staticfiles_storage.open(name) as collected:
            return bytes(collected.read())
    path = finders.find(name)
    if path is None:
        raise CannotStore(f"没有静态文件 {name}，静态站点没有更新。")
    return Path(path).read_bytes()
