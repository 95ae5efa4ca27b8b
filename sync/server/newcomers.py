"""Machines that were invited within a day: they share the quotas of one, as a thief can invite any number."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sync.server.tables import Account, EnrolmentCode

NEW = timedelta(days=1)
INVITED = timedelta(days=30)
"""With a machine those are shut out that joined by its invitations within so many days. Machines that the cell has used
for longer are not: a stolen machine could shut them out in one call.
"""

_ACCOUNT = Account.__table__
_CODE = EnrolmentCode.__table__


def sharing(connection: Connection, now: datetime, cell: str, account: str) -> tuple[str, ...]:
    """Return the accounts that share their quotas with one: all newcomers of the cell if it is one, else itself.

    A machine that joined by an administrator's code is none.
    """
    young = (_CODE.c.cell == cell) & _CODE.c.made_by.is_not(None) & (_CODE.c.used_at > now - NEW)
    found = tuple(connection.execute(select(_CODE.c.used_by).where(young)).scalars())
    return found if account in found else (account,)


def invited_by(connection: Connection, now: datetime, cell: str, account: str) -> tuple[str, ...]:
    """Return the enrolled accounts that joined lately by invitations of one, or of those."""
    query = select(_CODE.c.made_by, _CODE.c.used_by, _ACCOUNT.c.revoked_at).join(
        _ACCOUNT, _ACCOUNT.c.id == _CODE.c.used_by
    )
    lately = (_CODE.c.cell == cell) & _CODE.c.made_by.is_not(None) & (_ACCOUNT.c.created_at > now - INVITED)
    rows = connection.execute(query.where(lately)).all()
    found, before = {account}, 0
    while len(found) > before:
        before = len(found)
        found |= {row.used_by for row in rows if row.made_by in found}
    return tuple(row.used_by for row in rows if row.used_by in found - {account} and row.revoked_at is None)
