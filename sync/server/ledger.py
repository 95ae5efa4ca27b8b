"""Parcels: appended to a device's journal if they continue it, delivered from any entry on.

The hot paths of the server, in SQLAlchemy Core. An append locks the cell's row in ``ledger``: of two machines that put
the same entries one succeeds, and the other receives the heads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from models.store.ids import new_id
from sync.protocol.parcels import Parcel, digest
from sync.protocol.parcels import TaggedHead as DeviceHead
from sync.server import owners
from sync.server.problems import CELL_FULL, DAY_FULL, NO_ROOM, TOO_FAR, Problem
from sync.server.settings import Limits
from sync.server.tables import DailyUse, Ledger, StoredHead, StoredParcel

_LEDGER = Ledger.__table__
_HEAD = StoredHead.__table__
_PARCEL = StoredParcel.__table__
_TAKEN = DailyUse.__table__
_REVISION = select(_LEDGER.c.revision).where(_LEDGER.c.cell == bindparam("of"))
_HEADS = (
    select(_HEAD.c.device, _HEAD.c.seq, _HEAD.c.tag).where(_HEAD.c.cell == bindparam("of")).order_by(_HEAD.c.device)
)
"""Built once, because nearly every request runs it."""

Heads = dict[str, DeviceHead]


class HistoryMismatch(Exception):
    """A parcel does not begin where the server's copy of the device's journal ends; nothing was stored."""

    def __init__(self, heads: Heads) -> None:
        super().__init__("a parcel does not continue what is there")
        self.heads = heads


@dataclass(frozen=True, slots=True)
class Quota:
    """How much a cell, and one of its accounts, may put: see :class:`sync.server.settings.Limits`."""

    devices_of_account: int
    run: int
    cell_octets: int
    day_octets: int
    day_entries: int

    @classmethod
    def of(cls, limits: Limits) -> Quota:
        """Return the quota of a server's limits."""
        return cls(**{name: getattr(limits, name) for name in cls.__dataclass_fields__})


SHIPPED = Quota.of(Limits())


@dataclass(frozen=True, slots=True)
class ParcelPage:
    """Parcels for a machine, and whether there are more.

    ``rotten`` are parcels that do not match their hash: they are not delivered, nor are later parcels of the device.
    """

    parcels: tuple[Parcel, ...]
    more: bool
    rotten: tuple[Parcel, ...] = ()


def revision(connection: Connection, cell: str) -> int:
    """Return how many times parcels were appended to the cell's journals."""
    return int(connection.execute(_REVISION, {"of": cell}).scalar_one())


def revisions(connection: Connection, cells: Sequence[str]) -> dict[str, int]:
    """Return the revisions of several cells in one query."""
    query = select(_LEDGER.c.cell, _LEDGER.c.revision).where(_LEDGER.c.cell.in_(cells))
    return {row.cell: row.revision for row in connection.execute(query)}


def besides(connection: Connection, cell: str) -> str:
    """Return the name of the cell's state beside the heads; it changes with each change of that state."""
    return str(connection.execute(select(_LEDGER.c.besides).where(_LEDGER.c.cell == cell)).scalar_one())


def touch(connection: Connection, cell: str) -> None:
    """Change the name of the cell's state beside the heads, which ends the long polls of its machines on
    every worker.
    """
    mine = update(_LEDGER).where(_LEDGER.c.cell == cell)
    connection.execute(mine.values(besides=new_id(), revision=_LEDGER.c.revision + 1))


def heads(connection: Connection, cell: str) -> Heads:
    """Return, for every device of the cell, the last entry that the server has."""
    return {device: DeviceHead(seq, tag) for device, seq, tag in connection.execute(_HEADS, {"of": cell})}


