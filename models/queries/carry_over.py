"""What a meeting takes over from earlier ones: tasks, petitions, minutes to approve, items not discussed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.domain.bands import Rate
from models.domain.clock import VIETNAM, to_text
from models.domain.state_sets import OPEN_TASKS, sql_list
from models.domain.vocabulary import ItemState, MeetingKind, PetitionState, TaskState
from models.queries.agenda import ItemView, agenda
from models.queries.creation_order import first_written
from models.queries.decisions import PETITION, TASK, PetitionLine, TaskLine, petition_of, task_of
from models.queries.meetings import MeetingView, last_held, meeting
from models.queries.names import shown_names

_EARLIER = "{row}.meeting_id IS NOT :this AND ({row}.meeting_id IS NULL OR m.scheduled_at <= :at)"
"""The SQL condition for rows of an earlier meeting, or of none; ``m`` is that meeting."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a meeting on ``day`` takes over; ``last`` is the last regular meeting before it."""

    last: MeetingView | None
    tasks: tuple[TaskLine, ...]
    petitions: tuple[PetitionLine, ...]
    day: date

    @property
    def last_tasks(self) -> tuple[TaskLine, ...]:
        """The tasks assigned at the last regular meeting."""
        return tuple(one for one in self.tasks if self.last and one.meeting_id == self.last.id)

    @property
    def other_tasks(self) -> tuple[TaskLine, ...]:
        """The tasks of other earlier meetings that were still open."""
        return tuple(one for one in self.tasks if not self.last or one.meeting_id != self.last.id)

    @property
    def done(self) -> Rate:
        """How many of last month's tasks are done; dropped ones do not count."""
        counted = [one for one in self.last_tasks if one.state is not TaskState.DROPPED]
        return Rate(sum(one.is_done for one in counted), len(counted))


def carried_over(connection: sqlite3.Connection, meeting_id: str) -> CarriedOver:
    """Return what a meeting takes over from earlier ones: tasks, petitions, minutes to approve.

    Raises ``UnknownRecord`` when there is no such meeting.
    """
    this = meeting(connection, meeting_id)
    last = last_held(connection, MeetingKind.REGULAR, this.scheduled_at)
    day = this.day
    return CarriedOver(last, _tasks(connection, this, last), _petitions(connection, this), day)


def left_over(connection: sqlite3.Connection, before: datetime) -> tuple[ItemView, ...]:
    """Return the items that the last regular meeting before a time did not discuss and no later agenda took over.

    Agendas of postponed meetings are ignored: such a meeting may never be held.
    """
    last = last_held(connection, MeetingKind.REGULAR, before)
    if last is None:
        return ()
    taken = {
        key
        for (key,) in connection.execute(
            "SELECT i.carried_from_id FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id AND m.deleted = 0"
            " AND m.state <> 'postponed' WHERE i.deleted = 0 AND i.carried_from_id IS NOT NULL"
        )
    }
    items = agenda(connection, last.id).items
    return tuple(item for item in items if item.state is ItemState.DEFERRED and item.id not in taken)


def _tasks(connection: sqlite3.Connection, this: MeetingView, last: MeetingView | None) -> tuple[TaskLine, ...]:
    """Return the tasks of earlier meetings with their states at this one, without later changes."""
    settled_from = last.day.isoformat() if last else "9999"
    names = shown_names(connection)
    rows = connection.execute(
        f"SELECT {TASK} FROM task t"
        f" LEFT JOIN meeting m ON m.id = t.meeting_id WHERE t.deleted = 0 AND {_EARLIER.format(row='t')}"
        f" AND (t.state IN {sql_list(OPEN_TASKS)} OR t.finished_on >= :since)"
        f" ORDER BY t.due_on IS NULL, t.due_on, {first_written('t')}",
        {"this": this.id, "at": to_text(this.scheduled_at), "since": settled_from},
    )
    return tuple(_as_it_stood(task_of(row, names), this) for row in rows)


def _as_it_stood(task: TaskLine, this: MeetingView) -> TaskLine:
    """Return a task with its state at a past meeting: one finished afterwards was open then."""
    finished = task.finished_on
    if this.closed_at is None or finished is None or finished <= this.closed_at.astimezone(VIETNAM).date():
        return task
    return replace(task, state=TaskState.DOING, result="")


def _petitions(connection: sqlite3.Connection, this: MeetingView) -> tuple[PetitionLine, ...]:
    names = shown_names(connection)
    rows = connection.execute(
        f"SELECT {PETITION} FROM petition p"
        " LEFT JOIN meeting m ON m.id = p.meeting_id"
        f" WHERE p.deleted = 0 AND p.state <> :closed AND {_EARLIER.format(row='p')}"
        " ORDER BY p.due_on IS NULL, p.due_on, p.id",
        {"closed": PetitionState.CLOSED, "this": this.id, "at": to_text(this.scheduled_at)},
    )
    return tuple(petition_of(row, names) for row in rows)
