"""Decisions of a meeting as documents list them: tasks, petitions, resolutions."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from models.domain.progress import Progress
from models.domain.state_sets import FINISHED_TASKS, is_overdue
from models.domain.vocabulary import PetitionState, ResolutionState, TaskState
from models.queries.creation_order import first_written
from models.queries.names import shown_names


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task with its owner's name; the target goes from ``baseline`` to ``target`` of ``unit``.

    The last ``decimals`` digits of the three numbers are decimals.
    """

    id: str
    title: str
    owner: str
    owner_id: str | None
    due_on: date | None
    state: TaskState
    baseline: int | None
    target: int | None
    actual: int | None
    unit: str
    result: str
    decimals: int
    finished_on: date | None
    meeting_id: str | None
    state_at_start: str

    @property
    def progress(self) -> Progress | None:
        """How far the target is; ``None`` where there is none."""
        return None if self.target is None else Progress(self.baseline, self.target, self.actual, self.decimals)

    @property
    def is_done(self) -> bool:
        """Whether the task was done, in time or late."""
        return self.state in FINISHED_TASKS

    def is_overdue(self, day: date) -> bool:
        """Return whether the task is open on a day after its due day."""
        return is_overdue(self.state, self.due_on, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionLine:
    """A petition: sender, owner, due day, forwarding and answer.

    ``by_member`` says whether the sender is a member of the cell, who is then named.
    """

    id: str
    text: str
    sender: str
    addressed_to: str
    owner: str
    owner_id: str | None
    due_on: date | None
    state: PetitionState
    forwarded_to: str
    forwarded_on: date | None
    answer: str
    answered_by: str
    answered_on: date | None
    by_member: bool

    def is_overdue(self, day: date) -> bool:
        """Return whether the petition is unanswered on a day after its due day."""
        return is_overdue(self.state, self.due_on, day)


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


def _columns(kind: type[TaskLine | PetitionLine], table: str, **others: str) -> str:
    """Return the SQL columns of a line: its fields, with only the key of the owner."""
    return ", ".join(f"{table}.{others.get(one.name, one.name)}" for one in fields(kind) if one.name != "owner")


TASK_DETAILS = ("state_at_start",)
"""Texts of a task that lists and exported tables show by the labels of their fields."""

TASK = _columns(TaskLine, "t")
PETITION = _columns(PetitionLine, "p", sender="from_text", by_member="from_id")
"""The SQL columns of a task ``t`` and of a petition ``p``, as :func:`task_of` and :func:`petition_of` read them."""


def task_of(row: Sequence[Any], names: Mapping[str, str]) -> TaskLine:
    """Return a task from a row of :data:`TASK`, with the owner's name."""
    return TaskLine(**_fields(TaskLine, TaskState, row, names))


def petition_of(row: Sequence[Any], names: Mapping[str, str]) -> PetitionLine:
    """Return a petition from a row of :data:`PETITION`; the sender is a member's name or a text."""
    return PetitionLine(**petition_fields(row, names))


def petition_fields(row: Sequence[Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a petition from a row of :data:`PETITION`."""
    found = _fields(PetitionLine, PetitionState, row, names)
    sender = found["by_member"]
    return found | {"sender": names.get(sender, found["sender"]), "by_member": sender in names}


def _fields(
    kind: type[TaskLine | PetitionLine], states: type[StrEnum], row: Sequence[Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """Return the fields of a row with days, states as words of their vocabulary, and the owner's name."""
    found = dict(zip((one.name for one in fields(kind) if one.name != "owner"), row, strict=True))
    days = {name: _day(value) for name, value in found.items() if name.endswith("_on")}
    return found | days | {"state": states(found["state"]), "owner": names.get(found["owner_id"], "")}


def tasks_of(connection: sqlite3.Connection, meeting_id: str) -> tuple[TaskLine, ...]:
    """Return the tasks assigned at a meeting, without dropped ones, in order."""
    names = shown_names(connection)
    rows = connection.execute(
        f"SELECT {TASK} FROM task t"
        f" WHERE t.deleted = 0 AND t.meeting_id = ? AND t.state <> 'dropped' ORDER BY {first_written('t')}",
        (meeting_id,),
    )
    return tuple(task_of(row, names) for row in rows)


def petitions_of(connection: sqlite3.Connection, meeting_id: str) -> tuple[PetitionLine, ...]:
    """Return the petitions that were recorded at a meeting, in their order."""
    names = shown_names(connection)
    rows = connection.execute(
        f"SELECT {PETITION} FROM petition p WHERE p.deleted = 0 AND p.meeting_id = ? ORDER BY p.id", (meeting_id,)
    )
    return tuple(petition_of(row, names) for row in rows)


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
