"""Damaged parcels: marked when they do not match their hash or a machine could not open them, listed for the cell's
machines, put again by their own writer, or removed with the later entries of the device.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.engine import Connection, Row

from models.domain import limits
from models.domain.errors import UnknownRecord
from models.domain.language import N_
from sync.protocol.messages.entries import RemovedRun, WantedParcel
from sync.protocol.parcels import Parcel, ParcelPlace, digest
from sync.server import ledger, owners
from sync.server.audit import ADMIN, Event, count_of_day, record
from sync.server.problems import NOT_WANTED, Problem
from sync.server.tables import Account, Audit, Ledger, RemovedHistory, StoredHead, StoredParcel

COMPLAINTS = 3
"""How many times a machine can have a parcel put again; if it cannot open it then, another copy does not help."""
PATIENCE = owners.ABSENT
"""How long a damaged parcel waits for its own writer before any machine with a proof of membership may put it."""

_PARCEL = StoredParcel.__table__
_HEAD = StoredHead.__table__
_LEDGER = Ledger.__table__
_ACCOUNT = Account.__table__
_REMOVAL = RemovedHistory.__table__
_AUDIT = Audit.__table__
_NO_DEVICE = N_("There is no device {device} of this cell; see “chibo admin device list”.")
_NO_ENTRY = N_("Of {device} the server has {count} entries; nothing was removed.")


def complain(
    connection: Connection, now: datetime, cell: str, account: str, about: ParcelPlace, most: int = 1_000
) -> bool:
    """Record that a machine cannot open a parcel; return whether that is new. False for a parcel that is not stored.

    Also false beyond ``most`` reports in a day of any parcels, or :data:`COMPLAINTS` of one.
    """
    ledger.lock(connection, cell)
    row = _row(connection, cell, about)
    if row is None or row.complained_at or row.rotten_at:
        return False
    if _complaints(connection, cell, account, about) >= COMPLAINTS:
        return False
    if count_of_day(connection, now, cell, Event.PARCEL_COMPLAINED, account) >= most:
        return False
    connection.execute(update(_PARCEL).where(_at(cell, about)).values(complained_at=now))
    record(connection, now, account, Event.PARCEL_COMPLAINED, cell=cell, subject=_subject(about))
    ledger.touch(connection, cell)
    return True


def mark_rotten(connection: Connection, now: datetime, cell: str, parcels: Sequence[Parcel]) -> int:
    """Mark parcels that do not match their hash, after reading them again; return how many were marked."""
    ledger.lock(connection, cell)
    count = 0
    for parcel in parcels:
        row = _row(connection, cell, ParcelPlace.of(parcel))
        if row is None or row.rotten_at or ledger.is_whole(row):
            continue
        mine = _place(cell, row.device) & (_PARCEL.c.last == row.last)
        connection.execute(update(_PARCEL).where(mine).values(rotten_at=now))
        record(connection, now, ADMIN, Event.PARCEL_ROTTEN, cell=cell, subject=f"{row.device} {row.first}")
        count += 1
    if count:
        ledger.touch(connection, cell)
    return count


def wanted(connection: Connection, now: datetime, cell: str, account: str) -> tuple[WantedParcel, ...]:
    """Return the damaged parcels, and which of them this account may put again."""
    columns = [_PARCEL.c[name] for name in ("device", "first", "last", "previous_tag", "head_tag", "account")]
    marks = [_PARCEL.c.rotten_at, _PARCEL.c.complained_at]
    query = select(*columns, *marks).where((_PARCEL.c.cell == cell) & _is_marked())
    rows = connection.execute(query.order_by(_PARCEL.c.device, _PARCEL.c.last).limit(limits.WANTED)).all()
    gone = revoked(connection, cell) if rows else set()
    return tuple(WantedParcel.of(row, mine=_may_replace(row, now, account, gone)) for row in rows)


def replace(connection: Connection, now: datetime, cell: str, account: str, parcels: Sequence[Parcel]) -> None:
    """Replace damaged parcels by others of the same device, numbers and tags; all or none.

    Raises :class:`Problem` when one is not damaged, or not to be put by this account.
    """
    ledger.lock(connection, cell)
    gone = revoked(connection, cell)
    for parcel in parcels:
        row = _row(connection, cell, ParcelPlace.of(parcel))
        if row is None or not (row.rotten_at or row.complained_at) or not _may_replace(row, now, account, gone):
            raise Problem(NOT_WANTED)
        values = {"key_id": parcel.key_id, "box": parcel.box, "sha256": digest(parcel), "replaced": row.replaced + 1}
        marks = {"rotten_at": None, "complained_at": None}
        connection.execute(update(_PARCEL).where(_at(cell, ParcelPlace.of(parcel))).values(values | marks))
        grown = _LEDGER.c.octets + len(parcel.box) - len(row.box)
        connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(octets=grown))
        subject = f"{parcel.device} {parcel.first}"
        record(connection, now, account, Event.PARCEL_REPLACED, cell=cell, subject=subject)
    ledger.touch(connection, cell)


def remove_damaged(connection: Connection, now: datetime, cell: str, account: str) -> tuple[RemovedRun, ...]:
    """Remove every damaged parcel that is not this account's own, with the later entries of its device's journal.

    Laptops that have these entries put them again; entries that no machine can open are lost to none.
    """
    ledger.lock(connection, cell)
    marked = (_PARCEL.c.cell == cell) & _is_marked() & (_PARCEL.c.account != account)
    query = select(_PARCEL.c.device, func.min(_PARCEL.c.first).label("first")).where(marked)
    rows = connection.execute(query.group_by(_PARCEL.c.device).order_by(_PARCEL.c.device)).all()
    return tuple(cut(connection, now, cell, row.device, row.first, by=account) for row in rows)


def cut(
    connection: Connection,
    now: datetime,
    cell: str,
    device: str,
    first: int = 1,
    *,
    by: str = ADMIN,
    event: Event = Event.PARCELS_REMOVED,
) -> RemovedRun:
    """Remove a device's journal at the server from the parcel on that contains an entry; return the first one removed.

    Laptops keep what they have, and put it again. Raises :class:`UnknownRecord` when the cell has no such device, or no
    such entry of it.
    """
    ledger.lock(connection, cell)
    head = connection.execute(select(_HEAD.c.seq).where(_head(cell, device))).first()
    if head is None:
        raise UnknownRecord(_NO_DEVICE, device=device)
    if head.seq < first:
        raise UnknownRecord(_NO_ENTRY, device=device, count=head.seq)
    behind = _place(cell, device) & (_PARCEL.c.last >= first)
    octets = connection.execute(
        select(func.coalesce(func.sum(func.length(_PARCEL.c.box)), 0)).where(behind)
    ).scalar_one()
    count = connection.execute(delete(_PARCEL).where(behind)).rowcount
    left = select(_PARCEL.c.last, _PARCEL.c.head_tag).where(_place(cell, device)).order_by(_PARCEL.c.last.desc())
    last = connection.execute(left.limit(1)).first()
    if last is None:
        connection.execute(delete(_HEAD).where(_head(cell, device)))
    else:
        connection.execute(update(_HEAD).where(_head(cell, device)).values(seq=last.last, tag=last.head_tag))
    less = update(_LEDGER).where(_LEDGER.c.cell == cell).values(octets=_LEDGER.c.octets - octets)
    connection.execute(less)
    begin = last.last + 1 if last else 1
    record(connection, now, by, event, cell=cell, subject=f"{device} {begin}")
    ledger.touch(connection, cell)
    return RemovedRun(device=device, first=begin, parcels=count)


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device's journal at the server: the account that began it, its size, since when a part is damaged, the first
    entry that was removed for good.
    """

    device: str
    account: str
    entries: int
    octets: int
    damaged: int
    first_damaged: int | None
    removed_from: int | None


