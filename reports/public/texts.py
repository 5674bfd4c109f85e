"""The text of a release as a page shows it. A release never changes, so what was drawn once is kept for a while."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.models import Release
from reports.rendering import document

# Some 50 kB each, in every process.
KEPT = 200


@dataclass(frozen=True)
class Text:
    """The document, and its sections and tables as markup."""

    document: document.Document
    markup: SafeString


@dataclass(frozen=True)
class _Asked:
    """A release, known by its key and digest alone."""

    pk: int
    digest: str
    release: Release = field(compare=False)


def of(release: Release) -> Text:
    """The text of the release. While templates are being changed (debug) it is drawn every time."""
    asked = _Asked(release.pk, release.digest, release)
    return _draw(asked) if settings.DEBUG else _drawn(asked)


def _draw(asked: _Asked) -> Text:
    built = document.build(asked.release.content())
    return Text(built, render_to_string("reports/_document.html", {"document": built}))


_drawn = lru_cache(maxsize=KEPT)(_draw)
