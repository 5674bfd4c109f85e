"""The tree of agencies as SQL: the lines above and below one agency, each read with one query whatever its size."""

# One parameter, the agency: those above it, the root first.
# One step up by the primary key: a join would read the whole table for every step.
ABOVE = """
    WITH RECURSIVE above(id, height) AS (
        SELECT parent_id, 1 FROM agencies_agency WHERE id = %s
        UNION ALL
        SELECT (SELECT parent_id FROM agencies_agency a WHERE a.id = above.id), height + 1
        FROM above WHERE id IS NOT NULL
    ) SELECT id FROM above WHERE id IS NOT NULL ORDER BY height DESC
"""
# One parameter, the agency: those below it at any depth.
BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT id FROM agencies_agency WHERE parent_id = %s
        UNION
        SELECT a.id FROM agencies_agency a JOIN below ON a.parent_id = below.id
    ) SELECT id FROM below
"""
