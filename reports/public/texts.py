"""The text of a release as a page shows it. A release never changes, so what was drawn once is kept for a while."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.models import Release
from reports.rendering import document

# Some 50 kB each, in every process.
CACHED_TEXTS = 200


@dataclass(frozen=True)
class ReportText:
    """The document, and its sections and tables as markup."""

    document: document.Document
    markup: SafeString


@dataclass(frozen=True)
class _ReleaseKey:
    """A release, known by its key and digest alone."""

    pk: int
    digest: str
    release: Release = field(compare=False)


def for_release(release: Release) -> ReportText:
    """The text of the release. While templates are being changed (debug) it is drawn every time."""
    key = _ReleaseKey(release.pk, release.digest, release)
    return _render(key) if settings.DEBUG else _cached(key)


def _render(key: _ReleaseKey) -> ReportText:
    built = document.build(key.release.content())
    return ReportText(built, render_to_string("rendering/_document.html", {"document": built}))


_cached = lru_cache(maxsize=CACHED_TEXTS)(_render)
