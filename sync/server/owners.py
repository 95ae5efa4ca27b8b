"""Who may put entries of a device: the account that began it, others once that is absent; nobody what was removed."""

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
"""An account not seen for so long counts as absent: others of the cell may then put its entries."""
COUNTED = timedelta(days=30)
"""A device counts for so long against the quota of the account that began it; taking a new name ends the use of the
last.
"""

KEPT_SHARE = 5
"""One in so many devices is kept: of those that an account may begin, for the names under which the machine itself
writes, because anybody can hand over a stick with many others; of those of a cell, for machines that began few.
"""
FEW = 3
"""An account that began fewer devices than this within :data:`COUNTED` may use the share that the cell keeps."""
STORED = 5
"""The devices of a cell, those of revoked accounts included, are at most so many times its limit."""

_ACCOUNT = Account.__table__
_HEAD = StoredHead.__table__
_PARCEL = StoredParcel.__table__
_REMOVAL = RemovedHistory.__table__


def check(connection: Connection, now: datetime, cell: str, account: str, parcels: Sequence[Parcel]) -> None:
    """Raise :class:`Problem` if an account may not put some parcels; it names their devices.

    The account that began a device must be able to continue it while the account is active and was seen lately. If it
    is revoked or absent, others put what they have of it: from a stick, after a restore of the server. What was removed
    for good is accepted from nobody.
    """
    removed = _removed(connection, cell, parcels)
    theirs = _of_others(connection, now, cell, account, parcels)
    if removed or theirs:
        members = {"devices": sorted(removed | theirs)} | ({"removed": sorted(removed)} if removed else {})
        raise Problem(NOT_YOURS, members=members)


def without_room(
    connection: Connection,
    now: datetime,
    cell: str,
    account: str,
    new: Sequence[str],
    own: str,
    limit: int,
    most: int,
) -> list[str]:
    """Return the new devices for which there is no room, in the cell or among those an account may begin.

    The machine's ``own`` comes first. ``limit`` is that of the cell, in which devices of revoked accounts do not count;
    ``most`` that of the account.
    """
    mine, in_cell, kept = begun(connection, now, cell, account), _room(connection, cell, limit), limit // KEPT_SHARE
    own_room = min(in_cell if mine < FEW else in_cell - kept, most - mine)
    others = [device for device in new if device != own]
    others_room = min(in_cell - kept, most - mine - most // KEPT_SHARE) if own else own_room
    refused = [own] if own in new and own_room < 1 else []
    return [*refused, *others[max(0, others_room - (len(new) - len(others))) :]]


def _room(connection: Connection, cell: str, limit: int) -> int:
    """Return how many devices the cell may have more."""
    revoked = _ACCOUNT.c.revoked_at.is_not(None)
    query = select(func.count(), func.count().filter(revoked))
    both = query.select_from(_HEAD.outerjoin(_ACCOUNT, _ACCOUNT.c.id == _HEAD.c.account)).where(_HEAD.c.cell == cell)
    stored, of_revoked = connection.execute(both).one()
    return int(min(limit - (stored - of_revoked), STORED * limit - stored))


def begun(connection: Connection, now: datetime, cell: str, account: str) -> int:
    """Return how many devices of a cell an account began within :data:`COUNTED`."""
    mine = (_PARCEL.c.cell == cell) & (_PARCEL.c.account == account) & (_PARCEL.c.first == 1)
    lately = mine & (_PARCEL.c.received_at > now - COUNTED)
    return int(connection.execute(select(func.count()).select_from(_PARCEL).where(lately)).scalar_one())


def record_continued(connection: Connection, now: datetime, cell: str, account: str, devices: set[str]) -> None:
    """Record that a machine puts entries of a device that another one began: from a stick, after a restore."""
    others = (_HEAD.c.cell == cell) & _HEAD.c.device.in_(sorted(devices)) & ~_HEAD.c.account.in_([account, ""])
    for device in connection.execute(select(_HEAD.c.device).where(others)).scalars().all():
        record(connection, now, account, Event.DEVICE_CONTINUED, cell=cell, subject=device)


def _of_others(connection: Connection, now: datetime, cell: str, account: str, parcels: Sequence[Parcel]) -> set[str]:
    """Return the devices that another account began which is active and was seen lately."""
    devices = sorted({parcel.device for parcel in parcels})
    others = (_HEAD.c.cell == cell) & _HEAD.c.device.in_(devices) & (_HEAD.c.account != account)
    standing = _ACCOUNT.c.revoked_at.is_(None) & (_ACCOUNT.c.last_seen > now - ABSENT)
    query = select(_HEAD.c.device).join(_ACCOUNT, _ACCOUNT.c.id == _HEAD.c.account).where(others & standing)
    return set(connection.execute(query).scalars())


def _removed(connection: Connection, cell: str, parcels: Sequence[Parcel]) -> set[str]:
    """Return the devices of which parcels contain entries that were removed for good.

    Decided by device and number: no entry in that place is accepted, whatever it contains.
    """
    devices = sorted({parcel.device for parcel in parcels})
    query = select(_REMOVAL.c.device, _REMOVAL.c.first)
    rows = connection.execute(query.where((_REMOVAL.c.cell == cell) & _REMOVAL.c.device.in_(devices)))
    ends = {row.device: row.first for row in rows}
    return {one.device for one in parcels if one.device in ends and one.last >= ends[one.device]}
