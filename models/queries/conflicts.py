"""Conflicts between machines that a person has to settle, and entries of other machines that are not applied."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.domain.clock import from_text
from models.domain.formats import day_text, moment_text
from models.domain.labels import has_label, label
from models.domain.language import N_, _
from models.domain.points import Points
from models.queries.field_labels import field_label, table_label
from models.queries.field_values import YES_OR_NO, words_of
from models.queries.history import HistoryEntry, entry_of
from models.queries.names import shown_names
from models.queries.numbering import double_numbers


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One of the conflicting values: its author, machine, time and act.

    ``values`` are texts for display, in the order of the conflict's fields; ``mine`` tells that this machine wrote it.
    """

    entry: str
    mine: bool
    done: HistoryEntry | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field or field group of one record with several concurrent values; the first side's value is in force.

    ``base`` are the values before the conflict, ``None`` where there were none.
    """

    table: str
    row_id: str
    field: str
    record: str
    labels: tuple[str, ...]
    base: tuple[str, ...] | None
    sides: tuple[ConflictSide, ...]

    @property
    def mine(self) -> ConflictSide | None:
        """The value of this machine, if it wrote one of them."""
        return next((side for side in self.sides if side.mine), None)


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A quarantined entry of another machine, with the sentence that tells the reason."""

    device: str
    seq: int
    reason: str


def count_conflicts(connection: sqlite3.Connection) -> int:
    """Return the number of open conflicts and of numbers given twice."""
    fields = int(connection.execute("SELECT count(*) FROM field_conflict").fetchone()[0])
    return fields + len(double_numbers(connection))


def conflicts_of(connection: sqlite3.Connection, meeting_id: str) -> int:
    """Return how many of them concern one meeting: its own row, its parts, its numbers."""
    rows = connection.execute("SELECT DISTINCT table_name, row_id FROM field_conflict").fetchall()
    fields = sum(meeting_of(connection, table, key) == meeting_id for table, key in rows)
    return fields + len(double_numbers(connection, meeting_id))


def count_set_aside(connection: sqlite3.Connection) -> int:
    """Return how many entries of other machines are quarantined."""
    return int(connection.execute("SELECT count(*) FROM set_aside").fetchone()[0])


WAITING = ("waiting", "part", "ahead")
"""Reasons that end when the missing entries arrive."""


