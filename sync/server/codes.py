"""Enrolment codes: for one cell, single-use, expiring; only their hash is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, Row

from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.store.ids import new_id
from sync.server.audit import ADMIN, Event, record
from sync.server.secrets import digest, new_code, same
from sync.server.tables import Account, EnrolmentCode, Ledger
from sync.vocabulary import CodeKind

_TABLE = EnrolmentCode.__table__


@dataclass(frozen=True, slots=True)
class NewCode:
    """A new code in clear; it is shown once."""

    id: str
    code: str
    cell: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeLine:
    """The stored facts of a code, without the code."""

    id: str
    cell: str
    kind: CodeKind
    made_by: str | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    used_by: str | None
    revoked_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Tell whether a machine can still enrol with it."""
        return not (self.used_at or self.revoked_at) and now < self.expires_at


def make(connection: Connection, now: datetime, cell: str, life: timedelta, account: str | None = None) -> NewCode:
    """Make a code for a cell, by an account (an invitation) or by an administrator."""
    made = NewCode(new_id(), new_code(), cell, now + life)
    values = {
        "id": made.id,
        "code_hash": digest(made.code),
        "cell": cell,
        "kind": CodeKind.INVITATION if account else CodeKind.ENROLMENT,
        "made_by": account,
        "created_at": now,
        "expires_at": made.expires_at,
    }
    connection.execute(insert(_TABLE).values(values))
    record(connection, now, account or ADMIN, Event.CODE_MADE, cell=cell, subject=made.id)
    return made


def count_open(connection: Connection, now: datetime, cell: str, made_by: Sequence[str]) -> int:
    """Return how many codes of a cell that some accounts made are valid."""
    unused = _TABLE.c.used_at.is_(None) & _TABLE.c.revoked_at.is_(None) & (_TABLE.c.expires_at > now)
    query = (
        select(func.count()).select_from(_TABLE).where(unused & (_TABLE.c.cell == cell) & _TABLE.c.made_by.in_(made_by))
    )
    return int(connection.execute(query).scalar_one())


def look_up(connection: Connection, now: datetime, code: str) -> Row[tuple[object, ...]] | None:
    """Return the row of a code that is neither expired nor revoked, locked until the transaction ends.

    It may be used already; :mod:`sync.server.accounts` decides about that, and gets the columns of the account that
    used it. The same query runs for existing and unknown codes.
    """
    wanted = digest(code)
    used_by, ledgers = Account.__table__, Ledger.__table__
    keys = (used_by.c.seal_key, used_by.c.sign_key, used_by.c.mac, used_by.c.last_seen)
    query = select(_TABLE, *keys, used_by.c.revoked_at.label("account_revoked_at"), ledgers.c.member_key)
    query = query.outerjoin(used_by, used_by.c.id == _TABLE.c.used_by)
    query = query.outerjoin(ledgers, ledgers.c.cell == _TABLE.c.cell).where(_TABLE.c.code_hash == wanted)
    row = connection.execute(query.with_for_update(of=_TABLE)).first()
    known = same(row.code_hash if row else digest(""), wanted)
    if row is None or not known or row.revoked_at or row.expires_at <= now:
        return None
    return row


def mark_used(connection: Connection, now: datetime, code_id: str, account: str) -> None:
    """Record which account used a code."""
    connection.execute(update(_TABLE).where(_TABLE.c.id == code_id).values(used_at=now, used_by=account))


def listing(connection: Connection, cell: str | None = None) -> list[CodeLine]:
    """Return the codes, of one cell or all, the newest first."""
    columns = [_TABLE.c[name] for name in CodeLine.__dataclass_fields__]
    query = select(*columns).order_by(_TABLE.c.created_at.desc(), _TABLE.c.id.desc())
    if cell:
        query = query.where(_TABLE.c.cell == cell)
    return [CodeLine(**row._mapping) for row in connection.execute(query)]


def revoke(connection: Connection, now: datetime, code_id: str) -> None:
    """Revoke a code. Raises :class:`Refused` when it was used already: then revoke the account."""
    row = connection.execute(select(_TABLE).where(_TABLE.c.id == code_id).with_for_update()).first()
    if row is None:
        raise UnknownRecord(N_("There is no code with the id {id}; see “chibo admin code list”."), id=code_id)
    if row.used_by:
        raise Refused(N_("The code was used already. Revoke the machine: chibo admin account revoke {id}"),
                      id=row.used_by)  # fmt: skip
    if row.revoked_at is None:
        connection.execute(update(_TABLE).where(_TABLE.c.id == code_id).values(revoked_at=now))
        record(connection, now, ADMIN, Event.CODE_REVOKED, cell=row.cell, subject=code_id)


def revoke_made_by(connection: Connection, now: datetime, account: str) -> None:
    """Revoke the unused codes that an account made: a thief of the machine could have made some."""
    unused = (_TABLE.c.made_by == account) & _TABLE.c.used_at.is_(None) & _TABLE.c.revoked_at.is_(None)
    for row in connection.execute(select(_TABLE.c.id, _TABLE.c.cell).where(unused).with_for_update()).all():
        connection.execute(update(_TABLE).where(_TABLE.c.id == row.id).values(revoked_at=now))
        record(connection, now, account, Event.CODE_REVOKED, cell=row.cell, subject=row.id)
