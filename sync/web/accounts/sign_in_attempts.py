"""Lock-out against guessing: attempts are counted within a window, before a password is checked.

There are three counts: by address, by login name for unknown browsers, and by trusted browser. So somebody who guesses
a name from many addresses blocks other unknown browsers for a quarter of an hour, but not the supervisor's own browser;
and every count ends with its window.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select, text, update
from sqlalchemy.engine import Connection

from models.domain.clock import from_text, to_text
from sync.server.secrets import digest
from sync.server.tables import SignInAttempt
from sync.web.settings import ATTEMPTS_OF_ADDRESS, ATTEMPTS_OF_DEVICE, ATTEMPTS_OF_LOGIN, WINDOW

_TABLE = SignInAttempt.__table__
_FORGOTTEN_AT_ONCE = 200
NO_TIME = timedelta()
_COUNT = text(
    "INSERT INTO sign_in_try (key, tries, since) VALUES (:key, 1, :now) ON CONFLICT (key) DO UPDATE SET"
    " tries = CASE WHEN sign_in_try.since <= :old THEN 1 ELSE sign_in_try.tries + 1 END,"
    " since = CASE WHEN sign_in_try.since <= :old THEN :now ELSE sign_in_try.since END RETURNING tries, since"
)

Counts = Mapping[str, int]
"""Allowed attempts per key in a window, the address's first."""


def counts(address: str, login: str, device: str | None) -> Counts:
    """Return the keys and limits of an attempt. ``device`` is the hash of a trusted browser's token, if
    there is one.
    """
    own = {digest(f"device {device}"): ATTEMPTS_OF_DEVICE} if device else {digest(f"login {login}"): ATTEMPTS_OF_LOGIN}
    return {digest(f"address {address}"): ATTEMPTS_OF_ADDRESS} | own


def take(connection: Connection, now: datetime, wanted: Counts) -> timedelta:
    """Count an attempt; return how long to wait after too many, else zero."""
    _forget(connection, now)
    for key, most in wanted.items():
        row = connection.execute(_COUNT, {"key": key, "now": to_text(now), "old": to_text(now - WINDOW)}).one()
        if row.tries > most:
            return from_text(row.since) + WINDOW - now
    return NO_TIME


def forgive(connection: Connection, wanted: Counts) -> None:
    """Reset the counts after a correct attempt. Of the address only this attempt is removed: otherwise one account
    would hide guesses at others, and many people in one office would lock it out.
    """
    address, *mine = wanted
    connection.execute(delete(_TABLE).where(_TABLE.c.key.in_(mine)))
    connection.execute(update(_TABLE).where(_TABLE.c.key == address).values(tries=_TABLE.c.tries - 1))


def _forget(connection: Connection, now: datetime) -> None:
    old = select(_TABLE.c.key).where(_TABLE.c.since <= now - WINDOW).limit(_FORGOTTEN_AT_ONCE)
    connection.execute(delete(_TABLE).where(_TABLE.c.key.in_(old)))