def devices(connection: Connection, cell: str) -> list[DeviceLine]:
    """Return the journals of a cell, the largest first."""
    sizes = func.coalesce(func.sum(func.length(_PARCEL.c.box)), 0).label("octets")
    query = select(_HEAD.c.device, _HEAD.c.account, _HEAD.c.seq.label("entries"), sizes)
    query = query.outerjoin(_PARCEL, (_PARCEL.c.cell == _HEAD.c.cell) & (_PARCEL.c.device == _HEAD.c.device))
    query = query.where(_HEAD.c.cell == cell).group_by(_HEAD.c.device, _HEAD.c.account, _HEAD.c.seq)
    damaged = select(_PARCEL.c.device, func.count().label("number"), func.min(_PARCEL.c.first).label("first"))
    damaged = damaged.where((_PARCEL.c.cell == cell) & _is_marked()).group_by(_PARCEL.c.device)
    marks = {row.device: (row.number, row.first) for row in connection.execute(damaged)}
    gone = select(_REMOVAL.c.device, _REMOVAL.c.first).where(_REMOVAL.c.cell == cell)
    removed = {row.device: row.first for row in connection.execute(gone)}
    lines = [
        DeviceLine(*row, *marks.get(row.device, (0, None)), removed.pop(row.device, None))
        for row in connection.execute(query)
    ]
    lines += [DeviceLine(device, "", 0, 0, 0, None, first) for device, first in removed.items()]
    return sorted(lines, key=lambda line: (-line.octets, line.device))


