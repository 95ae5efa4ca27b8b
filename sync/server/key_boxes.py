"""The cell's key ring in sealed boxes, one for each machine and one for the recovery code; the server
cannot open them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from sync.protocol.messages.keys import RECOVERY, BoxSign
from sync.server import ledger
from sync.server.accounts import listing
from sync.server.audit import Event, count_of_day, record
from sync.server.problems import CONDITION_MISSING, KEYS_MOVED, MALFORMED, RECIPIENT_GONE, Problem, too_often
from sync.server.settings import MIB
from sync.server.tables import Account, DailyUse, KeyBox

MAXIMUM_BODY = 4 * MIB
"""More than the boxes of all machines that a cell may have."""

KEYS_OF_MACHINE, KEYS_OF_NEWCOMERS = 8, 24
"""How many keys may be added to a ring in a day by one machine, and by all machines enrolled within a day."""

_TABLE = KeyBox.__table__
_USE = DailyUse.__table__
_ACCOUNT = Account.__table__


def get(connection: Connection, cell: str, account: str) -> dict[str, bytes]:
    """Return the boxes for an account: its own and the recovery box, by recipient."""
    mine = (_TABLE.c.cell == cell) & _TABLE.c.recipient.in_([account, RECOVERY])
    return {row.recipient: row.box for row in connection.execute(select(_TABLE).where(mine))}


def signed(connection: Connection, cell: str) -> dict[str, BoxSign]:
    """Return the version and the signer of each box, by recipient."""
    columns = (_TABLE.c.recipient, _TABLE.c.version, _TABLE.c.signed_by, _TABLE.c.signature)
    rows = connection.execute(select(*columns).where((_TABLE.c.cell == cell) & _TABLE.c.signature.is_not(None)))
    return {
        row.recipient: BoxSign(version=row.version, by=row.signed_by, signature=bytes(row.signature)) for row in rows
    }


@dataclass(frozen=True, slots=True)
class WriteCondition:
    """The condition for storing boxes (RFC 9110, 13.1): there are none, or those with this ETag; or no condition."""

    none_yet: bool = False
    mark: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether there is no condition."""
        return not (self.none_yet or self.mark)

    def holds(self, mark: str) -> bool:
        """Tell whether the condition holds for boxes with this ETag."""
        return not (self.none_yet and mark) and self.mark in {"", mark}


def mark_of(recovery: bytes | None) -> str:
    """Return the ETag of the boxes, empty if there are none.

    Every version makes a new recovery box, so that alone is hashed.
    """
    return f'"{hashlib.sha256(recovery).hexdigest()[:32]}"' if recovery else ""


def put(
    connection: Connection,
    now: datetime,
    cell: str,
    account: str,
    boxes: Mapping[str, bytes],
    condition: WriteCondition | None = None,
    signs: Mapping[str, BoxSign] = MappingProxyType({}),
    most: int | None = None,
) -> None:
    """Store boxes in place of the present ones, all or none.

    Raises :class:`Problem` when a recipient is neither an enrolled machine of the cell nor the recovery code, or when
    the condition fails: then another machine was faster, whose keys must not be overwritten unseen. Replacing a
    recovery box requires a condition. ``most`` is how many times an account may do so in a day.
    """
    ledger.lock(connection, cell)
    mark = mark_of(get(connection, cell, account).get(RECOVERY))
    if mark and RECOVERY in boxes and condition and condition.says_nothing:
        raise Problem(CONDITION_MISSING)
    if condition and not condition.holds(mark):
        raise Problem(KEYS_MOVED)
    known = {line.id for line in listing(connection, cell) if line.revoked_at is None} | {RECOVERY}
    if not boxes.keys() <= known:
        raise Problem(RECIPIENT_GONE)
    if most is not None and count_of_day(connection, now, cell, Event.KEYS_PUT, account) >= most:
        raise too_often()
    _check_growth(connection, now, cell, account, boxes, signs)
    there = set(connection.execute(select(_TABLE.c.recipient).where(_TABLE.c.cell == cell)).scalars())
    for recipient, box in boxes.items():
        sign = signs.get(recipient)
        values = {"box": box, "put_by": account, "put_at": now, "version": sign.version if sign else 0}
        values |= {"signed_by": sign.by if sign else "", "signature": sign.signature if sign else None}
        mine = (_TABLE.c.cell == cell) & (_TABLE.c.recipient == recipient)
        if recipient in there:
            connection.execute(update(_TABLE).where(mine).values(values))
        else:
            connection.execute(insert(_TABLE).values(cell=cell, recipient=recipient, **values))
    subject = f"{len(boxes)} boxes, version {max((sign.version for sign in signs.values()), default=0)}"
    record(connection, now, account, Event.KEYS_PUT, cell=cell, subject=subject)
    ledger.touch(connection, cell)


def _check_growth(
    connection: Connection,
    now: datetime,
    cell: str,
    account: str,
    boxes: Mapping[str, bytes],
    signs: Mapping[str, BoxSign],
) -> None:
    """Raise :class:`Problem` if a machine adds more keys to the ring in a day than it can need.

    The ring has a maximum size, and revoking a machine needs a new key: so each machine has its own share, and those
    enrolled within a day share one. A machine accepts a box only if it holds as many keys as its version says: so every
    box must be signed once all machines of the cell sign.
    """
    if ledger.has_member_key(connection, cell) and boxes.keys() - signs.keys():
        raise Problem(MALFORMED)
    there = connection.execute(select(func.max(_TABLE.c.version)).where(_TABLE.c.cell == cell)).scalar_one() or 0
    growth = max((sign.version for sign in signs.values()), default=0) - there
    if growth <= 0:
        return
    young = _ACCOUNT.c.created_at > now - timedelta(days=1)
    newcomers = select(_ACCOUNT.c.id).where((_ACCOUNT.c.cell == cell) & young)
    is_new = connection.execute(newcomers.where(_ACCOUNT.c.id == account)).first() is not None
    today = (_USE.c.cell == cell) & (_USE.c.day == now.date().isoformat())
    made = select(func.coalesce(func.sum(_USE.c.ring_keys), 0))
    mine = connection.execute(made.where(today & (_USE.c.account == account))).scalar_one()
    theirs = connection.execute(made.where(today & _USE.c.account.in_(newcomers))).scalar_one() if is_new else 0
    if mine + growth > KEYS_OF_MACHINE or theirs + growth > KEYS_OF_NEWCOMERS:
        raise too_often()
    ledger.charge_keys(connection, now, cell, account, growth)
