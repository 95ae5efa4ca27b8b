"""Who may put entries of a device: the account that began it, others once that is gone; nobody what was removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sync.protocol.parcels import Parcel
from sync.server.audit import Event, record
from sync.server.problems import NOT_YOURS, Problem
from sync.server.tables import Account, RemovedHistory, StoredHead, StoredParcel

ABSENT = timedelta(days=1)
"""So long after an account was seen, others of the cell may do what is its own: it is gone, or has no connection."""
COUNTED = timedelta(days=30)
"""So long a device counts against the quota of the account that began it: who takes another name leaves the last."""

_ACCOUNT = Account.__table__
_HEAD = StoredHead.__table__
_PARCEL = StoredParcel.__table__
_REMOVAL = RemovedHistory.__table__


def check(connection: Connection, now: datetime, cell: str, account: str, parcels: Sequence[Parcel]) -> None:
    """Raise :class:`Problem` where an account may not put some parcels; it names their devices.

    The account that began a device has to be able to go on under its own name, while it stands and was seen lately.
    Where it is shut out, or does not come, others put what they have of it: from a stick, after a restore of the
    server. Of what was removed for good nothing is taken, whoever puts it.
    """
    removed = _removed(connection, cell, parcels)
    theirs = _of_others(connection, now, cell, account, parcels)
    if removed or theirs:
        members = {"devices": sorted(removed | theirs)} | ({"removed": sorted(removed)} if removed else {})
        raise Problem(NOT_YOURS, members=members)


def begun(connection: Connection, now: datetime, cell: str, account: str) -> int:
    """Return how many devices of a cell an account began lately."""
    mine = (_PARCEL.c.cell == cell) & (_PARCEL.c.account == account) & (_PARCEL.c.first == 1)
    lately = mine & (_PARCEL.c.received_at > now - COUNTED)
    return int(connection.execute(select(func.count()).select_from(_PARCEL).where(lately)).scalar_one())


def record_continued(connection: Connection, now: datetime, cell: str, account: str, devices: set[str]) -> None:
    """Write down where a machine puts entries of a device that another one began: from a stick, after a restore."""
    others = (_HEAD.c.cell == cell) & _HEAD.c.device.in_(sorted(devices)) & ~_HEAD.c.account.in_([account, ""])
    for device in connection.execute(select(_HEAD.c.device).where(others)).scalars().all():
        record(connection, now, account, Event.DEVICE_CONTINUED, cell=cell, subject=device)


def _of_others(connection: Connection, now: datetime, cell: str, account: str, parcels: Sequence[Parcel]) -> set[str]:
    """Return the devices that another account began, which stands and was seen lately."""
    devices = sorted({parcel.device for parcel in parcels})
    others = (_HEAD.c.cell == cell) & _HEAD.c.device.in_(devices) & (_HEAD.c.account != account)
    standing = _ACCOUNT.c.revoked_at.is_(None) & (_ACCOUNT.c.last_seen > now - ABSENT)
    query = select(_HEAD.c.device).join(_ACCOUNT, _ACCOUNT.c.id == _HEAD.c.account).where(others & standing)
    return set(connection.execute(query).scalars())


def _removed(connection: Connection, cell: str, parcels: Sequence[Parcel]) -> set[str]:
    """Return the devices of which parcels hold entries that were removed for good.

    It goes by device and number: whatever stands there now, no more of that journal is wanted.
    """
    devices = sorted({parcel.device for parcel in parcels})
    query = select(_REMOVAL.c.device, _REMOVAL.c.first)
    rows = connection.execute(query.where((_REMOVAL.c.cell == cell) & _REMOVAL.c.device.in_(devices)))
    ends = {row.device: row.first for row in rows}
    return {one.device for one in parcels if one.device in ends and one.last >= ends[one.device]}
