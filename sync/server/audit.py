"""The audit log: one row for each change of accounts, codes, keys, reports or the tree, in the same transaction, and
for what supervisors do on their pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from sync.server.tables import Audit

ADMIN = "admin"
"""The actor of commands on the server's own command line."""


class Event(StrEnum):
    """Kinds of logged events."""

    ORGANISATION_ADDED = "org.added"
    ORGANISATION_MOVED = "org.moved"
    CELL_CLOSED = "org.closed"
    CELL_REOPENED = "org.reopened"
    CODE_MADE = "code.made"
    CODE_REVOKED = "code.revoked"
    ACCOUNT_ENROLLED = "account.enrolled"
    ACCOUNT_REVOKED = "account.revoked"
    ACCOUNT_REVOKED_TOO = "account.revoked_too"
    ACCOUNT_RESTORED = "account.restored"
    KEYS_PUT = "keys.put"
    PARCEL_COMPLAINED = "parcel.complained"
    PARCEL_ROTTEN = "parcel.rotten"
    PARCEL_REPLACED = "parcel.replaced"
    PARCELS_REMOVED = "parcels.removed"
    PARCELS_REMOVED_FOR_GOOD = "parcels.removed_for_good"
    PARCELS_ALLOWED = "parcels.allowed"
    DEVICE_CONTINUED = "device.continued"
    MEMBERSHIP_REGISTERED = "membership.registered"
    MEMBERSHIP_FORGOTTEN = "membership.forgotten"
    REPORT_RECEIVED = "report.received"
    REPORT_ACKNOWLEDGED = "report.acknowledged"
    REPORTS_UNBOUND = "reports.unbound"
    REPORT_RETURNED = "report.returned"
    REPORT_REMOVED = "report.removed"
    SUPERVISOR_ADDED = "supervisor.added"
    SUPERVISOR_GRANTED = "supervisor.granted"
    SUPERVISOR_WITHDRAWN = "supervisor.withdrawn"
    SUPERVISOR_RESET = "supervisor.reset"
    SUPERVISOR_REMOVED = "supervisor.removed"
    SIGNED_IN = "sign_in.done"
    SIGN_IN_REFUSED = "sign_in.refused"
    SIGNED_OUT = "sign_out"
    REPORT_READ = "report.read"
    INSPECTED = "cell.inspected"
    EXPORTED = "figures.exported"
    PETITION_ANSWERED = "petition.answered"
    SCORE_REVIEWED = "score.reviewed"
    SUPERIOR_ASSIGNED = "superior.assigned"
    FOUR_GOOD_REGISTERED = "four_good.registered"
    FOUR_GOOD_DECIDED = "four_good.decided"
    PRAISED = "praise.given"
    PRAISE_WITHDRAWN = "praise.withdrawn"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the log: the actor (an account's or a supervisor's id, or ``admin``), the event and its object."""

    number: int
    at: datetime
    actor: str
    event: str
    cell: str | None
    subject: str


def record(
    connection: Connection, at: datetime, actor: str, event: Event, *, cell: str | None = None, subject: str = ""
) -> None:
    """Write a line. ``subject`` is an id, never text entered by a person."""
    values = {"at": at, "actor": actor, "event": event.value, "cell": cell, "subject": subject}
    connection.execute(insert(Audit).values(values))


def count_of_day(connection: Connection, now: datetime, cell: str, event: Event, *actors: str) -> int:
    """Return how many times an event happened in a cell within a day, by some actors together."""
    table = Audit.__table__
    done = (table.c.cell == cell) & (table.c.event == event.value) & (table.c.at > now - timedelta(days=1))
    done &= table.c.actor.in_(actors)
    return int(connection.execute(select(func.count()).select_from(table).where(done)).scalar_one())


def lines(connection: Connection, *, cell: str | None = None, limit: int = 100) -> list[AuditLine]:
    """Return the newest lines, the newest first."""
    query = select(Audit.__table__).order_by(Audit.__table__.c.number.desc()).limit(limit)
    if cell:
        query = query.where(Audit.__table__.c.cell == cell)
    return [AuditLine(**row._mapping) for row in connection.execute(query)]
