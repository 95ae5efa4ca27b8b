"""What each machine of a cell has of what the server has: as it said itself, for people to look at."""

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
"""In a meeting there are others every moment: so often what a machine that stays connected has is written down."""

_HOLDING = Holding.__table__
_ACCOUNT = Account.__table__


def is_news(connection: Connection, now: datetime, cell: str, account: str, heads: Heads, *, stays: bool) -> bool:
    """Tell whether it should be written down that a machine has all of these; ``stays``: it asks again soon."""
    row = connection.execute(select(_HOLDING.c.held_at, _HOLDING.c.heads).where(_of(cell, account))).first()
    if row is None:
        return True
    return row.heads != _written(heads) and not (stays and row.held_at <= now < row.held_at + EVERY)


def note(connection: Connection, now: datetime, cell: str, account: str, heads: Heads) -> None:
    """Write down that a machine has all of these."""
    values = {"held_at": now, "heads": _written(heads)}
    if not connection.execute(update(_HOLDING).where(_of(cell, account)).values(values)).rowcount:
        connection.execute(insert(_HOLDING).values(cell=cell, account=account, **values))


def listing(connection: Connection, cell: str) -> tuple[MachineHolding, ...]:
    """Return the machines that are enrolled, the oldest first, with how many entries each lacks, and since when."""
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