def append(
    connection: Connection,
    now: datetime,
    cell: str,
    account: str,
    parcels: Sequence[Parcel],
    device_limit: int,
    quota: Quota = SHIPPED,
    own: str = "",
) -> Heads:
    """Store parcels, all or none, and return the heads afterwards. ``own`` is the device of the machine itself.

    Raises :class:`HistoryMismatch` when a parcel does not continue what is stored (or what precedes it in the request),
    :class:`Problem` when one is of a device that another account continues, contains what was removed for good, when
    the cell or the account would have too many devices (it names them), or a quota is used up.
    """
    lock(connection, cell)
    before = heads(connection, cell)
    after = dict(before)
    rows = []
    for parcel in parcels:
        if parcel.last - parcel.first >= quota.run:
            raise Problem(TOO_FAR)
        if not continues(after.get(parcel.device), parcel):
            raise HistoryMismatch(before)
        after[parcel.device] = DeviceHead(parcel.last, parcel.head_tag)
        rows.append(_row(parcel, cell, account, now))
    if rows:
        owners.check(connection, now, cell, account, parcels)
        if new := [device for device in after if device not in before]:
            most = quota.devices_of_account
            if left_out := owners.without_room(connection, now, cell, account, new, own, device_limit, most):
                raise Problem(NO_ROOM, members={"devices": left_out})
        charge_quota(connection, now, cell, account, parcels, quota)
        owners.record_continued(connection, now, cell, account, {parcel.device for parcel in parcels})
        connection.execute(insert(_PARCEL), rows)
        write_heads(connection, cell, account, before, after)
        connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(revision=_LEDGER.c.revision + 1))
    return after


def charge_quota(
    connection: Connection, now: datetime, cell: str, account: str, parcels: Sequence[Parcel], quota: Quota
) -> None:
    """Count parcels against the quotas of a cell and an account. Raises :class:`Problem` if one is used up."""
    octets = sum(len(parcel.box) for parcel in parcels)
    entries = sum(parcel.last - parcel.first + 1 for parcel in parcels)
    whole = connection.execute(select(_LEDGER.c.octets).where(_LEDGER.c.cell == cell)).scalar_one() + octets
    if whole > quota.cell_octets:
        raise Problem(CELL_FULL)
    used = _charge(connection, now, cell, account, octets=octets, entries=entries)
    if used.octets > quota.day_octets or used.entries > quota.day_entries:
        raise Problem(DAY_FULL, {"Retry-After": "3600"})
    connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(octets=whole))


def charge_keys(connection: Connection, now: datetime, cell: str, account: str, keys: int) -> None:
    """Count keys that an account added to the cell's ring."""
    _charge(connection, now, cell, account, keys=keys)


def has_member_key(connection: Connection, cell: str) -> bool:
    """Tell whether a cell's machines prove that they have its key ring."""
    return connection.execute(select(_LEDGER.c.member_key).where(_LEDGER.c.cell == cell)).scalar_one() is not None


def _charge(
    connection: Connection, now: datetime, cell: str, account: str, *, octets: int = 0, entries: int = 0, keys: int = 0
) -> Row[tuple[object, ...]]:
    """Add to an account's use of a day and return the total of the day. Earlier days are deleted."""
    mine, day = (_TAKEN.c.cell == cell) & (_TAKEN.c.account == account), now.date().isoformat()
    more = {
        "octets": _TAKEN.c.octets + octets,
        "entries": _TAKEN.c.entries + entries,
        "ring_keys": _TAKEN.c.ring_keys + keys,
    }
    if not connection.execute(update(_TAKEN).where(mine & (_TAKEN.c.day == day)).values(more)).rowcount:
        connection.execute(delete(_TAKEN).where(mine))
        first = {"octets": octets, "entries": entries, "ring_keys": keys}
        connection.execute(insert(_TAKEN).values(cell=cell, account=account, day=day, **first))
    return connection.execute(select(_TAKEN).where(mine & (_TAKEN.c.day == day))).one()


def continues(head: DeviceHead | None, parcel: Parcel) -> bool:
    """Tell whether a parcel begins at the entry after the head, with the head's tag before it."""
    if head is None:
        return parcel.first == 1
    return parcel.first == head.seq + 1 and parcel.previous_tag == head.tag


