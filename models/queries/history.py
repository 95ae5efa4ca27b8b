"""The history: the journal as a list of acts, and the acts that changed one record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from models.domain.clock import from_text
from models.queries.names import shown_names
from models.store.entry import CLOCK, COUNTER_BITS
from models.store.undo_order import undone_entries

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An act in the journal; ``undone``: a later entry undid it.

    ``time`` is the clock of the machine that performed it, right or wrong; acts are listed in the order of the journal.
    The audit line is made from ``act`` and ``details``.
    """

    device: str
    seq: int
    time: datetime
    actor: str
    act: str
    details: dict[str, Any]
    meeting_id: str | None
    undone: bool
    undoes_seq: int | None


_COLUMNS = "e.device, e.seq, e.time, e.actor, e.act, e.details, e.meeting_id, e.undoes_device, e.undoes_seq"
_FROM = "FROM journal_entry e"


def journal(
    connection: sqlite3.Connection, *, meeting_id: str | None = None, limit: int = -1
) -> tuple[HistoryEntry, ...]:
    """Return the acts, newest first; with ``meeting_id`` those of one meeting, with ``limit`` at most so many."""
    return _listed(
        connection,
        f"SELECT {_COLUMNS} {_FROM} WHERE ?1 IS NULL OR e.meeting_id = ?1 ORDER BY e.time DESC, e.device LIMIT ?2",
        (meeting_id, limit),
    )


def history(connection: sqlite3.Connection, row_id: str) -> tuple[HistoryEntry, ...]:
    """Return the acts that changed one record, newest first."""
    return _listed(
        connection,
        f"SELECT {_COLUMNS} {_FROM} WHERE EXISTS (SELECT 1 FROM journal_change c WHERE c.row_id = ?"
        " AND c.device = e.device AND c.seq = e.seq) ORDER BY e.time DESC, e.device",
        (row_id,),
    )


def entry_of(connection: sqlite3.Connection, key: str) -> HistoryEntry | None:
    """Return one act by its entry's name, ``device/seq``."""
    device, _slash, seq = key.rpartition("/")
    found = _listed(connection, f"SELECT {_COLUMNS} {_FROM} WHERE e.device = ? AND e.seq = ?", (device, seq))
    return next(iter(found), None)


def last_times(connection: sqlite3.Connection, last: Mapping[str, int]) -> dict[str, datetime]:
    """Return, by device, the time of an act of each, given by its number; without those that are not in the journal."""
    rows = connection.execute(
        "SELECT e.device, e.time, CASE WHEN json_valid(e.details) THEN json_extract(e.details, ?) END"
        " FROM json_each(?) d JOIN journal_entry e ON e.device = d.key AND e.seq = d.value",
        (f"$.{CLOCK}", json.dumps(last)),
    )
    return {device: _moment(time, clock) for device, time, clock in rows}


def _listed(connection: sqlite3.Connection, sql: str, parameters: tuple[object, ...]) -> tuple[HistoryEntry, ...]:
    undone, names = undone_entries(connection), shown_names(connection)
    return tuple(_done(row, undone, names) for row in connection.execute(sql, parameters))


def _done(row: tuple[Any, ...], undone: set[tuple[str, int]], names: Mapping[str, str]) -> HistoryEntry:
    device, seq, time, actor, act, text, meeting, _undoes_device, undoes_seq = row
    details = _details(text)
    return HistoryEntry(
        *(device, seq, _moment(time, details.get(CLOCK)), names.get(actor, actor), act, details, meeting),
        undone=(device, seq) in undone,
        undoes_seq=undoes_seq,
    )


def _details(text: str) -> dict[str, Any]:
    """Return an entry's details; empty if they are unreadable, which ``chibo journal verify`` reports."""
    try:
        details = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return details if isinstance(details, dict) else {}


def _moment(time: int, clock: object) -> datetime:
    if isinstance(clock, str):
        with suppress(ValueError):
            return from_text(clock).astimezone(UTC)
    return _EPOCH + timedelta(milliseconds=min(max(time, 0) >> COUNTER_BITS, _LATEST))
