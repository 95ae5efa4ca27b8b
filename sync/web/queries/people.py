"""Names of the supervisors who decided something; removed ones keep their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sync.server.tables import Supervisor

_TABLE = Supervisor.__table__


def names_of(connection: Connection, supervisors: Iterable[str | None]) -> Mapping[str, str]:
    """Return the names of supervisors by their ids; unknown ids are missing."""
    ids = sorted({one for one in supervisors if one})
    if not ids:
        return {}
    rows = connection.execute(select(_TABLE.c.id, _TABLE.c.name).where(_TABLE.c.id.in_(ids)))
    return {row.id: row.name for row in rows}
