"""Scrubbing: reads stored parcels again, a few at a time, to find damage on the disk while their writer
still has them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from anyio import to_thread
from sqlalchemy import select, tuple_, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from sync.protocol.parcels import Parcel, digest
from sync.server import hidden_parcels, ledger, repair
from sync.server.database import Database
from sync.server.faults import DatabaseUnavailable
from sync.server.log import event
from sync.server.tables import StoredParcel

AT_ONCE = 32
"""Parcels read in one transaction."""

_PARCEL = StoredParcel.__table__
_KEY = tuple_(_PARCEL.c.cell, _PARCEL.c.device, _PARCEL.c.last)

ParcelKey = tuple[str, str, int]
START: ParcelKey = ("", "", 0)


@dataclass(frozen=True, slots=True)
class ScrubBatch:
    """The result for some parcels: how many, the damaged ones by cell, those without a hash yet, and the last place."""

    read: int
    rotten: dict[str, list[Parcel]]
    unhashed: tuple[tuple[ParcelKey, bytes], ...]
    ended: ParcelKey | None


@dataclass(slots=True)
class ScrubTotals:
    """The result of a whole scrub."""

    read: int = 0
    rotten: int = 0


def read_batch(connection: Connection, after: ParcelKey) -> ScrubBatch:
    """Read the next parcels after a place; ``ended`` is ``None`` after the last."""
    query = select(_PARCEL).where(tuple_(*after) < _KEY).order_by(_PARCEL.c.cell, _PARCEL.c.device, _PARCEL.c.last)
    rows = connection.execute(query.limit(AT_ONCE)).all()
    rotten: dict[str, list[Parcel]] = {}
    unhashed = []
    for row in rows:
        if row.sha256 is None:
            unhashed.append(((row.cell, row.device, row.last), digest(ledger.parcel_of(row))))
        elif row.rotten_at is None and not ledger.is_whole(row):
            rotten.setdefault(row.cell, []).append(ledger.parcel_of(row))
    last = rows[-1] if len(rows) == AT_ONCE else None
    return ScrubBatch(len(rows), rotten, tuple(unhashed), (last.cell, last.device, last.last) if last else None)


def step(database: Database, now: datetime, after: ParcelKey, found: ScrubTotals) -> ParcelKey | None:
    """Check the next parcels and store the result; return where to continue, or ``None``."""
    if after == START:
        database.write(hidden_parcels.expire, now)
    seen = database.read(read_batch, after)
    for cell, parcels in seen.rotten.items():
        found.rotten += database.write(repair.mark_rotten, now, cell, parcels)
    if seen.unhashed:
        database.write(_keep_hashes, seen.unhashed)
    found.read += seen.read
    return seen.ended


def scrub(database: Database, now: datetime) -> ScrubTotals:
    """Check all parcels once."""
    found = ScrubTotals()
    place: ParcelKey | None = START
    while place is not None:
        place = step(database, now, place, found)
    return found


async def keep_scrubbing(database: Database, now: Callable[[], datetime], pause: float) -> None:
    """Check parcels as long as the server runs, some every ``pause`` seconds, from the beginning again
    after the last.
    """
    place: ParcelKey | None = START
    while pause:
        await asyncio.sleep(pause)
        found = ScrubTotals()
        # an unavailable database becomes available again
        with contextlib.suppress(DatabaseUnavailable, SQLAlchemyError):
            place = await to_thread.run_sync(step, database, now(), place or START, found)
        if found.rotten:
            event("parcels.rotten", parcels=found.rotten)


def _keep_hashes(connection: Connection, unhashed: tuple[tuple[ParcelKey, bytes], ...]) -> None:
    """Store the present hash of parcels that are older than hashes."""
    for (cell, device, last), sha256 in unhashed:
        mine = (_PARCEL.c.cell == cell) & (_PARCEL.c.device == device) & (_PARCEL.c.last == last)
        connection.execute(update(_PARCEL).where(mine & _PARCEL.c.sha256.is_(None)).values(sha256=sha256))
