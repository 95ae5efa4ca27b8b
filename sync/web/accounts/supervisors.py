"""Supervisors: added, listed, granted subtrees, reset and removed by the server's administrator."""

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
    """The secrets of a sign-in; the password only as its hash."""

    password_hash: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Granted:
    """A subtree of the organisation tree, and the supervisor's role there."""

    place: str
    name: str
    role: SupervisorRole


@dataclass(frozen=True, slots=True)
class SupervisorLine:
    """The facts of a supervisor, without secrets."""

    id: str
    login: str
    name: str
    created_at: datetime
    signed_in_at: datetime | None
    grants: tuple[Granted, ...]


def plain_login(login: str) -> str:
    """Return a login name in its stored form: lower case."""
    return nfc(login).strip().lower()


def add(connection: Connection, now: datetime, login: str, name: str, secrets: Secrets) -> str:
    """Add a supervisor without grants, and return the id. Raises :class:`Refused`."""
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
    """Grant a role on a place (its id) and all below it, replacing an earlier role there."""
    supervisor = _find(connection, login).id
    mine = (_GRANT.c.supervisor == supervisor) & (_GRANT.c.place == place)
    connection.execute(delete(_GRANT).where(mine))
    connection.execute(insert(_GRANT).values(supervisor=supervisor, place=place, role=role))
    record(connection, now, ADMIN, Event.SUPERVISOR_GRANTED, subject=f"{supervisor} {place}")


def withdraw(connection: Connection, now: datetime, login: str, place: str) -> None:
    """Withdraw a grant. Raises :class:`UnknownRecord` when there is none."""
    supervisor = _find(connection, login).id
    mine = (_GRANT.c.supervisor == supervisor) & (_GRANT.c.place == place)
    if not connection.execute(delete(_GRANT).where(mine)).rowcount:
        raise UnknownRecord(N_("{login} was not given this place; see “chibo admin supervisor list”."), login=login)
    record(connection, now, ADMIN, Event.SUPERVISOR_WITHDRAWN, subject=f"{supervisor} {place}")


def reset(connection: Connection, now: datetime, login: str, secrets: Secrets) -> None:
    """Replace a supervisor's password and second factor; all sessions of the supervisor end."""
    supervisor = _find(connection, login).id
    values = {"password_hash": secrets.password_hash, "totp_secret": secrets.totp_secret, "totp_step": 0}
    connection.execute(update(_TABLE).where(_TABLE.c.id == supervisor).values(values))
    _sign_out_everywhere(connection, supervisor)
    record(connection, now, ADMIN, Event.SUPERVISOR_RESET, subject=supervisor)


def remove(connection: Connection, now: datetime, login: str) -> None:
    """Remove a supervisor's login; the name stays beside earlier decisions."""
    supervisor = _find(connection, login).id
    connection.execute(update(_TABLE).where(_TABLE.c.id == supervisor).values(login=None, removed_at=now))
    connection.execute(delete(_GRANT).where(_GRANT.c.supervisor == supervisor))
    _sign_out_everywhere(connection, supervisor)
    record(connection, now, ADMIN, Event.SUPERVISOR_REMOVED, subject=supervisor)


def listing(connection: Connection) -> list[SupervisorLine]:
    """Return the supervisors that can sign in, by login name, with their grants."""
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
