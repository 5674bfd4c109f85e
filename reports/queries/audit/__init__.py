"""Whether the audit trail is intact: the chain of events is whole, and all it tells of is as it was written.

In: the database and, when wanted, the stored files and a head that somebody kept outside. Out: sentences about what is
broken, the first broken link first; none when all is well.
"""

from collections.abc import Iterator

from agencies.trail import Head
from reports.queries.audit.chain import Chain
from reports.queries.audit.contents import changed_contents
from reports.queries.audit.files import changed_files
from reports.queries.audit.releases import unsigned_releases
from reports.queries.audit.rows import changed_rows
from reports.queries.audit.rules import changed_rules
from reports.queries.audit.tables import changed_tables

__all__ = ["broken"]


def broken(*, files: bool = False, since: Head | None = None) -> Iterator[str]:
    """Everything that is broken, as Chinese sentences.

    With `files`, every stored file is read and compared too. `since` is a head of the chain that was kept outside: that
    nothing up to it was rewritten or taken away, a restored backup included.
    """
    chain = Chain()
    yield from chain.walk(since)
    yield from changed_rows(chain.told)
    yield from changed_contents(chain)
    yield from unsigned_releases()
    yield from changed_rules()
    yield from changed_tables()
    if files:
        yield from changed_files()
