"""The scope of a role as SQL: a supervisor's is the tree below a government, any other role's just its agency."""

from django.db import connection

# One parameter, the user: the governments they are supervisor of, directly or at the office that serves one (条例
# 第四条). A supervisor at anything else, which became so after the role was given, supervises nothing.
_GOVERNMENTS = """
    SELECT CASE home.kind
        WHEN 'government' THEN home.id
        WHEN 'office' THEN COALESCE(
            (SELECT id FROM agencies_agency g WHERE g.id = home.parent_id AND g.kind = 'government'), home.id)
    END AS id
    FROM agencies_membership m JOIN agencies_agency home ON home.id = m.agency_id
    WHERE m.user_id = %s AND m.role = 'supervisor'
"""

# One parameter, the user: the agencies at and below these governments.
SUPERVISED = f"""
    WITH RECURSIVE supervised(id) AS (
        {_GOVERNMENTS}
        UNION
        SELECT a.id FROM agencies_agency a JOIN supervised ON a.parent_id = supervised.id
    ) SELECT id FROM supervised WHERE id IS NOT NULL
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
    SELECT 'supervisor' WHERE EXISTS (SELECT FROM ({_GOVERNMENTS}) governments WHERE id IN (SELECT id FROM line))
"""  # noqa: S608 constants of this file

# Two parameters, the agency and the user. The office of a government stands where its government does.
_FROM_ABOVE = f"""
    WITH RECURSIVE seat AS (
        SELECT CASE WHEN a.kind = 'office' AND g.kind = 'government' THEN g.parent_id ELSE a.parent_id END AS id
        FROM agencies_agency a LEFT JOIN agencies_agency g ON g.id = a.parent_id
        WHERE a.id = %s
    ), line(id) AS (
        SELECT id FROM seat
        UNION ALL
        SELECT (SELECT parent_id FROM agencies_agency a WHERE a.id = line.id) FROM line WHERE id IS NOT NULL
    )
    SELECT 1 WHERE EXISTS (SELECT FROM ({_GOVERNMENTS}) governments WHERE id IN (SELECT id FROM line))
"""  # noqa: S608 constants of this file


def roles(user_id: int | None, agency_id: int) -> list[str]:
    """The roles of a user at one agency: reads its line upwards, so the size of the tree does not matter."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [agency_id, agency_id, user_id, user_id])
        return [role for (role,) in cursor.fetchall()]


def supervises_from_above(user_id: int, agency_id: int) -> bool:
    """Whether the user supervises the agency as somebody of a government above it: not of the agency itself, nor of the
    government that it is the office of."""
    with connection.cursor() as cursor:
        cursor.execute(_FROM_ABOVE, [agency_id, user_id])
        return bool(cursor.fetchall())
