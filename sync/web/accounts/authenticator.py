"""Sign-in: counts the attempt, checks password and code, begins a session. Unknown names take the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from anyio import CapacityLimiter, to_thread
from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from models.domain.language import Language
from sync.server.audit import Event, record
from sync.server.secrets import digest
from sync.server.service import Service
from sync.server.tables import Supervisor, TrustedDevice
from sync.web.accounts import passwords, sessions, sign_in_attempts
from sync.web.accounts.supervisors import plain_login

AT_ONCE = 2
"""Passwords that a worker process checks at the same time: each takes 64 MB and much CPU."""

_TABLE = Supervisor.__table__


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed, and from where; ``device`` and ``session`` are the tokens in the browser's cookies, if any."""

    login: str
    password: str
    code: str
    address: str
    device: str
    session: str
    language: Language


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The tokens of the two cookies: the session's and the browser's."""

    session: str
    device: str


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """Refused; where ``wait`` is not zero, without checking, as there were too many attempts."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class _Candidate:
    id: str
    password_hash: str
    totp_secret: str
    totp_step: int


class Authenticator:
    """Signs supervisors in; one instance per worker process."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._limiter = CapacityLimiter(AT_ONCE)

    async def sign_in(self, attempt: Attempt) -> SignedIn | NotSignedIn:
        """Check an attempt. A wrong name, password or code gets the same answer after the same time."""
        service, now, login = self._service, self._service.now(), plain_login(attempt.login)[:64]
        device = await service.read(sessions.trusted, now, login, attempt.device)
        wanted = sign_in_attempts.counts(attempt.address, login, device)
        wait = await service.write(sign_in_attempts.take, now, wanted)
        if wait:
            return NotSignedIn(wait)
        candidate = await service.read(_candidate, login)
        nobody = await to_thread.run_sync(_nobody)  # created at the first attempt
        known = candidate or nobody
        right = await to_thread.run_sync(passwords.fits, known.password_hash, attempt.password, limiter=self._limiter)
        step = passwords.step_of(known.totp_secret, attempt.code, now, known.totp_step)
        if candidate is None or not right or step is None:
            await service.write(_refuse, now, known.id)
            return NotSignedIn(sign_in_attempts.NO_TIME)
        done = await service.write(_let_in, now, known.id, step, wanted, attempt)
        return done or NotSignedIn(sign_in_attempts.NO_TIME)


def _candidate(connection: Connection, login: str) -> _Candidate | None:
    columns = [_TABLE.c[name] for name in _Candidate.__dataclass_fields__]
    row = connection.execute(select(*columns).where(_TABLE.c.login == login)).first()
    return _Candidate(**row._mapping) if row else None


def _nobody() -> _Candidate:
    return _Candidate("", *passwords.dummy_credentials(), 0)


def _refuse(connection: Connection, now: datetime, supervisor: str) -> None:
    record(connection, now, supervisor, Event.SIGN_IN_REFUSED, subject=supervisor)


def _let_in(
    connection: Connection, now: datetime, supervisor: str, step: int, wanted: sign_in_attempts.Counts, attempt: Attempt
) -> SignedIn | None:
    """Begin a session, unless the code was used, or the supervisor removed, in the meantime."""
    unused = (_TABLE.c.id == supervisor) & (_TABLE.c.totp_step < step) & _TABLE.c.login.is_not(None)
    if not connection.execute(update(_TABLE).where(unused).values(totp_step=step, signed_in_at=now)).rowcount:
        _refuse(connection, now, supervisor)
        return None
    sign_in_attempts.forgive(connection, wanted)
    devices = TrustedDevice.__table__
    connection.execute(delete(devices).where(devices.c.token_hash == digest(attempt.device)))
    record(connection, now, supervisor, Event.SIGNED_IN, subject=supervisor)
    sessions.end(connection, digest(attempt.session))  # the previous session in this browser
    session = sessions.begin(connection, now, supervisor, attempt.language)
    return SignedIn(session, sessions.trust(connection, now, supervisor))
