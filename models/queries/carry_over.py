"""What comes into a meeting from those before it: tasks, petitions, minutes to approve, items not discussed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from models.domain.bands import Rate
from models.domain.progress import Progress
from models.domain.vocabulary import ItemState, MeetingKind, PetitionState, TaskState
from models.queries.agenda import ItemView, agenda
from models.queries.decisions import progress_of
from models.queries.meetings import MeetingView, last_held, meeting
from models.queries.names import shown_names


@dataclass(frozen=True, slots=True)
class CarriedTask:
    """A task that earlier meetings gave: still open, or settled since the last meeting and to be reported on."""

    id: str
    title: str
    owner: str
    due_on: date | None
    state: TaskState
    baseline: int | None
    target: int | None
    actual: int | None
    unit: str
    result: str
    decimals: int = 0

    @property
    def progress(self) -> Progress | None:
        """How far the target is; ``None`` where there is none."""
        return progress_of(self.baseline, self.target, self.actual, self.decimals)

    @property
    def is_done(self) -> bool:
        """Whether the task was done, in time or late."""
        return self.state in (TaskState.DONE, TaskState.LATE)


@dataclass(frozen=True, slots=True)
class CarriedPetition:
    """A petition of earlier meetings that is not closed."""

    id: str
    text: str
    owner: str
    due_on: date | None
    state: PetitionState
    answer: str
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What comes into a meeting from those before; ``last`` is the last regular meeting."""

    last: MeetingView | None
    tasks: tuple[CarriedTask, ...]
    petitions: tuple[CarriedPetition, ...]

    @property
    def done(self) -> Rate:
        """How many of the tasks are done."""
        return Rate(sum(one.is_done for one in self.tasks), len(self.tasks))


def carried_over(connection: sqlite3.Connection, meeting_id: str) -> CarriedOver:
    """Return what comes into a meeting from those before it: tasks, petitions, and whose minutes are to be approved.

    Raises ``UnknownRecord`` when there is no such meeting.
    """
    this = meeting(connection, meeting_id)
    last = last_held(connection, MeetingKind.REGULAR, this.scheduled_at)
    return CarriedOver(last, _tasks(connection, this, last), _petitions(connection, this))


def left_over(connection: sqlite3.Connection, before: datetime) -> tuple[ItemView, ...]:
    """Return the items that the last regular meeting before a time did not discuss and no later agenda took over.

    A meeting that was postponed has taken nothing over: it may never come.
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


def _tasks(connection: sqlite3.Connection, this: MeetingView, last: MeetingView | None) -> tuple[CarriedTask, ...]:
    settled_from = last.day.isoformat() if last else "9999"
    names = shown_names(connection)
    rows = connection.execute(
        "SELECT t.id, t.title, t.owner_id, t.due_on, t.state, t.baseline, t.target, t.actual, t.unit,"
        " t.result, t.decimals FROM task t"
        " WHERE t.deleted = 0 AND t.meeting_id IS NOT ? AND (t.state IN ('assigned', 'doing') OR t.finished_on >= ?)"
        " ORDER BY t.due_on IS NULL, t.due_on, t.id",
        (this.id, settled_from),
    )
    return tuple(
        CarriedTask(key, title, names.get(owner, ""), _day(due), TaskState(state), *rest)
        for key, title, owner, due, state, *rest in rows
    )


def _petitions(connection: sqlite3.Connection, this: MeetingView) -> tuple[CarriedPetition, ...]:
    names = shown_names(connection)
    rows = connection.execute(
        "SELECT p.id, p.text, p.owner_id, p.due_on, p.state, p.answer, p.answered_by FROM petition p"
        " WHERE p.deleted = 0 AND p.state <> ? AND p.meeting_id IS NOT ?"
        " ORDER BY p.due_on IS NULL, p.due_on, p.id",
        (PetitionState.CLOSED, this.id),
    )
    return tuple(
        CarriedPetition(key, text, names.get(owner, ""), _day(due), PetitionState(state), answer, by)
        for key, text, owner, due, state, answer, by in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
