"""Supervisors: made, listed, given subtrees, reset and removed by the server's administrator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Row

from models.domain import limits
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.text import nfc, one_line
from models.store.ids import new_id
from sync.server.audit import ADMIN, Event, record
from sync.server.tables import Grant, OrganisationNode, Supervisor, TrustedDevice, WebSession
from sync.vocabulary import SupervisorRole

_TABLE = Supervisor.__table__
_GRANT = Grant.__table__
_PLACE = OrganisationNode.__table__
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What somebody signs in with; the password only as its hash."""

    password_hash: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Granted:
    """A subtree of the organisation tree, and what the supervisor may do there."""

    place: str
    name: str
    role: SupervisorRole


@dataclass(frozen=True, slots=True)
class SupervisorLine:
    """What is known of a supervisor; never a secret."""

    id: str
    login: str
    name: str
    created_at: datetime
    signed_in_at: datetime | None
    grants: tuple[Granted, ...]


def plain_login(login: str) -> str:
    """Return a login name as it is kept: small letters, so that nobody need remember which were large."""
    return nfc(login).strip().lower()


def add(connection: Connection, now: datetime, login: str, name: str, secrets: Secrets) -> str:
    """Add a supervisor, who may see nothing yet, and return the id. Raises :class:`Refused`."""
    login, name = plain_login(login), " ".join(one_line(nfc(name)).split())
    if not _LOGIN.fullmatch(login):
        raise Refused(N_("A login name has 2 to 64 letters without diacritics, digits, “.”, “-”, “_” or “@”."))
    if not name or len(name) > limits.NAME:
        raise Refused(N_("Give the supervisor's name, of at most {limit} letters."), limit=limits.NAME)
    if connection.execute(select(_TABLE.c.id).where(_TABLE.c.login == login)).first():
        raise Refused(N_("There is a supervisor with the login name {login} already."), login=login)
    supervisor = new_id()
    values = {"password_hash": secrets.password_hash, "totp_secret": secrets.totp_secret, "totp_step": 0}
    connection.execute(insert(_TABLE).values(id=supervisor, login=login, name=name, created_at=now, **values))
    record(connection, now, ADMIN, Event.SUPERVISOR_ADDED, subject=supervisor)
    return supervisor


def grant(connection: Connection, now: datetime, login: str, place: str, role: SupervisorRole) -> None:
    """Let a supervisor read, or decide on, a place (its id) and all below it, in place of an earlier role there."""
    supervisor = _find(connection, login).id
    mine = (_GRANT.c.supervisor == supervisor) & (_GRANT.c.place == place)
    connection.execute(delete(_GRANT).where(mine))
    connection.execute(insert(_GRANT).values(supervisor=supervisor, place=place, role=role))
    record(connection, now, ADMIN, Event.SUPERVISOR_GRANTED, subject=f"{supervisor} {place}")


def withdraw(connection: Connection, now: datetime, login: str, place: str) -> None:
    """Let a supervisor see a subtree no longer. Raises :class:`UnknownRecord` when it was not granted."""
    supervisor = _find(connection, login).id
    mine = (_GRANT.c.supervisor == supervisor) & (_GRANT.c.place == place)
    if not connection.execute(delete(_GRANT).where(mine)).rowcount:
        raise UnknownRecord(N_("{login} was not given this place; see “chibo admin supervisor list”."), login=login)
    record(connection, now, ADMIN, Event.SUPERVISOR_WITHDRAWN, subject=f"{supervisor} {place}")


def reset(connection: Connection, now: datetime, login: str, secrets: Secrets) -> None:
    """Give a supervisor another password and second factor; whoever is signed in under the name is signed out."""
    supervisor = _find(connection, login).id
    values = {"password_hash": secrets.password_hash, "totp_secret": secrets.totp_secret, "totp_step": 0}
    connection.execute(update(_TABLE).where(_TABLE.c.id == supervisor).values(values))
    _sign_out_everywhere(connection, supervisor)
    record(connection, now, ADMIN, Event.SUPERVISOR_RESET, subject=supervisor)


def remove(connection: Connection, now: datetime, login: str) -> None:
    """Let a supervisor sign in no more; the name stays beside what was decided."""
    supervisor = _find(connection, login).id
    connection.execute(update(_TABLE).where(_TABLE.c.id == supervisor).values(login=None, removed_at=now))
    connection.execute(delete(_GRANT).where(_GRANT.c.supervisor == supervisor))
    _sign_out_everywhere(connection, supervisor)
    record(connection, now, ADMIN, Event.SUPERVISOR_REMOVED, subject=supervisor)


def listing(connection: Connection) -> list[SupervisorLine]:
    """Return the supervisors that can sign in, by login name, each with what was granted."""
    grants: dict[str, list[Granted]] = {}
    query = select(_GRANT, _PLACE.c.name).join(_PLACE, _PLACE.c.id == _GRANT.c.place).order_by(_PLACE.c.sort_key)
    for row in connection.execute(query):
        grants.setdefault(row.supervisor, []).append(Granted(row.place, row.name, row.role))
    rows = connection.execute(select(_TABLE).where(_TABLE.c.login.is_not(None)).order_by(_TABLE.c.login))
    return [
        SupervisorLine(row.id, row.login, row.name, row.created_at, row.signed_in_at, tuple(grants.get(row.id, ())))
        for row in rows
    ]


def _find(connection: Connection, login: str) -> Row[tuple[object, ...]]:
    row = connection.execute(select(_TABLE).where(_TABLE.c.login == plain_login(login)).with_for_update()).first()
    if row is None:
        raise UnknownRecord(N_("No supervisor is called {login}; see “chibo admin supervisor list”."), login=login)
    return row


def _sign_out_everywhere(connection: Connection, supervisor: str) -> None:
    for table in (WebSession.__table__, TrustedDevice.__table__):
        connection.execute(delete(table).where(table.c.supervisor == supervisor))