def deliver(connection: Connection, cell: str, have: Mapping[str, int], limit: int, size: int) -> ParcelPage:
    """Return parcels with entries after those a machine has: at most ``limit``, and at most ``size`` bytes, but one at
    least.

    A device's parcels are in order and without a gap, so that each answer can be applied by itself.
    """
    found: list[Parcel] = []
    rotten: list[Parcel] = []
    room = size
    for device, head in heads(connection, cell).items():
        if head.seq <= have.get(device, 0):
            continue
        if len(found) == limit or (found and room <= 0):
            return ParcelPage(tuple(found), more=True, rotten=tuple(rotten))
        chosen, more = _choose(connection, cell, device, have.get(device, 0), limit - len(found), room, bool(found))
        whole = [parcel for parcel, _ in takewhile(lambda pair: pair[1], chosen)]
        found += whole
        room -= sum(len(parcel.box) for parcel in whole)
        if len(whole) < len(chosen):
            rotten.append(chosen[len(whole)][0])
        elif more:
            return ParcelPage(tuple(found), more=True, rotten=tuple(rotten))
    return ParcelPage(tuple(found), more=False, rotten=tuple(rotten))


def _choose(
    connection: Connection, cell: str, device: str, after: int, limit: int, room: int, may_be_none: bool
) -> tuple[list[tuple[Parcel, bool]], bool]:
    """Return a device's next parcels that fit, each with whether it matches its hash, and whether there are more.

    Sizes are read first, because boxes are large.
    """
    wanted = (_PARCEL.c.cell == cell) & (_PARCEL.c.device == device) & (_PARCEL.c.last > after)
    sizes = select(_PARCEL.c.last, func.length(_PARCEL.c.box)).where(wanted).order_by(_PARCEL.c.last).limit(limit + 1)
    upto, count, more = after, 0, False
    for last, length in connection.execute(sizes):
        fits = length <= room or not (may_be_none or count)
        if count == limit or not fits:
            more = True
            break
        upto, count, room = last, count + 1, room - length
    if not count:
        return [], more
    query = select(_PARCEL).where(wanted & (_PARCEL.c.last <= upto)).order_by(_PARCEL.c.last)
    return [(parcel_of(row), is_whole(row)) for row in connection.execute(query)], more


def is_whole(row: Row[tuple[object, ...]]) -> bool:
    """Tell whether a stored parcel matches the hash with which it came; true for parcels older than hashes."""
    return row.sha256 is None or bytes(row.sha256) == digest(parcel_of(row))


def lock(connection: Connection, cell: str) -> None:
    """Lock the cell's journals against other appends until the transaction ends."""
    connection.execute(select(_LEDGER.c.cell).where(_LEDGER.c.cell == cell).with_for_update()).one()


def write_heads(connection: Connection, cell: str, account: str, before: Heads, after: Heads) -> None:
    """Store the heads that changed; the account begins the devices that are new."""
    for device, head in after.items():
        if device not in before:
            values = {"cell": cell, "device": device, "seq": head.seq, "tag": head.tag, "account": account}
            connection.execute(insert(_HEAD).values(values))
        elif head != before[device]:
            mine = (_HEAD.c.cell == cell) & (_HEAD.c.device == device)
            connection.execute(update(_HEAD).where(mine).values(seq=head.seq, tag=head.tag))


def _row(parcel: Parcel, cell: str, account: str, now: datetime) -> dict[str, object]:
    return {
        "cell": cell,
        "device": parcel.device,
        "first": parcel.first,
        "last": parcel.last,
        "previous_tag": parcel.previous_tag,
        "head_tag": parcel.head_tag,
        "key_id": parcel.key_id,
        "box": parcel.box,
        "account": account,
        "received_at": now,
        "sha256": digest(parcel),
    }


def parcel_of(row: Row[tuple[object, ...]]) -> Parcel:
    """Return the parcel in a row."""
    return Parcel(
        device=row.device,
        first=row.first,
        last=row.last,
        previous_tag=row.previous_tag,
        head_tag=row.head_tag,
        key_id=row.key_id,
        box=row.box,
    )
