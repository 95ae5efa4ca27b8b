"""The membership key of a cell: registered once, its signature is mandatory from then on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from sync.server import accounts, ledger
from sync.server.audit import ADMIN, Event, record
from sync.server.problems import NOT_A_MEMBER, NOT_YET, Problem
from sync.server.tables import Ledger

_LEDGER = Ledger.__table__


def key_of(connection: Connection, cell: str) -> bytes | None:
    """Return the public key of a cell's membership, ``None`` where none is registered yet."""
    key = connection.execute(select(_LEDGER.c.member_key).where(_LEDGER.c.cell == cell)).scalar_one()
    return bytes(key) if key else None


def register(connection: Connection, now: datetime, cell: str, account: str, key: bytes) -> None:
    """Register a cell's key, whose signature the caller has proved; registering the same key twice changes nothing.

    Only the cell's oldest machine may register, once all machines can sign (version 2). Raises :class:`Problem` for any
    other, and for another key than the registered one.
    """
    ledger.lock(connection, cell)
    there = key_of(connection, cell)
    if there == key:
        return
    if there is not None:
        raise Problem(NOT_A_MEMBER)
    standing = [one for one in accounts.listing(connection, cell) if one.revoked_at is None]
    if standing[0].id != account or any(one.last_seen and one.protocol < 2 for one in standing):
        raise Problem(NOT_YET)
    connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(member_key=key))
    record(connection, now, account, Event.MEMBERSHIP_REGISTERED, cell=cell)
    ledger.touch(connection, cell)


def forget(connection: Connection, now: datetime, cell: str, *, by: str = ADMIN) -> None:
    """Delete a cell's key: its oldest machine registers it again at its next exchange."""
    ledger.lock(connection, cell)
    connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(member_key=None))
    record(connection, now, by, Event.MEMBERSHIP_FORGOTTEN, cell=cell)
    ledger.touch(connection, cell)
