"""State transitions of meetings, agenda items, motions, tasks and petitions (docs/domain.md, "States").

A meeting may be opened without having been prepared or notified: the rules then warn, they do not block. Mistakes are
reversed by undo, so these tables have no transitions back.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import ItemState, MeetingState, MotionState, PetitionState, TaskState

_State = TypeVar("_State", bound=StrEnum)
_Ways = Mapping[StrEnum, frozenset[StrEnum]]

_MEETING: _Ways = {
    MeetingState.PLANNED: frozenset(
        {MeetingState.PREPARED, MeetingState.NOTIFIED, MeetingState.OPEN, MeetingState.POSTPONED}
    ),
    MeetingState.PREPARED: frozenset(
        {MeetingState.PLANNED, MeetingState.NOTIFIED, MeetingState.OPEN, MeetingState.POSTPONED}
    ),
    MeetingState.NOTIFIED: frozenset({MeetingState.PREPARED, MeetingState.OPEN, MeetingState.POSTPONED}),
    MeetingState.OPEN: frozenset({MeetingState.PAUSED, MeetingState.CLOSED}),
    MeetingState.PAUSED: frozenset({MeetingState.OPEN, MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset({MeetingState.APPROVED}),
    MeetingState.APPROVED: frozenset({MeetingState.SENT}),
    MeetingState.SENT: frozenset({MeetingState.ACKNOWLEDGED}),
    MeetingState.ACKNOWLEDGED: frozenset(),
    MeetingState.POSTPONED: frozenset({MeetingState.PLANNED}),
}

_ITEM: _Ways = {
    ItemState.PENDING: frozenset({ItemState.RUNNING, ItemState.SKIPPED, ItemState.DEFERRED}),
    ItemState.RUNNING: frozenset({ItemState.PAUSED, ItemState.DONE, ItemState.DEFERRED}),
    ItemState.PAUSED: frozenset({ItemState.RUNNING, ItemState.DONE, ItemState.DEFERRED}),
    ItemState.DONE: frozenset({ItemState.RUNNING}),
    ItemState.SKIPPED: frozenset({ItemState.PENDING, ItemState.RUNNING, ItemState.DEFERRED}),
    ItemState.DEFERRED: frozenset({ItemState.PENDING, ItemState.RUNNING}),
}

_MOTION: _Ways = {
    MotionState.DRAFT: frozenset({MotionState.OPEN}),
    MotionState.OPEN: frozenset({MotionState.PASSED, MotionState.FAILED, MotionState.RE_BALLOT}),
    # A decided motion is put to the vote again when its round is voided, or when it failed and was amended.
    MotionState.PASSED: frozenset({MotionState.OPEN}),
    MotionState.FAILED: frozenset({MotionState.OPEN}),
    MotionState.RE_BALLOT: frozenset({MotionState.OPEN}),
}

_TASK: _Ways = {
    TaskState.ASSIGNED: frozenset({TaskState.DOING, TaskState.DONE, TaskState.LATE, TaskState.DROPPED}),
    TaskState.DOING: frozenset({TaskState.DONE, TaskState.LATE, TaskState.DROPPED}),
    TaskState.DONE: frozenset({TaskState.DOING}),
    TaskState.LATE: frozenset({TaskState.DOING, TaskState.DONE, TaskState.DROPPED}),
    TaskState.DROPPED: frozenset({TaskState.ASSIGNED}),
}

_PETITION: _Ways = {
    PetitionState.OPEN: frozenset({PetitionState.FORWARDED, PetitionState.ANSWERED, PetitionState.CLOSED}),
    PetitionState.FORWARDED: frozenset({PetitionState.ANSWERED, PetitionState.CLOSED}),
    PetitionState.ANSWERED: frozenset({PetitionState.FORWARDED, PetitionState.CLOSED}),
    PetitionState.CLOSED: frozenset(),
}

_WAYS: Mapping[type[StrEnum], _Ways] = {
    MeetingState: _MEETING,
    ItemState: _ITEM,
    MotionState: _MOTION,
    TaskState: _TASK,
    PetitionState: _PETITION,
}

_SENTENCES: Mapping[type[StrEnum], str] = {
    MeetingState: N_("A meeting that is “{old}” cannot become “{new}”; next it can be: {next}."),
    ItemState: N_("An agenda item that is “{old}” cannot become “{new}”; next it can be: {next}."),
    MotionState: N_("A motion that is “{old}” cannot become “{new}”; next it can be: {next}."),
    TaskState: N_("A task that is “{old}” cannot become “{new}”; next it can be: {next}."),
    PetitionState: N_("A petition that is “{old}” cannot become “{new}”; next it can be: {next}."),
}


def next_states(state: _State) -> tuple[_State, ...]:
    """Return the states that may follow ``state``, in the order of the vocabulary; empty for a final one."""
    ways = _WAYS[type(state)][state]
    return tuple(member for member in type(state) if member in ways)


def check_transition(old: _State, new: _State) -> None:
    """Raise :class:`Refused`, naming both states and the possible ones, unless ``new`` may follow ``old``.

    Both are states of the same kind of thing: a meeting, agenda item, motion, task or petition.
    """
    allowed = next_states(old)
    if new in allowed:
        return
    raise Refused(
        _SENTENCES[type(old)],
        old=label(old),
        new=label(new),
        next=", ".join(label(state) for state in allowed) or _("nothing"),
    )
