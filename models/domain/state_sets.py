"""The sets of states that rules and queries name, each written once; :func:`sql_list` writes one into a query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from models.domain.vocabulary import ItemState, MeetingState, Method, PetitionState, SpeechState, Status, TaskState

NOT_OPENED = frozenset({MeetingState.PLANNED, MeetingState.PREPARED, MeetingState.NOTIFIED})
"""A meeting that is to come, with its day."""
RUNNING = frozenset({MeetingState.OPEN, MeetingState.PAUSED})
SEALED = frozenset({MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED})
"""A meeting whose minutes are approved: nothing in it changes any more."""
OVER = SEALED | {MeetingState.CLOSED}
UNSEALED = frozenset(MeetingState) - SEALED - {MeetingState.POSTPONED}
WRITABLE = RUNNING | {MeetingState.CLOSED}
"""A meeting whose minutes and points are written."""
NOT_HELD = NOT_OPENED | {MeetingState.POSTPONED}

NOT_CONVENED = frozenset({Status.SUSPENDED, Status.PROSECUTED})
"""Who is not invited to meetings while it holds: not called, no vote, not in N."""

NOT_TREATED = frozenset({ItemState.SKIPPED, ItemState.DEFERRED})
"""An item that the meeting left out."""

TOOK_THE_FLOOR = frozenset({SpeechState.SPEAKING, SpeechState.PAUSED, SpeechState.FINISHED})

SECRET_METHODS = frozenset({Method.PAPER_BALLOT, Method.LAPTOP_BALLOT})
"""A vote of which nobody knows who voted what."""

OPEN_TASKS = frozenset({TaskState.ASSIGNED, TaskState.DOING})
FINISHED_TASKS = frozenset({TaskState.DONE, TaskState.LATE})

OPEN_PETITIONS = frozenset({PetitionState.OPEN, PetitionState.FORWARDED})
ANSWERED_PETITIONS = frozenset({PetitionState.ANSWERED, PetitionState.CLOSED})


def sql_list(states: Iterable[StrEnum]) -> str:
    """Return a set of states as SQL writes it after ``IN``: ``('assigned', 'doing')``, in an order that stays."""
    words = (f"'{state}'" for state in sorted(states))
    return f"({', '.join(words)})"


def is_overdue(state: StrEnum, due_on: date | None, day: date) -> bool:
    """Tell whether a task or petition is open and its day was before ``day``."""
    return state in OPEN_TASKS | OPEN_PETITIONS and due_on is not None and due_on < day
