"""The unit of work: one act's transaction, which becomes one journal entry when it commits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sqlmodel import Session

from models.domain.clock import VIETNAM, to_text
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_, Text, _
from models.domain.points import Points
from models.domain.warnings import RuleWarning
from models.store.causal_links import with_replaced
from models.store.entry import (
    CLOCK,
    COUNTER_BITS,
    OUTSIDE,
    PART,
    Entry,
    RowChange,
    consolidate,
    entry_hash,
    next_time,
    to_milliseconds,
)
from models.store.entry_checks import unfit
from models.store.entry_details import fitted
from models.store.ids import natural_id
from models.store.journal import last_entry, last_time, pending_changes, write_entry, write_received
from models.store.rows import refresh_after
from models.store.splitting import cut, is_perhaps_large
from models.tables import Record

R = TypeVar("R", bound=Record)

KEYS_AT_ONCE = 50
"""How many natural keys are looked up by one query where the first one is taken."""

NAMES = {
    "agenda_item": N_("agenda item"),
    "guest": N_("guest"),
    "letter": N_("letter"),
    "material": N_("document"),
    "meeting": N_("meeting"),
    "member": N_("member"),
    "minutes": N_("minutes"),
    "motion": N_("motion"),
    "motion_option": N_("option"),
    "note": N_("note"),
    "organisation": N_("organisation"),
    "petition": N_("petition"),
    "planned_theme": N_("theme"),
    "resolution": N_("resolution"),
    "round": N_("round"),
    "round_option": N_("option"),
    "round_voter": N_("voter"),
    "speech": N_("speech"),
    "task": N_("task"),
}
"""The records that people and scripts name by key, and their names in refusals."""

_UNFIT = N_(
    "A value is outside what can be kept (a year before 1000 or after 2999, a number of more than 15 digits, a text of"
    " more than a million letters): nothing was saved. Write another one."
)


class Unit:
    """The context of an act: rows, the current time, the audit line, warnings.

    ``undoes`` is the entry (device, seq) that this act undoes, if any; ``entry`` is what :meth:`seal` wrote, ``None``
    if the act changed nothing. ``afterwards`` are jobs outside the store, run after the commit. ``shown_meeting`` is
    the meeting on the screen that the act comes from, or empty; ``default_meeting`` is the one used because neither a
    person nor a screen named one.
    """

    def __init__(self, session: Session, home: Path, act: str, now: datetime) -> None:
        self.session = session
        self.home = home
        self.act = act
        self.now = now
        self.undoes: tuple[str, int] | None = None
        self.meeting_id: str | None = None
        self.shown_meeting = ""
        self.default_meeting = ""
        self.details: dict[str, Any] = {}
        self.warnings: list[RuleWarning] = []
        self.entry: Entry | None = None
        self.afterwards: list[Callable[[], None]] = []
        self._gather_outside_changes()

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.astimezone(VIETNAM).date()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection for queries, in this transaction, with every change of the act so far."""
        self.session.flush()
        raw = self.session.connection().connection.driver_connection
        if not isinstance(raw, sqlite3.Connection):
            raise TypeError("the store is SQLite")
        return raw

    @property
    def device(self) -> str:
        """The id of this machine's store."""
        return self.local("device")

    def local(self, key: str) -> str:
        """Return a value that only this machine has; empty if there is none."""
        row = self.connection.execute("SELECT value FROM local_state WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, key: str, value: str) -> None:
        """Store a value on this machine only; it is not journalled."""
        self.connection.execute(
            "INSERT INTO local_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def get(self, table: type[R], key: str) -> R:
        """Return a row. Raises :class:`UnknownRecord` when it does not exist or was deleted."""
        row = self.session.get(table, key)
        if row is None or row.deleted:
            name = str(table.__tablename__)
            raise UnknownRecord(N_("There is no {table} “{key}”."), table=_(NAMES.get(name, name)), key=key)
        return row

    def find(self, table: type[R], key: str) -> R | None:
        """Return a row, deleted or not, or ``None``; for natural keys, whose row may have been deleted."""
        return self.session.get(table, key)

    def add(self, row: R) -> R:
        """Add a new row and return it."""
        self.session.add(row)
        self.session.flush()
        return row

    def add_natural(self, row: R, *parts: str, revive: bool = True) -> R:
        """Add a row under the natural key of its parts, so that two machines that add it make one row; return it.

        A removed row with that key is restored, if ``revive``. Otherwise, and where the key now belongs to something
        else (a renamed member, a moved meeting), a number is added to the parts to get another key.
        """
        table = type(row)
        row.id, is_restored = self._usable_key(str(table.__tablename__), parts, revive=revive)
        if not is_restored:
            return self.add(row)
        known = self.session.get_one(table, row.id)
        for name in table.model_fields:
            if getattr(known, name) != getattr(row, name):
                setattr(known, name, getattr(row, name))
        self.session.flush()
        return known

    def _usable_key(self, table: str, parts: tuple[str, ...], *, revive: bool) -> tuple[str, bool]:
        """Return the first natural key that is free, or of a removed row to be restored; and whether it is of one."""
        connection = self.connection
        numbers = range(1, 2)  # most names are the first of their kind: the next keys are asked for together
        while True:
            keys = [natural_id(table, *parts, *([str(number)] if number > 1 else [])) for number in numbers]
            asked = f"SELECT id, deleted FROM {table} WHERE id IN ({', '.join('?' * len(keys))})"
            known: dict[str, int] = dict(connection.execute(asked, keys).fetchall())
            for key in keys:
                if key not in known or (revive and known[key]):
                    return key, key in known
            numbers = range(numbers.stop, numbers.stop + KEYS_AT_ONCE)

    def say(self, **details: object) -> None:
        """Add names and numbers to the audit line; never the text of a note, a ballot or a secret."""
        self.details |= {name: _detail(value) for name, value in details.items()}

    def warn(self, warning: RuleWarning) -> None:
        """Record that a rule advises against the act; the chair may continue, and the journal keeps the warning."""
        self.warnings.append(warning)

    def seal(self) -> None:
        """Write the changes into the journal entry. The store calls it once, just before the commit."""
        self.session.flush()
        if self.warnings:
            self.details["warnings"] = [warning.citation for warning in self.warnings]
        self.entry = self._write(self.act, self.meeting_id, self.details, self.undoes)

    def _gather_outside_changes(self) -> None:
        self._write(OUTSIDE, None, {}, None)

    def _write(
        self, act: str, meeting_id: str | None, details: dict[str, Any], undoes: tuple[str, int] | None
    ) -> Entry | None:
        connection = self.connection
        numbered = pending_changes(connection)
        if not numbered:
            return None
        changes = consolidate(change for _, change in numbered)
        if not changes:
            connection.execute("DELETE FROM journal_change WHERE seq IS NULL")
            return None
        is_large = is_perhaps_large(connection)
        made = tuple(with_replaced(connection, change) for change in changes)
        if act != OUTSIDE and unfit(made):  # changes made outside chibo are stored already
            raise Refused(_UNFIT)
        parts = cut(made, whole=act != OUTSIDE) if is_large else [made]
        entry = self._entry(act, meeting_id, details, parts[0], undoes)
        if len(parts) == 1:
            write_entry(connection, entry, numbered)
            refresh_after(connection, entry)
            return entry
        connection.execute("DELETE FROM journal_change WHERE seq IS NULL")
        for number, part in enumerate(parts, 1):
            entry = self._entry(act, meeting_id, details | {PART: [number, len(parts)]}, part, undoes)
            write_received(connection, [(entry, entry_hash(entry))])
            refresh_after(connection, entry)
        return entry

    def _entry(
        self,
        act: str,
        meeting_id: str | None,
        details: dict[str, Any],
        changes: tuple[RowChange, ...],
        undoes: tuple[str, int] | None,
    ) -> Entry:
        """Return the next entry, later than all stored ones."""
        connection, device = self.connection, self.device
        seq, previous = last_entry(connection, device)
        clock = to_milliseconds(self.now)
        time = next_time(last_time(connection), clock)
        said = fitted(details)
        return Entry(
            *(device, seq + 1, time, self.local("actor"), act, meeting_id),
            details=said if time >> COUNTER_BITS == clock else said | {CLOCK: to_text(self.now)},
            changes=changes,
            undoes=undoes,
            previous_hash=previous,
        )


def _detail(value: object) -> str | int | dict[str, str]:
    """Return a detail in its journal form: numbers unchanged, vocabulary words as class and value.

    A bilingual text is stored in both languages, as the audit line is read in either; so are points with a half.
    """
    if isinstance(value, Points):
        value = value.text if value.half else value.whole
    if isinstance(value, Text):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, StrEnum):
        return f"{type(value).__name__}.{value.value}"
    return value if isinstance(value, int) else str(value).encode("utf-8", "replace").decode()
