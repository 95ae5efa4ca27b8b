"""Sessions: a signed-in browser, known by a cookie of which only the hash is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from models.domain.language import Language
from sync.server.secrets import digest, new_token, same
from sync.server.tables import Supervisor, TrustedDevice, WebSession
from sync.web.settings import ABSOLUTE, IDLE, SEEN_EVERY, TRUST

_TABLE = WebSession.__table__
_PERSON = Supervisor.__table__
_DEVICE = TrustedDevice.__table__


@dataclass(frozen=True, slots=True)
class Visitor:
    """The signed-in supervisor; ``session`` is the hash of the cookie's token."""

    supervisor: str
    name: str
    language: Language
    session: str
    is_fresh: bool
    """Whether the stored time of the last request is recent enough."""


def begin(connection: Connection, now: datetime, supervisor: str, language: Language) -> str:
    """Begin a session and return its new token; expired sessions are deleted."""
    connection.execute(delete(_TABLE).where((_TABLE.c.seen_at <= now - IDLE) | (_TABLE.c.created_at <= now - ABSOLUTE)))
    token = new_token()
    values = {"supervisor": supervisor, "created_at": now, "seen_at": now, "language": language}
    connection.execute(insert(_TABLE).values(token_hash=digest(token), **values))
    return token


def find(connection: Connection, now: datetime, token: str) -> Visitor | None:
    """Return who is signed in by a token; ``None`` for an unknown or expired session."""
    wanted = digest(token)
    query = select(_TABLE, _PERSON.c.name).join(_PERSON, _PERSON.c.id == _TABLE.c.supervisor)
    row = connection.execute(query.where((_TABLE.c.token_hash == wanted) & _PERSON.c.removed_at.is_(None))).first()
    if row is None or not same(row.token_hash, wanted):
        return None
    if now >= row.seen_at + IDLE or now >= row.created_at + ABSOLUTE:
        return None
    return Visitor(row.supervisor, row.name, row.language, wanted, now < row.seen_at + SEEN_EVERY)


def mark_seen(connection: Connection, now: datetime, session: str) -> None:
    """Record the time of a request."""
    connection.execute(update(_TABLE).where(_TABLE.c.token_hash == session).values(seen_at=now))


def speak(connection: Connection, session: str, language: Language) -> None:
    """Store the chosen language."""
    connection.execute(update(_TABLE).where(_TABLE.c.token_hash == session).values(language=language))


def end(connection: Connection, session: str) -> None:
    """End a session: its token is invalid from now on."""
    connection.execute(delete(_TABLE).where(_TABLE.c.token_hash == session))


def trusted(connection: Connection, now: datetime, login: str, device: str) -> str | None:
    """Return the hash of a browser's token, if the supervisor of this login signed in from it; else ``None``."""
    wanted = digest(device)
    query = select(_DEVICE.c.token_hash).join(_PERSON, _PERSON.c.id == _DEVICE.c.supervisor)
    mine = (_DEVICE.c.token_hash == wanted) & (_PERSON.c.login == login) & (_DEVICE.c.used_at > now - TRUST)
    return connection.execute(query.where(mine)).scalar()


def trust(connection: Connection, now: datetime, supervisor: str) -> str:
    """Trust a browser from now on; return its token, a new one each time."""
    connection.execute(delete(_DEVICE).where(_DEVICE.c.used_at <= now - TRUST))
    token = new_token()
    connection.execute(insert(_DEVICE).values(token_hash=digest(token), supervisor=supervisor, used_at=now))
    return token
