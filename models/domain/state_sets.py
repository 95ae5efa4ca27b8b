"""Named sets of states for rules and queries, each written once; :func:`sql_list` puts one into a query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from models.domain.vocabulary import ItemState, MeetingState, MotionKind, PetitionState, SpeechState, Status, TaskState

NOT_OPENED = frozenset({MeetingState.PLANNED, MeetingState.PREPARED, MeetingState.NOTIFIED})
"""A meeting before its opening, with its day."""
RUNNING = frozenset({MeetingState.OPEN, MeetingState.PAUSED})
SEALED = frozenset({MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED})
"""A meeting with approved minutes: it cannot be changed."""
OVER = SEALED | {MeetingState.CLOSED}
UNSEALED = frozenset(MeetingState) - SEALED - {MeetingState.POSTPONED}
WRITABLE = RUNNING | {MeetingState.CLOSED}
"""A meeting whose minutes and points can be written."""
NOT_HELD = NOT_OPENED | {MeetingState.POSTPONED}

NOT_CONVENED = frozenset({Status.SUSPENDED, Status.PROSECUTED})
"""Statuses of members who are not invited to meetings: not on the roll, no vote, not in N."""

NOT_TREATED = frozenset({ItemState.SKIPPED, ItemState.DEFERRED})
"""An item that the meeting did not discuss."""

TOOK_THE_FLOOR = frozenset({SpeechState.SPEAKING, SpeechState.PAUSED, SpeechState.FINISHED})

OPEN_TASKS = frozenset({TaskState.ASSIGNED, TaskState.DOING})
FINISHED_TASKS = frozenset({TaskState.DONE, TaskState.LATE})

OPEN_PETITIONS = frozenset({PetitionState.OPEN, PetitionState.FORWARDED})
ANSWERED_PETITIONS = frozenset({PetitionState.ANSWERED, PetitionState.CLOSED})


def sql_list(states: Iterable[StrEnum]) -> str:
    """Return a set of states as SQL for ``IN``: ``('assigned', 'doing')``, in a fixed order."""
    words = (f"'{state}'" for state in sorted(states))
    return f"({', '.join(words)})"


def is_overdue(state: StrEnum, due_on: date | None, day: date) -> bool:
    """Tell whether a task or petition is open and its due day is before ``day``."""
    return state in OPEN_TASKS | OPEN_PETITIONS and due_on is not None and due_on < day


ABOUT_MEMBERSHIP = frozenset({MotionKind.ADMISSION, MotionKind.CONFIRMATION})
"""Kinds of motion of which the cell makes a resolution of its own, to propose them to the superior committee."""
