"""Files in the storage that no row names: what a killed attempt left, or one whose outcome could not be told at once.

Nothing that is being published is in danger: whoever stores files holds the lock of their report or agency until the
rows that name them are committed, and here nothing is judged without it.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency
from reports.models import ReleaseFile, Report, Upload

# Of a report that is not committed yet there is no lock to wait for; no attempt takes so long.
OLD = timedelta(hours=24)


def sweep(folder: str) -> None:
    """Delete every file of the folder, which nobody else can be writing to: its report or agency is locked."""
    for name in _files(folder):
        default_storage.delete(name)


def sweep_all(older_than: timedelta = OLD) -> Iterator[str]:
    """Delete the files of releases and uploads that no row names and that are older; the names of those deleted."""
    for agency in _folders("releases/"):
        for year in _folders(agency):
            yield from _sweep_unnamed(year, _lock_report, older_than)
    for agency in _folders("uploads/"):
        yield from _sweep_unnamed(agency, _lock_agency, older_than)


def _sweep_unnamed(folder: str, lock: Callable[[str], None], older_than: timedelta) -> list[str]:
    with transaction.atomic():
        lock(folder)
        named = {
            name
            for model in (ReleaseFile, Upload)
            for name in model._default_manager.filter(file__startswith=folder).values_list("file", flat=True)
        }
        until = timezone.now() - older_than
        unnamed = [name for below in _folders(folder) for name in _files(below) if name not in named]
        old = [name for name in unnamed if default_storage.get_modified_time(name) <= until]
        for name in old:
            default_storage.delete(name)
    return old


def _lock_report(folder: str) -> None:
    """Wait for who publishes the report whose files lie in releases/CODE/YEAR/."""
    _, code, year, _ = folder.split("/")
    if year.isdecimal():
        list(Report.objects.select_for_update(of=("self",)).filter(agency__code=code, year=year).values("pk"))


def _lock_agency(folder: str) -> None:
    """Wait for who hands in a file at the agency whose originals lie in uploads/CODE/."""
    _, code, _ = folder.split("/")
    list(Agency.objects.select_for_update(no_key=True).filter(code=code).values("pk"))


def _folders(folder: str) -> list[str]:
    return [f"{folder}{name}/" for name in _listed(folder)[0]]


def _files(folder: str) -> list[str]:
    return [f"{folder}{name}" for name in _listed(folder)[1]]


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