def _may_replace(row: Row[tuple[object, ...]], now: datetime, account: str, gone: set[str]) -> bool:
    marked = (
        min(time for time in (row.rotten_at, row.complained_at) if time) if row.rotten_at or row.complained_at else now
    )
    return row.account == account or row.account in gone or now - marked > PATIENCE


def revoked(connection: Connection, cell: str) -> set[str]:
    query = select(_ACCOUNT.c.id).where((_ACCOUNT.c.cell == cell) & _ACCOUNT.c.revoked_at.is_not(None))
    return set(connection.execute(query).scalars())


def _complaints(connection: Connection, cell: str, account: str, about: ParcelPlace) -> int:
    """Return how many times a machine reported a parcel."""
    theirs = (_AUDIT.c.cell == cell) & (_AUDIT.c.event == Event.PARCEL_COMPLAINED.value) & (_AUDIT.c.actor == account)
    query = select(func.count()).select_from(_AUDIT).where(theirs & (_AUDIT.c.subject == _subject(about)))
    return int(connection.execute(query).scalar_one())


def _subject(about: ParcelPlace) -> str:
    return f"{about.device} {about.first}"


def _row(connection: Connection, cell: str, about: ParcelPlace) -> Row[tuple[object, ...]] | None:
    """Return the row of a parcel with exactly these numbers and tags, if there is one."""
    row = connection.execute(select(_PARCEL).where(_at(cell, about))).first()
    named = (about.first, about.previous_tag, about.head_tag)
    return row if row and (row.first, bytes(row.previous_tag), bytes(row.head_tag)) == named else None


def _is_marked() -> ColumnElement[bool]:
    return or_(_PARCEL.c.rotten_at.is_not(None), _PARCEL.c.complained_at.is_not(None))


def _at(cell: str, about: ParcelPlace) -> ColumnElement[bool]:
    return _place(cell, about.device) & (_PARCEL.c.last == about.last)


def _place(cell: str, device: str) -> ColumnElement[bool]:
    return (_PARCEL.c.cell == cell) & (_PARCEL.c.device == device)


def _head(cell: str, device: str) -> ColumnElement[bool]:
    return (_HEAD.c.cell == cell) & (_HEAD.c.device == device)
