"""Conditions that more than one table holds its rows to."""

from django.db.models import Q

from reports import editions

LAST_YEAR = 2100


def edition_of_year() -> Q:
    """The condition that a row's edition is the one of its year, from the edition files.

    A new edition file changes the condition, and `makemigrations` writes the migration for it.
    """
    condition = Q()
    for edition in editions.all_editions():
        last = edition.last_year or LAST_YEAR
        condition |= Q(edition=edition.code, year__gte=edition.first_year, year__lte=last)
    return condition
