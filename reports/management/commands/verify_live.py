"""`manage.py verify_live AGENCY YEAR --page FILE|URL`: whether what stands on the portal is what was published.

FILE is a page, PDF or Word file saved from the portal; a URL is fetched only when NIANBAO_PORTAL_HOSTS names its host.
Exit 0 when every cell and sentence is the same, 1 with a list of what differs, 2 with a sentence when there is
nothing to compare.
"""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from reports.importing import Unreadable, verification
from reports.importing.fetching import FetchFailed, fetch
from reports.importing.isolation import read_isolated
from reports.importing.verification import ComparisonResult
from reports.management.reading import NotFound, find_agency
from reports.models import Release


class Command(BaseCommand):
    help = "把门户上的年报与发布的版本逐格逐句核对"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agency", help="机关的代码、全称或简称")
        parser.add_argument("year", type=int, help="报告年度，如 2024")
        parser.add_argument("--page", required=True, help="从门户存下的文件，或以 http:// 或 https:// 开头的网址")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            release = _published(options["agency"], options["year"])
            live = read_isolated(_bytes(options["page"]), printed=True)
        except (NotFound, FetchFailed, Unreadable) as error:
            self._stop(str(error))
        except OSError as error:
            self._stop(f"无法读取 {options['page']}：{error.strerror}。")
        comparison = verification.compare(release.content(), live)
        if comparison.identical:
            self.stdout.write(f"{release}：门户上的内容与发布的逐格逐句一致。")
            return
        self._print(release, comparison)
        sys.exit(1)

    def _stop(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(2)

    def _print(self, release: Release, comparison: ComparisonResult) -> None:
        self.stdout.write(f"{release}：门户上的内容有 {comparison.count} 处与发布的不同。")
        for sentence in comparison.wrong:
            self.stdout.write(sentence)
        for cell in comparison.cells:
            self.stdout.write(f"{cell.label}：发布的是 {cell.published}，门户上{cell.live}")
        for part in comparison.parts:
            for piece in part.changed:
                self.stdout.write(f"{part.title}：门户上{'少了' if piece.kind == 'deleted' else '多了'}“{piece.text}”")


def _published(agency: str, year: int) -> Release:
    """The newest release that stands. Raises NotFound."""
    publisher = find_agency(agency)
    release = Release.objects.published().newest().filter(agency=publisher, year=year).first()
    if release is None:
        raise NotFound(f"{publisher.title_name} {year} 年度没有公开的报告，没有可以核对的版本。")
    return release


def _bytes(page: str) -> bytes:
    """The file, or what the portal answers. Raises FetchFailed, OSError."""
    if page.startswith(("http://", "https://")):
        return fetch(page, settings.PORTAL_HOSTS)
    return Path(page).read_bytes()
