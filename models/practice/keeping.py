"""What a practice keeps beside its records, in its own store: from what it was drawn, and what has happened.

It is of this machine only, and not journalled. Each write is durable, so that a practice whose laptop dies goes on.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from models.domain.clock import from_text, to_text
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import MeetingKind
from models.practice.happenings import Happening, Log
from models.practice.plan import Draw
from models.profiles.practice import Behaviour, PracticeLevel
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.store import Store

KEY = "practice"
"""The key of the practice among what the store remembers; it also marks a store that may be made anew."""

OUTAGE = timedelta(minutes=3)
"""How long the power stays away."""

_NO_PRACTICE = N_("The store in {home} is no practice; it was left as it is. Name another folder by --home.")


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice meeting: its draw, its meeting, the time at which it stands, and what has happened."""

    draw: Draw
    meeting: str
    now: datetime
    log: Log = ()

    def then(self, happening: Happening) -> Practice:
        """Return the practice after an event."""
        return replace(self, now=happening.at, log=(*self.log, happening))

    @property
    def has_no_power(self) -> bool:
        """Whether the power is away: nothing has happened since it went."""
        return bool(self.log) and self.log[-1].behaviour is Behaviour.POWER

    def to_text(self) -> str:
        """Return it as the store keeps it."""
        return json.dumps(
            {
                "seed": self.draw.seed,
                "level": self.draw.level.value,
                "kind": self.draw.kind.value,
                "speed": self.draw.speed,
                "meeting": self.meeting,
                "now": to_text(self.now),
                "log": [one.to_json() for one in self.log],
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str) -> Practice:
        """Return what :meth:`to_text` wrote."""
        found = json.loads(text)
        draw = Draw(found["seed"], PracticeLevel(found["level"]), MeetingKind(found["kind"]), found["speed"])
        log = tuple(map(Happening.from_json, found["log"]))
        return cls(draw, found["meeting"], from_text(found["now"]), log)


def is_practice(connection: sqlite3.Connection) -> bool:
    """Return whether a store is that of a practice: nothing of it may be sent, and it may be made anew."""
    return connection.execute("SELECT 1 FROM local_state WHERE key = ?", (KEY,)).fetchone() is not None


def read_kept(connection: sqlite3.Connection) -> Practice | None:
    """Return the practice of a store; ``None`` for a store that is none, that was not furnished to the end, or that
    another version of the program wrote in a way of its own.
    """
    row = connection.execute("SELECT value FROM local_state WHERE key = ?", (KEY,)).fetchone()
    try:
        return Practice.from_text(row[0]) if row else None
    except (LookupError, TypeError, ValueError):
        return None


def kept_practice(home: Path) -> Practice | None:
    """Return the practice in a folder; ``None`` where there is none.

    Raises :class:`Refused` for a store that is no practice: it may be that of a cell.
    """
    if not (home / DATABASE).exists():
        return None
    connection = open_reader(home)
    try:
        if not is_practice(connection):
            raise Refused(_NO_PRACTICE, home=home)
        found = read_kept(connection)
        return found and replace(found, now=max(found.now, _last_act(connection, found.now)))
    finally:
        connection.close()


def is_finished(home: Path, practice: Practice) -> bool:
    """Return whether the meeting of a practice was closed."""
    connection = open_reader(home)
    try:
        row = connection.execute(
            "SELECT closed_at FROM meeting WHERE id = ? AND deleted = 0", (practice.meeting,)
        ).fetchone()
        return row is None or row[0] is not None
    finally:
        connection.close()


def resumed(practice: Practice) -> Practice:
    """Return a practice as it goes on when the program is opened again; after a power cut some minutes later."""
    return replace(practice, now=practice.now + OUTAGE) if practice.has_no_power else practice


def keeping(practice: Practice) -> Callable[[Store], None]:
    """Return the job that writes a practice into its store."""

    def job(store: Store) -> None:
        with store.unit("practice.keep") as unit:
            unit.remember(KEY, practice.to_text())

    return job


def _last_act(connection: sqlite3.Connection, at_least: datetime) -> datetime:
    """Return when the last act was done: a killed program did not write the time at which it stood."""
    from models.queries.history import journal

    return max([at_least, *(one.time for one in journal(connection, limit=1))])