def aside_by_kind(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many entries of other machines are not applied: waiting for others, of a newer chibo, permanently."""
    found = {"waiting": 0, "newer": 0, "aside": 0}
    for reason, count in connection.execute("SELECT reason, count(*) FROM set_aside GROUP BY reason"):
        kind = "waiting" if reason in WAITING else "newer" if reason == "newer" else "aside"
        found[kind] += count
    return found


def open_conflicts(connection: sqlite3.Connection) -> tuple[Conflict, ...]:
    """Return the open conflicts, by table and record."""
    (device,) = connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()
    rows = connection.execute(
        "SELECT table_name, row_id, field, heads, base FROM field_conflict ORDER BY table_name, row_id, field"
    ).fetchall()
    return tuple(_conflict(connection, device, *row) for row in rows)


_REASONS = {
    "newer": N_("It was written by a newer chibo; it will be applied after you update chibo."),
    "hash": N_("Its content is not what it was when it was written."),
    "unknown": N_("It names a field that this chibo does not know: {table} {field}."),
    "value": N_("It holds a value that cannot be: {table} {field}."),
    "waiting": N_("It needs a record that has not come yet: {table}."),
    "part": N_("It is part of a larger act, of which the rest has not come yet."),
    "ahead": N_("Its time lies far beyond all that is here; set the clock of the machine that wrote it right."),
    "broken": N_("This chibo cannot take it in; a later version tries it again. Tell its makers."),
}


def set_aside(connection: sqlite3.Connection) -> tuple[NotApplied, ...]:
    """Return the quarantined entries of other machines, each with its reason."""
    rows = connection.execute("SELECT device, seq, reason, told FROM set_aside ORDER BY device, seq")
    return tuple(NotApplied(device, seq, _reason(reason, json.loads(told))) for device, seq, reason, told in rows)


def name_of(connection: sqlite3.Connection, table: str, key: str) -> str:
    """Return the name or title of a record; the name of its kind where it has none (a note, a speech)."""
    if table == "member" and (shown := shown_names(connection).get(key)):
        return shown
    name = _NAMED.get(table)
    row = connection.execute(f'SELECT "{name}" FROM "{table}" WHERE id = ?', (key,)).fetchone() if name else None
    if row is None or not row[0]:
        return _of_whom(connection, table, key)
    return _time(row[0]) if name == "scheduled_at" else str(row[0])


def meeting_of(connection: sqlite3.Connection, table: str, key: str) -> str | None:
    """Return the meeting that a record belongs to, if it names one."""
    if table == "meeting":
        return key
    if "meeting_id" not in _columns(connection, table):
        return None
    row = connection.execute(f'SELECT meeting_id FROM "{table}" WHERE id = ?', (key,)).fetchone()
    return row[0] if row else None


_NAMED = {
    "agenda_item": "title",
    "guest": "full_name",
    "material": "name",
    "meeting": "scheduled_at",
    "member": "full_name",
    "motion": "title",
    "motion_option": "label",
    "organisation": "name",
    "petition": "text",
    "planned_theme": "title",
    "resolution": "title",
    "setting": "key",
    "task": "title",
}
_HALVES = {"points": "half", "points_of": "half_of"}
_REFERRED = {"parent": "agenda_item", "resolution": "resolution", "motion": "motion", "meeting": "meeting"}
_REFERRED |= {"item": "agenda_item", "carried_from": "agenda_item", "organisation": "organisation"}
_REFERRED |= {
    "round": "round",
    "option": "motion_option",
    "speech": "speech",
    "interrupts": "speech",
    "minutes": "minutes",
    "guest": "guest",
}
_PEOPLE = frozenset({"chair", "minute_taker", "member", "author", "owner", "presenter", "from", "subject"})


def _conflict(
    connection: sqlite3.Connection, device: str, table: str, row_id: str, field: str, heads: str, base: str
) -> Conflict:
    found: list[tuple[str, str, dict[str, Any]]] = json.loads(heads)
    before: dict[str, Any] | None = json.loads(base)
    differing = _differing(field, [_with_halves(values) for *_names, values in found])
    return Conflict(
        *(table, row_id, field, _record(connection, table, row_id)),
        labels=tuple(map(field_label, differing)),
        base=None if before is None else _shown(connection, table, differing, before),
        sides=tuple(
            ConflictSide(entry, written.startswith(f"{device}/"), entry_of(connection, written), shown)
            for entry, place, values in found
            for written in [_written(connection, (table, row_id), place, values)]
            for shown in [_shown(connection, table, differing, values)]
        ),
    )


def _written(connection: sqlite3.Connection, row: tuple[str, str], place: str, values: dict[str, Any]) -> str:
    """Return the entry that first wrote values which an undo restored; for other values their own entry."""
    if not _brings_back(connection, place):
        return place
    found = connection.execute(
        "SELECT c.device || '/' || c.seq, c.new FROM journal_change c"
        " JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
        " WHERE c.row_id = ? AND c.table_name = ? AND e.undoes_device IS NULL AND c.new IS NOT NULL"
        " ORDER BY e.time DESC, c.id DESC",
        (row[1], row[0]),
    )
    for written, new in found:
        said = json.loads(new)
        if all(name in said and said[name] == value for name, value in values.items()):
            return str(written)
    return place


def _brings_back(connection: sqlite3.Connection, place: str) -> bool:
    device, _slash, seq = place.rpartition("/")
    sql = "SELECT 1 FROM journal_entry WHERE device = ? AND seq = ? AND undoes_device IS NOT NULL"
    return connection.execute(sql, (device, seq)).fetchone() is not None


def _differing(field: str, sides: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the fields in which the sides differ, the leading one first."""
    names = sorted({name for side in sides for name in side}, key=lambda name: (name != field, name))
    return tuple(name for name in names if any(side.get(name) != sides[0].get(name) for side in sides))


def _record(connection: sqlite3.Connection, table: str, key: str) -> str:
    name = name_of(connection, table, key)
    return name if name == table_label(table) else f"{table_label(table)}: {name}"


def _of_whom(connection: sqlite3.Connection, table: str, key: str) -> str:
    """Name a record without a name by the member or guest it is about."""
    if "member_id" in _columns(connection, table):
        row = connection.execute(f'SELECT member_id FROM "{table}" WHERE id = ?', (key,)).fetchone()
        if row and (name := shown_names(connection).get(row[0])):
            return name
    if "guest_id" in _columns(connection, table):
        row = connection.execute(f'SELECT guest_id FROM "{table}" WHERE id = ?', (key,)).fetchone()
        if row and row[0]:
            return name_of(connection, "guest", row[0])
    return table_label(table)


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {str(row[0]) for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def _shown(
    connection: sqlite3.Connection, table: str, fields: tuple[str, ...], values: dict[str, Any]
) -> tuple[str, ...]:
    told = _with_halves(values)
    return tuple(_value(connection, table, field, told.get(field)) for field in fields)


def _with_halves(values: dict[str, Any]) -> dict[str, Any]:
    """Return values in which points and their separate half are one value."""
    points = {name: Points.of(values[name], values.get(half, 0)) for name, half in _HALVES.items() if name in values}
    return {name: value for name, value in values.items() if name not in _HALVES.values()} | points


def _value(connection: sqlite3.Connection, table: str, field: str, value: Any) -> str:
    """Return the display text of a stored value."""
    if value is None or value == "":
        return "—"
    if field in YES_OR_NO:
        return _(N_("yes")) if value else _(N_("no"))
    if (words := words_of(table, field)) and value in set(words):
        word = words(value)
        return label(word) if has_label(word) else str(value)
    if field.endswith("_id"):
        return _referred(connection, table, field.removesuffix("_id"), str(value))
    return _time(value) if isinstance(value, str) and field.endswith(("_at", "_on", "_date")) else str(value)


def _referred(connection: sqlite3.Connection, table: str, role: str, key: str) -> str:
    if role in _PEOPLE:
        return name_of(connection, "member", key)
    referred = "organisation" if table == "organisation" else _REFERRED.get(role)
    return name_of(connection, referred, key) if referred else key


def _time(text: str) -> str:
    try:
        if "T" in text:
            return moment_text(from_text(text))
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text


def _reason(reason: str, told: dict[str, Any]) -> str:
    template = _REASONS.get(reason, N_("It cannot be applied."))
    table, field = str(told.get("table", "")), str(told.get("field", ""))
    return _(template).format(table=table_label(table), field=field_label(field)).rstrip()
