"""Accounts: the enrolled machines of a cell, identified by a token of which only the hash is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from models.domain.errors import UnknownRecord
from models.domain.language import N_
from models.store.ids import new_id
from sync.protocol.messages.accounts import Enrolled
from sync.server import codes, ledger, newcomers, removals
from sync.server.audit import ADMIN, Event, record
from sync.server.problems import CODE_REFUSED, NO_ROOM, NOT_A_MEMBER, Problem
from sync.server.secrets import digest, new_token, same
from sync.server.tables import Account, KeyBox
from sync.vocabulary import CodeKind

SEEN_EVERY = timedelta(minutes=1)
"""The resolution of ``last_seen``: a finer one would make every read a write."""

REVOKED_TOLD = 500
"""The maximum number of revoked machines that are listed."""
_NOT_REVOKED = N_("There is no machine with the id {id} that was shut out; see “chibo admin account list”.")
_TABLE = Account.__table__


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """The keys that a machine states when it enrols; ``mac`` proves to the others that it has the cell's tag key."""

    seal_key: bytes
    sign_key: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class AccountLine:
    """The stored facts of an account."""

    id: str
    cell: str
    seal_key: bytes
    sign_key: bytes
    mac: bytes
    created_at: datetime
    last_seen: datetime | None
    revoked_at: datetime | None
    protocol: int = 1


_COLUMNS = [_TABLE.c[name] for name in AccountLine.__dataclass_fields__]
_BY_TOKEN = select(_TABLE.c.token_hash, *_COLUMNS).where(_TABLE.c.token_hash == bindparam("wanted"))
"""Built once, because every request runs it."""


def enrol(
    connection: Connection,
    now: datetime,
    code: str,
    keys: PublicKeys,
    limit: int,
    is_signed_by: Callable[[bytes], bool] = lambda _key: False,
) -> Enrolled:
    """Enrol a machine by a code. Raises :class:`Problem`, the same for an unknown, used, expired or revoked code.

    A machine with an invitation proves that it has the keys sent with it, if the cell has registered its own
    (``is_signed_by`` tells whether the request is signed by a key).

    The answer may get lost. Until the machine has used its token, the same code with the same keys returns the same
    account again, with a new token.
    """
    row = codes.look_up(connection, now, code)
    if row is None:
        raise Problem(CODE_REFUSED)
    if row.member_key and row.kind is CodeKind.INVITATION and not is_signed_by(bytes(row.member_key)):
        raise Problem(NOT_A_MEMBER)
    if row.used_at:
        return _again(connection, row, keys)
    if count_active(connection, row.cell) >= limit:
        raise Problem(NO_ROOM)
    made = Enrolled(account=new_id(), token=new_token(), cell=row.cell)
    values = {
        "id": made.account,
        "cell": made.cell,
        "token_hash": digest(made.token),
        "seal_key": keys.seal_key,
        "sign_key": keys.sign_key,
        "mac": keys.mac,
        "created_at": now,
    }
    connection.execute(insert(_TABLE).values(values))
    codes.mark_used(connection, now, row.id, made.account)
    record(connection, now, made.account, Event.ACCOUNT_ENROLLED, cell=made.cell, subject=row.id)
    ledger.touch(connection, made.cell)  # the other machines check whether it has the newest key
    return made


def _again(connection: Connection, code: Row[tuple[object, ...]], keys: PublicKeys) -> Enrolled:
    known = PublicKeys(code.seal_key, code.sign_key, code.mac)
    if known != keys or code.last_seen or code.account_revoked_at:
        raise Problem(CODE_REFUSED)
    token = new_token()
    connection.execute(update(_TABLE).where(_TABLE.c.id == code.used_by).values(token_hash=digest(token)))
    return Enrolled(account=code.used_by, token=token, cell=code.cell)


def by_token(connection: Connection, token: str) -> AccountLine | None:
    """Return the account of a token, unless it is revoked; the run time does not depend on the token."""
    wanted = digest(token)
    row = connection.execute(_BY_TOKEN, {"wanted": wanted}).first()
    known = same(row.token_hash if row else digest(""), wanted)
    if row is None or not known or row.revoked_at:
        return None
    return _line(row)


