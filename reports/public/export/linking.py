"""Addresses → relative links. Links are rewritten in the finished page, not while it is drawn.

Why there: `reverse` and `static` know one prefix for a whole process (the latter remembers it), while a relative link
differs from page to page. And it is safe: our templates escape every quotation mark of what people typed, so a literal
`href="/` in a page is one of ours. Absolute addresses begin with an origin that nobody can have typed.
"""

import html
import posixpath
import re
import secrets
from collections.abc import Callable, Collection
from hashlib import sha256
from urllib.parse import quote, unquote

_MARKUP = re.compile(r'(?P<lead> rel="canonical" |\s)(?P<name>href|src|action|data-names)="(?P<to>/[^"]*)"')
# A name in a folder may have 255 bytes on the file systems of Linux.
LONGEST_NAME = 255


class DeadLink(Exception):
    """A page links to an address that the stored site does not have."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__(f"页面 {page} 里的链接 {address} 在静态站点里没有对应的文件。")


def path_of(address: str) -> str:
    """The file in which what stands at the address is stored, relative to the site's folder."""
    path = unquote(address).removeprefix("/")
    folder, name = posixpath.split(path)
    return posixpath.join(folder, _short(name) or "index.html")


def _short(name: str) -> str:
    """The name, cut where a file system would refuse it."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, ending = posixpath.splitext(name)
    return f"{stem[:60]}-{sha256(name.encode()).hexdigest()[:8]}{ending}"


def relative(page: str, address: str) -> str:
    """The link from the page at one address to another address."""
    target = address if address.endswith("/") else quote("/" + path_of(address), safe="/~!$&'()*+,;=:@")
    link = posixpath.relpath(target, page if page.endswith("/") else posixpath.dirname(page))
    return link + "/" if address.endswith("/") else link


class Links:
    """Rewrites the links of pages. `known` are the addresses the site has; `base`: where it will be, without a slash.

    `assets` gathers the addresses below `assets_at` (style sheets and the like) that pages ask for.
    """

    def __init__(self, known: Collection[str], base: str, assets_at: str) -> None:
        self.known = known
        self.base = base
        self.assets_at = assets_at
        self.assets: set[str] = set()
        self.host = f"{secrets.token_hex(8)}.invalid"
        self._absolute = re.compile(rf"http://{self.host}(/[^\"<\s]*)")

    def in_page(self, page: str, text: str, *, absolute: bool = False) -> str:
        """An HTML page with its links rewritten; all of them absolute where it stands at no one address."""
        link = self._in_full if absolute else self._from

        def attribute(match: re.Match[str]) -> str:
            make = self._in_full if self.base and "canonical" in match["lead"] else link
            return f'{match["lead"]}{match["name"]}="{_in_markup(make, page, match["to"])}"'

        make = self._in_full if self.base else self._from
        linked = _MARKUP.sub(attribute, text)
        return self._absolute.sub(lambda match: _in_data(make, page, match[1]), linked)

    def in_xml(self, page: str, text: str) -> str:
        """A feed or a map of the site: only what begins with our origin is an address."""
        make = self._in_full if self.base else self._from
        return self._absolute.sub(lambda match: _in_markup(make, page, match[1]), text)

    def _from(self, page: str, address: str) -> str:
        return relative(page, self._checked(page, address))

    def _in_full(self, page: str, address: str) -> str:
        return self.base + self._checked(page, address)

    def _checked(self, page: str, address: str) -> str:
        if address.startswith(self.assets_at):
            self.assets.add(address)
        elif address not in self.known:
            raise DeadLink(page, address)
        return address


Make = Callable[[str, str], str]


def _in_markup(make: Make, page: str, written: str) -> str:
    """The new link, escaped for an attribute as the old one was."""
    address, mark, fragment = html.unescape(written).partition("#")
    return html.escape(make(page, address) + mark + fragment)


def _in_data(make: Make, page: str, written: str) -> str:
    """The new link in a block of JSON, where linked_data has spelled out the signs of markup."""
    address, mark, fragment = written.replace("\\u0026", "&").partition("#")
    return (make(page, address) + mark + fragment).replace("&", "\\u0026")
