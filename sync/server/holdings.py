"""What each machine of a cell holds of the server's entries, as it states itself; for display only."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.engine import Connection

from sync.protocol.messages.entries import MachineHolding
from sync.server import ledger
from sync.server.ledger import Heads
from sync.server.tables import Account, Holding

EVERY = timedelta(seconds=20)
"""How often the holdings of a connected machine are stored, which would otherwise change all the time in a meeting."""

_HOLDING = Holding.__table__
_ACCOUNT = Account.__table__


def is_news(connection: Connection, now: datetime, cell: str, account: str, heads: Heads, *, stays: bool) -> bool:
    """Tell whether it should be stored that a machine holds all of ``heads``; ``stays``: it polls again soon."""
    row = connection.execute(select(_HOLDING.c.held_at, _HOLDING.c.heads).where(_of(cell, account))).first()
    if row is None:
        return True
    return row.heads != _written(heads) and not (stays and row.held_at <= now < row.held_at + EVERY)


def note(connection: Connection, now: datetime, cell: str, account: str, heads: Heads) -> None:
    """Store that a machine holds all of ``heads``."""
    values = {"held_at": now, "heads": _written(heads)}
    if not connection.execute(update(_HOLDING).where(_of(cell, account)).values(values)).rowcount:
        connection.execute(insert(_HOLDING).values(cell=cell, account=account, **values))


def listing(connection: Connection, cell: str) -> tuple[MachineHolding, ...]:
    """Return the enrolled machines, the oldest first, with the number of entries each lacks, and since when."""
    standing = (_ACCOUNT.c.cell == cell) & _ACCOUNT.c.revoked_at.is_(None)
    query = select(_ACCOUNT.c.id, _ACCOUNT.c.last_seen, _HOLDING.c.held_at, _HOLDING.c.heads)
    both = (_HOLDING.c.cell == _ACCOUNT.c.cell) & (_HOLDING.c.account == _ACCOUNT.c.id)
    query = query.outerjoin(_HOLDING, both).where(standing).order_by(_ACCOUNT.c.created_at, _ACCOUNT.c.id)
    there = ledger.heads(connection, cell)
    return tuple(
        MachineHolding(account=row.id, last_seen=row.last_seen, all_until=row.held_at, lacks=_lacking(there, row.heads))
        for row in connection.execute(query)
    )


def _lacking(there: Heads, held: str | None) -> int | None:
    if held is None:
        return None
    has: dict[str, int] = json.loads(held)
    return sum(max(0, head.seq - has.get(device, 0)) for device, head in there.items())


def _written(heads: Heads) -> str:
    return json.dumps({device: head.seq for device, head in sorted(heads.items())})


def _of(cell: str, account: str) -> ColumnElement[bool]:
    return (_HOLDING.c.cell == cell) & (_HOLDING.c.account == account)
