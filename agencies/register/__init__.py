"""The register of agencies: bytes of a CSV file in; agencies stored, or every problem of the file, out.

reading (bytes → rows) → checking (rows and stored agencies → plan) → load (plan → database).
"""

from dataclasses import dataclass

from django.db import connection, transaction

from agencies.models import Agency
from agencies.register.checking import PLAIN_FIELDS, Plan, check
from agencies.register.problem import Problem
from agencies.register.reading import read

__all__ = ["Outcome", "Problem", "load"]


@dataclass(frozen=True)
class Outcome:
    """What a load did (or would do). With problems, nothing was written and the counts are 0."""

    problems: list[Problem]
    created: int = 0
    updated: int = 0
    unchanged: int = 0


def load(data: bytes, *, dry_run: bool = False) -> Outcome:
    """Store every agency of a register, or nothing at all; agencies that it does not mention stay as they are.

    Agencies are known by their code. A constant number of queries, whatever the size of the register.
    """
    sheet = read(data)
    with transaction.atomic(), connection.cursor() as cursor:
        # Readers go on; another writer waits, so that what was checked is still so when it is written.
        cursor.execute("LOCK TABLE agencies_agency IN SHARE ROW EXCLUSIVE MODE")
        plan = check(sheet, {agency.code: agency for agency in Agency.objects.all()})
        if plan.problems:
            return Outcome(plan.problems)
        if not dry_run and (plan.new or plan.changed):
            # Names may change hands and parents swap places: only the end of it all has to be right.
            cursor.execute("SET CONSTRAINTS agency_name_unique, agency_no_circle DEFERRED")
            _store(plan)
            cursor.execute("SET CONSTRAINTS agency_name_unique, agency_no_circle IMMEDIATE")
    return Outcome([], len(plan.new), len(plan.changed), plan.unchanged)


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