def mark_seen(connection: Connection, now: datetime, account: str, protocol: int = 1) -> None:
    """Record that an account made a request, and its protocol version."""
    connection.execute(update(_TABLE).where(_TABLE.c.id == account).values(last_seen=now, protocol=protocol))


def count_active(connection: Connection, cell: str) -> int:
    """Return how many machines of a cell are not revoked."""
    mine = (_TABLE.c.cell == cell) & _TABLE.c.revoked_at.is_(None)
    return int(connection.execute(select(func.count()).select_from(_TABLE).where(mine)).scalar_one())


def listing(connection: Connection, cell: str | None = None) -> list[AccountLine]:
    """Return the accounts of a cell, or all, including revoked ones, the oldest first."""
    query = select(_TABLE).order_by(_TABLE.c.created_at, _TABLE.c.id)
    if cell:
        query = query.where(_TABLE.c.cell == cell)
    return [_line(row) for row in connection.execute(query)]


def told(connection: Connection, cell: str) -> list[AccountLine]:
    """Return the accounts of a cell to list for its machines: all active ones and the last revoked ones."""
    query = select(_TABLE).where((_TABLE.c.cell == cell) & _TABLE.c.revoked_at.is_not(None))
    gone = connection.execute(query.order_by(_TABLE.c.revoked_at.desc()).limit(REVOKED_TOLD)).all()
    standing = connection.execute(select(_TABLE).where((_TABLE.c.cell == cell) & _TABLE.c.revoked_at.is_(None))).all()
    return sorted(map(_line, (*standing, *gone)), key=lambda line: (line.created_at, line.id))


def restore(connection: Connection, now: datetime, account: str) -> tuple[removals.AllowedAgain, ...]:
    """Make a revoked account valid again; the other machines then seal the keys for it. What members removed of it is
    accepted again, and returned.

    Raises :class:`UnknownRecord` for an unknown or active account.
    """
    gone = (_TABLE.c.id == account) & _TABLE.c.revoked_at.is_not(None)
    row = connection.execute(select(_TABLE.c.cell).where(gone).with_for_update()).first()
    if row is None:
        raise UnknownRecord(_NOT_REVOKED, id=account)
    connection.execute(update(_TABLE).where(_TABLE.c.id == account).values(revoked_at=None))
    record(connection, now, ADMIN, Event.ACCOUNT_RESTORED, cell=row.cell, subject=account)
    allowed = removals.allow_of_account(connection, now, row.cell, account)
    ledger.touch(connection, row.cell)
    return allowed


def revoke(
    connection: Connection,
    now: datetime,
    account: str,
    *,
    by: str = ADMIN,
    cell: str | None = None,
    event: Event = Event.ACCOUNT_REVOKED,
) -> None:
    """Revoke an account and the codes that it made, and delete the keys that wait for it; repeating it changes nothing.

    Raises :class:`UnknownRecord` for an unknown account (in the cell, if one is given).
    """
    row = connection.execute(select(_TABLE).where(_TABLE.c.id == account).with_for_update()).first()
    if row is None or (cell and row.cell != cell):
        raise UnknownRecord(N_("There is no machine with the id {id}; see “chibo admin account list”."), id=account)
    if row.revoked_at is None:
        connection.execute(update(_TABLE).where(_TABLE.c.id == account).values(revoked_at=now))
        boxes = KeyBox.__table__
        connection.execute(boxes.delete().where((boxes.c.cell == row.cell) & (boxes.c.recipient == account)))
        codes.revoke_made_by(connection, now, account)
        record(connection, now, by, event, cell=row.cell, subject=account)
        ledger.touch(connection, row.cell)  # the recovery box that it sealed has to be sealed again


def revoke_with_invited(connection: Connection, now: datetime, account: str, *, by: str, cell: str) -> None:
    """Revoke an account and all that joined lately by its invitations or by theirs; but never the one that asks.

    Raises :class:`UnknownRecord` as :func:`revoke` does.
    """
    invited = newcomers.invited_by(connection, now, cell, account)
    revoke(connection, now, account, by=by, cell=cell)
    for one in invited:
        if one != by:
            revoke(connection, now, one, by=by, cell=cell, event=Event.ACCOUNT_REVOKED_TOO)


def _line(row: Row[tuple[object, ...]]) -> AccountLine:
    return AccountLine(**{name: row._mapping[name] for name in AccountLine.__dataclass_fields__})
