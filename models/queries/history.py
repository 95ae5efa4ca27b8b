"""What was done: the journal as a list of acts, and the acts that touched one record."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Done:
    """An act as the journal lists it; ``undone`` tells that a later entry took it back.

    ``time`` is the wall clock of the machine that did it; the audit line is made of ``act`` and ``details``.
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


_COLUMNS = (
    "e.device, e.seq, e.time, coalesce(m.full_name, e.actor), e.act, e.details, e.meeting_id, e.undoes_device,"
    " e.undoes_seq"
)
_FROM = "FROM journal_entry e LEFT JOIN member m ON m.id = e.actor"


def journal(connection: sqlite3.Connection, *, meeting_id: str | None = None, limit: int = -1) -> tuple[Done, ...]:
    """Return the acts, newest first; of one meeting, and at most ``limit``, where these are given."""
    return _listed(
        connection,
        f"SELECT {_COLUMNS} {_FROM} WHERE ?1 IS NULL OR e.meeting_id = ?1 ORDER BY e.time DESC, e.device LIMIT ?2",
        (meeting_id, limit),
    )


def history(connection: sqlite3.Connection, row_id: str) -> tuple[Done, ...]:
    """Return the acts that touched one record, newest first."""
    return _listed(
        connection,
        f"SELECT {_COLUMNS} {_FROM} WHERE EXISTS (SELECT 1 FROM journal_change c WHERE c.row_id = ?"
        " AND c.device = e.device AND c.seq = e.seq) ORDER BY e.time DESC, e.device",
        (row_id,),
    )


def _listed(connection: sqlite3.Connection, sql: str, parameters: tuple[object, ...]) -> tuple[Done, ...]:
    undone = _taken_back(connection)
    return tuple(
        Done(
            *(device, seq, _moment(time), actor, act, json.loads(details), meeting),
            undone=(device, seq) in undone,
            undoes_seq=undoes_seq,
        )
        for device, seq, time, actor, act, details, meeting, _undoes_device, undoes_seq in connection.execute(
            sql, parameters
        )
    )


def _taken_back(connection: sqlite3.Connection) -> set[tuple[str, int]]:
    """Return the entries that are not in force: undone, and not redone since."""
    out: set[tuple[str, int]] = set()
    rows = connection.execute(
        "SELECT device, seq, undoes_device, undoes_seq FROM journal_entry"
        " WHERE undoes_seq IS NOT NULL ORDER BY time DESC"
    )
    for device, seq, undoes_device, undoes_seq in rows:
        if (device, seq) not in out:
            out.add((undoes_device, undoes_seq))
    return out


def _moment(time: int) -> datetime:
    return datetime.fromtimestamp((time >> 16) / 1000, UTC)
