"""Parts of journals that were removed for good: the server accepts them from nobody, and tells the laptops so.

What was removed because it was damaged (:mod:`sync.server.repair`) laptops put again; this they do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.engine import Connection

from models.domain import limits
from models.domain.errors import UnknownRecord
from models.domain.language import N_
from sync.protocol.messages.entries import Removal, RemovedRun
from sync.server import hidden_parcels, ledger, repair
from sync.server.audit import ADMIN, Event, record
from sync.server.problems import STILL_ENROLLED, Problem, too_often
from sync.server.tables import Account, RemovedHistory, StoredParcel

_REMOVAL = RemovedHistory.__table__
_PARCEL = StoredParcel.__table__
_ACCOUNT = Account.__table__
RECENT = timedelta(days=7)
"""A member removes for good what a machine put in so many days before it was revoked: a stolen machine can revoke the
others, and would otherwise remove their whole histories.
"""
ACCOUNTS_OF_DAY = 1
"""Of how many machines the members of a cell remove entries for good within a day."""
_NOT_REMOVED = N_("Nothing of {device} was removed for good; see “chibo admin device list”.")


@dataclass(frozen=True, slots=True)
class AllowedAgain:
    """A device that is accepted again, and how many of its parcels the server had kept."""

    device: str
    parcels: int


def listing(connection: Connection, cell: str) -> tuple[Removal, ...]:
    """Return the removed parts of a cell's journals, the newest first."""
    query = select(_REMOVAL).where(_REMOVAL.c.cell == cell).order_by(_REMOVAL.c.removed_at.desc(), _REMOVAL.c.device)
    rows = connection.execute(query.limit(limits.DEVICES))
    return tuple(Removal(device=row.device, first=row.first, at=row.removed_at, by=row.removed_by) for row in rows)


def remove(
    connection: Connection, now: datetime, cell: str, device: str, first: int = 1, *, by: str = ADMIN, account: str = ""
) -> RemovedRun:
    """Remove a device's journal for good, from the parcel on that contains an entry.

    Laptops keep what they have; what a member (``by``) has removed is kept hidden for a time. Raises
    :class:`UnknownRecord` as :func:`sync.server.repair.cut` does.
    """
    if by != ADMIN:
        hidden_parcels.hide(connection, now, cell, device, first)
    run = repair.cut(connection, now, cell, device, first, by=by, event=Event.PARCELS_REMOVED_FOR_GOOD)
    if by == ADMIN:
        hidden_parcels.forget(connection, cell, device, run.first)
    connection.execute(delete(_REMOVAL).where(_of(cell, device)))  # an earlier removal was of later entries
    connection.execute(
        insert(_REMOVAL).values(
            cell=cell, device=device, first=run.first, removed_at=now, removed_by=by, account=account
        )
    )
    return run


def allow(connection: Connection, now: datetime, cell: str, device: str) -> AllowedAgain:
    """Accept a device's entries again: what is hidden of them is back at once, and laptops that have more put it.

    Returns what is back. Raises :class:`UnknownRecord` if nothing of it was removed for good.
    """
    ledger.lock(connection, cell)
    if not connection.execute(delete(_REMOVAL).where(_of(cell, device))).rowcount:
        raise UnknownRecord(_NOT_REMOVED, device=device)
    hidden_parcels.expire(connection, now)
    count = hidden_parcels.bring_back(connection, cell, device)
    record(connection, now, ADMIN, Event.PARCELS_ALLOWED, cell=cell, subject=device)
    ledger.touch(connection, cell)
    return AllowedAgain(device, count)


def allow_of_account(connection: Connection, now: datetime, cell: str, account: str) -> tuple[AllowedAgain, ...]:
    """Accept again what members removed of a machine that was revoked and is restored; return what."""
    mine = (_REMOVAL.c.cell == cell) & (_REMOVAL.c.account == account)
    found = connection.execute(select(_REMOVAL.c.device).where(mine).order_by(_REMOVAL.c.device)).scalars().all()
    return tuple(allow(connection, now, cell, device) for device in found)


def remove_of_account(
    connection: Connection, now: datetime, cell: str, account: str, since: datetime | None, *, by: str
) -> tuple[RemovedRun, ...]:
    """Remove for good what a revoked machine put since a time, :data:`RECENT` before it was revoked at the earliest;
    return what was removed.

    A journal is cut at the first such parcel. If an enrolled machine put a later parcel of it, the journal is left to
    an administrator, and so is what is older. Raises :class:`Problem` if the machine is not a revoked one of the cell,
    or entries of too many machines were removed within a day.
    """
    ledger.lock(connection, cell)
    gone = repair.revoked(connection, cell)
    if account not in gone:
        raise Problem(STILL_ENROLLED)
    lately = (_REMOVAL.c.cell == cell) & (_REMOVAL.c.account != "") & (_REMOVAL.c.removed_at > now - timedelta(days=1))
    others = set(connection.execute(select(_REMOVAL.c.account).where(lately).distinct()).scalars()) - {account}
    if len(others) >= ACCOUNTS_OF_DAY:
        raise too_often()
    revoked_at = connection.execute(select(_ACCOUNT.c.revoked_at).where(_ACCOUNT.c.id == account)).scalar_one()
    earliest = max(since or revoked_at - RECENT, revoked_at - RECENT)
    theirs = (_PARCEL.c.cell == cell) & (_PARCEL.c.account == account) & (_PARCEL.c.received_at >= earliest)
    query = select(_PARCEL.c.device, func.min(_PARCEL.c.first).label("first")).where(theirs)
    found = connection.execute(query.group_by(_PARCEL.c.device).order_by(_PARCEL.c.device)).all()
    removable = [row for row in found if _writers(connection, cell, row.device, row.first) <= gone]
    return tuple(remove(connection, now, cell, row.device, row.first, by=by, account=account) for row in removable)


def _writers(connection: Connection, cell: str, device: str, first: int) -> set[str]:
    """Return the accounts that put a device's parcels from one on."""
    behind = (_PARCEL.c.cell == cell) & (_PARCEL.c.device == device) & (_PARCEL.c.last >= first)
    return set(connection.execute(select(_PARCEL.c.account).where(behind).distinct()).scalars())


def _of(cell: str, device: str) -> ColumnElement[bool]:
    return (_REMOVAL.c.cell == cell) & (_REMOVAL.c.device == device)
