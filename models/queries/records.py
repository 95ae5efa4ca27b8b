"""The records of the cell: members with their activity, all tasks, all petitions."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from models.domain.clock import iso_day
from models.domain.state_sets import OPEN_PETITIONS, OPEN_TASKS, sql_list
from models.domain.vocabulary import AttendanceState
from models.queries.creation_order import first_written
from models.queries.decisions import PETITION, TASK, PetitionLine, TaskLine, petition_fields, task_of
from models.queries.meetings import BEGINS_AT
from models.queries.names import shown_names
from models.queries.people import MemberView, members

LOOKED_BACK = 12
"""The number of meetings over which attendance is shown: a year of regular ones."""


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member; ``marks`` are those of the last held meetings, oldest first, ``None`` where there is none.

    ``speeches`` counts the contributions of all meetings, ``open_tasks`` the tasks that are not done.
    """

    member: MemberView
    marks: tuple[AttendanceState | None, ...]
    speeches: int
    open_tasks: int


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task of any meeting; ``day`` is the day of the meeting, empty without one."""

    task: TaskLine
    day: str

    @property
    def owner_id(self) -> str:
        """The key of the owner; empty where there is none."""
        return self.task.owner_id or ""

    @property
    def meeting_id(self) -> str:
        """The key of the meeting; empty where there is none."""
        return self.task.meeting_id or ""

    def is_overdue(self, today: date) -> bool:
        """Return whether the task is open after its due day."""
        return self.task.is_overdue(today)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionRecord(PetitionLine):
    """A petition of any meeting; ``day`` is the day of the meeting, empty without one."""

    day: str


@dataclass(frozen=True, slots=True)
class MemberAttendance:
    """A member at one held meeting: mark, reason, number of speeches."""

    day: str
    state: AttendanceState | None
    reason: str
    speeches: int
    online: bool = False


def member_records(connection: sqlite3.Connection, today: date) -> tuple[MemberRecord, ...]:
    """Return the members on a day by given name, with their activity."""
    held = _held(connection)[-LOOKED_BACK:]
    marks = _marks(connection, [key for key, _day in held])
    speeches = _counts(connection, "SELECT member_id, count(*) FROM speech WHERE deleted = 0 AND state = 'finished'")
    tasks = _counts(
        connection, f"SELECT owner_id, count(*) FROM task WHERE deleted = 0 AND state IN {sql_list(OPEN_TASKS)}"
    )
    return tuple(
        MemberRecord(
            one,
            tuple(marks[one.id].get(key) for key, _day in held),
            speeches.get(one.id, 0),
            tasks.get(one.id, 0),
        )
        for one in members(connection, today)
    )


def attendance_of(connection: sqlite3.Connection, member_id: str) -> tuple[MemberAttendance, ...]:
    """Return a member's attendance at every held meeting, the newest first."""
    rows = connection.execute(
        f"SELECT {BEGINS_AT}, a.state, coalesce(a.reason, ''), (SELECT count(*) FROM speech s WHERE s.deleted = 0"
        " AND s.meeting_id = m.id AND s.member_id = ?1 AND s.state = 'finished'), coalesce(a.online, 0) FROM meeting m"
        " LEFT JOIN attendance a ON a.meeting_id = m.id AND a.member_id = ?1 AND a.deleted = 0"
        " WHERE m.deleted = 0 AND m.closed_at IS NOT NULL ORDER BY m.scheduled_at DESC",
        (member_id,),
    )
    return tuple(
        MemberAttendance(iso_day(at), AttendanceState(state) if state else None, reason, spoke, bool(online))
        for at, state, reason, spoke, online in rows
    )


def task_records(connection: sqlite3.Connection, *, removed: bool = False) -> tuple[TaskRecord, ...]:
    """Return every task: open ones first, by due day, then the others, the newest first.

    With ``removed`` it returns the removed ones instead.
    """
    names = shown_names(connection)
    rows = connection.execute(
        f"SELECT {TASK}, {BEGINS_AT} FROM task t LEFT JOIN meeting m ON m.id = t.meeting_id WHERE t.deleted = ?"
        f" ORDER BY t.state NOT IN {sql_list(OPEN_TASKS)}, CASE WHEN t.state IN {sql_list(OPEN_TASKS)} THEN"
        f" coalesce(t.due_on, '9999') END, m.scheduled_at DESC, {first_written('t')}",
        (removed,),
    )
    return tuple(TaskRecord(task_of(row, names), iso_day(begins)) for *row, begins in rows)


def petition_records(connection: sqlite3.Connection) -> tuple[PetitionRecord, ...]:
    """Return the register of petitions: unanswered ones first, by due day."""
    names = shown_names(connection)
    rows = connection.execute(
        f"SELECT {PETITION}, {BEGINS_AT} FROM petition p"
        " LEFT JOIN meeting m ON m.id = p.meeting_id WHERE p.deleted = 0"
        f" ORDER BY p.state NOT IN {sql_list(OPEN_PETITIONS)}, coalesce(p.due_on, '9999'), p.id"
    )
    return tuple(PetitionRecord(**petition_fields(row, names), day=iso_day(begins)) for *row, begins in rows)


def _held(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT id, scheduled_at FROM meeting WHERE deleted = 0 AND closed_at IS NOT NULL ORDER BY scheduled_at, id"
    ).fetchall()


def _marks(connection: sqlite3.Connection, meetings: list[str]) -> defaultdict[str, dict[str, AttendanceState]]:
    found: defaultdict[str, dict[str, AttendanceState]] = defaultdict(dict)
    rows = connection.execute(
        "SELECT member_id, meeting_id, state FROM attendance WHERE deleted = 0"
        f" AND meeting_id IN ({', '.join('?' * len(meetings))})",
        meetings,
    )
    for member, meeting, state in rows:
        found[member][meeting] = AttendanceState(state)
    return found


def _counts(connection: sqlite3.Connection, sql: str) -> dict[str, int]:
    return dict(connection.execute(f"{sql} GROUP BY 1").fetchall())
