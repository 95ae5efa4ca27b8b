"""What a meeting decided and gave out: tasks, petitions, resolutions, as documents list them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from models.domain.progress import Progress
from models.domain.vocabulary import PetitionState, ResolutionState, TaskState
from models.queries.creation_order import first_written
from models.queries.names import shown_names


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its owner's name; the target goes from ``baseline`` to ``target`` of ``unit``.

    The last ``decimals`` digits of the three numbers are decimals.
    """

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


@dataclass(frozen=True, slots=True)
class PetitionLine:
    """A petition: from whom, whose business, until when, with its answer.

    ``by_member`` says whether the sender is a member of the cell, whose name it then is.
    """

    id: str
    text: str
    sender: str
    addressed_to: str
    owner: str
    due_on: date | None
    state: PetitionState
    answer: str
    by_member: bool = False


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """A resolution; ``number`` and ``adopted_on`` once it was adopted. ``motion_id`` is the motion that it is about."""

    id: str
    title: str
    text: str
    number: int | None
    state: ResolutionState
    adopted_on: date | None
    motion_id: str | None = None
    limits: str = ""


def progress_of(baseline: int | None, target: int | None, actual: int | None, decimals: int) -> Progress | None:
    """Return how far a target is; ``None`` where there is none."""
    return None if target is None else Progress(baseline, target, actual, decimals)


def tasks_of(connection: sqlite3.Connection, meeting_id: str) -> tuple[TaskLine, ...]:
    """Return the tasks that a meeting gave and did not drop, in the order in which they were given."""
    names = shown_names(connection)
    rows = connection.execute(
        "SELECT t.id, t.title, t.owner_id, t.due_on, t.state, t.baseline, t.target, t.actual, t.unit,"
        " t.result, t.decimals FROM task t"
        f" WHERE t.deleted = 0 AND t.meeting_id = ? AND t.state <> 'dropped' ORDER BY {first_written('t')}",
        (meeting_id,),
    )
    return tuple(
        TaskLine(key, title, names.get(owner, ""), _day(due), TaskState(state), *rest)
        for key, title, owner, due, state, *rest in rows
    )


def petitions_of(connection: sqlite3.Connection, meeting_id: str) -> tuple[PetitionLine, ...]:
    """Return the petitions that were recorded at a meeting, in their order."""
    names = shown_names(connection)
    rows = connection.execute(
        "SELECT p.id, p.text, p.from_id, p.from_text, p.addressed_to, p.owner_id, p.due_on,"
        " p.state, p.answer FROM petition p WHERE p.deleted = 0 AND p.meeting_id = ? ORDER BY p.id",
        (meeting_id,),
    )
    return tuple(
        PetitionLine(
            *(key, text, names.get(sender, words), to, names.get(owner, ""), _day(due), PetitionState(state), answer),
            by_member=sender in names,
        )
        for key, text, sender, words, to, owner, due, state, answer in rows
    )


def resolutions_of(connection: sqlite3.Connection, meeting_id: str) -> tuple[ResolutionLine, ...]:
    """Return the resolutions of a meeting, those with a number first."""
    rows = connection.execute(
        "SELECT id, title, text, number, state, adopted_on, motion_id, limits FROM resolution"
        " WHERE deleted = 0 AND meeting_id = ? ORDER BY number IS NULL, number, id",
        (meeting_id,),
    )
    return tuple(
        ResolutionLine(key, title, text, number, ResolutionState(state), _day(adopted), motion, limits)
        for key, title, text, number, state, adopted, motion, limits in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
