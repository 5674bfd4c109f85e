"""The register of agencies: bytes of a CSV file in; agencies stored, or every problem of the file, out.

reading (bytes → rows) → checking (rows and stored agencies → plan) → load (plan → database).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from agencies.models import Agency
from agencies.register.checking import PLAIN_FIELDS, Plan, check
from agencies.register.problem import Problem
from agencies.register.reading import read_rows
from agencies.register.sample import sample
from agencies.register.titles import PrintedTitle, printed_title

__all__ = ["Outcome", "PrintedTitle", "Problem", "load", "sample"]


@dataclass(frozen=True)
class Outcome:
    """What a load did (or would do). With problems, nothing was written and the counts are 0.

    A dry run says in `titles` what the reports of the new and changed agencies will be called.
    """

    problems: list[Problem]
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    titles: list[PrintedTitle] = field(default_factory=list)


def load(data: bytes, *, dry_run: bool = False) -> Outcome:
    """Store every agency of a register, or nothing at all; agencies that it does not mention stay as they are.
    `dry_run` stores nothing.

    Agencies are known by their code. A constant number of queries, whatever the size of the register.
    """
    sheet = read_rows(data)
    with transaction.atomic(), connection.cursor() as cursor:
        # Readers go on; another writer waits, so that what was checked is still so when it is written.
        cursor.execute("LOCK TABLE agencies_agency IN SHARE ROW EXCLUSIVE MODE")
        stored = {agency.code: agency for agency in Agency.objects.all()}
        plan = check(sheet, stored)
        if plan.problems:
            return Outcome(plan.problems)
        counts = len(plan.new), len(plan.changed), plan.unchanged
        if dry_run:
            return Outcome([], *counts, titles=_titles(plan, stored))
        if plan.new or plan.changed:
            # Names may change hands and parents swap places: only the end of it all has to be right.
            cursor.execute("SET CONSTRAINTS agency_name_unique, agency_no_circle DEFERRED")
            _store(plan)
            cursor.execute("SET CONSTRAINTS agency_name_unique, agency_no_circle IMMEDIATE")
    return Outcome([], *counts)


def _titles(plan: Plan, stored: Mapping[str, Agency]) -> list[PrintedTitle]:
    """What the reports that are written next, those of last year, will be called."""
    agencies = {**stored, **{agency.code: agency for agency in plan.new}}
    parents = {code: agencies[parent] if parent else None for code, parent in plan.parents.items()}
    year = timezone.localdate().year - 1
    return [printed_title(agency, year, parents) for agency in plan.new + plan.changed]


def _store(plan: Plan) -> None:
    """Write the plan: the new agencies first, because only then do they have keys that parents can name."""
    Agency.objects.bulk_create(plan.new)
    keys = dict(Agency.objects.values_list("code", "pk"))
    for agency in plan.new + plan.changed:
        parent = plan.parents.get(agency.code)
        agency.parent_id = keys[parent] if parent else None
    Agency.objects.bulk_create(
        [agency for agency in plan.new if agency.parent_id] + plan.changed,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[name for name in PLAIN_FIELDS if name != "code"] + ["parent"],
    )
