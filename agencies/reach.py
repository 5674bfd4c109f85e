"""How far a role reaches in the tree, as SQL: a supervisor's down from the seat, any other just at its agency."""

from django.db import connection

# Where a supervisor sits: at a government, or at the government that an office serves (条例 第四条). A supervisor of
# anything else, which became so after the role was given, covers nothing.
_SEATS = """
    SELECT CASE home.kind
        WHEN 'government' THEN home.id
        WHEN 'office' THEN COALESCE(
            (SELECT id FROM agencies_agency g WHERE g.id = home.parent_id AND g.kind = 'government'), home.id)
    END AS id
    FROM agencies_membership m JOIN agencies_agency home ON home.id = m.agency_id
    WHERE m.user_id = %s AND m.role = 'supervisor'
"""

# One parameter, the user: the agencies at and below the seats.
SUPERVISED = f"""
    WITH RECURSIVE covered(id) AS (
        {_SEATS}
        UNION
        SELECT a.id FROM agencies_agency a JOIN covered ON a.parent_id = covered.id
    ) SELECT id FROM covered WHERE id IS NOT NULL
"""  # noqa: S608 constants of this file

# One parameter, the user: the agencies at which they have any other role.
JOINED = "SELECT agency_id FROM agencies_membership WHERE user_id = %s AND role <> 'supervisor'"

_ROLES = f"""
    WITH RECURSIVE line(id) AS (
        SELECT %s::bigint
        UNION ALL
        SELECT (SELECT parent_id FROM agencies_agency a WHERE a.id = line.id) FROM line WHERE id IS NOT NULL
    )
    SELECT role FROM agencies_membership WHERE agency_id = %s AND user_id = %s AND role <> 'supervisor'
    UNION ALL
    SELECT 'supervisor' WHERE EXISTS (SELECT FROM ({_SEATS}) seat WHERE id IN (SELECT id FROM line))
"""  # noqa: S608 constants of this file


def roles(user_id: int | None, agency_id: int) -> list[str]:
    """The roles of a user at one agency: reads its line upwards, so the size of the tree does not matter."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [agency_id, agency_id, user_id, user_id])
        return [role for (role,) in cursor.fetchall()]
