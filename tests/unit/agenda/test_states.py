"""From which state to which, and the words for every state."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise

import pytest

from models.domain import methods, vocabulary
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.meeting_states import check_transition, next_states
from models.domain.state_sets import NOT_OPENED, OPEN_TASKS, OVER, RUNNING, is_overdue, sql_list
from models.domain.vocabulary import ItemState, MeetingState, MotionState, PetitionState, TaskState

WORDS = [
    word
    for module in (vocabulary, methods)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, StrEnum) and found is not StrEnum
    for word in found
]
STATES = [*MeetingState, *ItemState, *MotionState, *TaskState, *PetitionState]


@pytest.mark.parametrize(
    "states",
    [
        (MeetingState.PLANNED, MeetingState.PREPARED, MeetingState.NOTIFIED, MeetingState.OPEN),
        (MeetingState.OPEN, MeetingState.PAUSED, MeetingState.OPEN, MeetingState.CLOSED, MeetingState.APPROVED),
        (MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED),
        (MeetingState.NOTIFIED, MeetingState.POSTPONED, MeetingState.PLANNED, MeetingState.OPEN),
        (ItemState.PENDING, ItemState.RUNNING, ItemState.PAUSED, ItemState.RUNNING, ItemState.DONE),
        (ItemState.RUNNING, ItemState.DEFERRED),
        (MotionState.DRAFT, MotionState.OPEN, MotionState.FAILED, MotionState.OPEN, MotionState.PASSED),
        (MotionState.OPEN, MotionState.RE_BALLOT, MotionState.OPEN),
        (TaskState.ASSIGNED, TaskState.DOING, TaskState.LATE, TaskState.DONE),
        (TaskState.DOING, TaskState.DROPPED),
        (PetitionState.OPEN, PetitionState.FORWARDED, PetitionState.ANSWERED, PetitionState.CLOSED),
    ],
)
def test_the_ways_of_the_domain_are_open(states):
    for old, new in pairwise(states):
        check_transition(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MeetingState.CLOSED, MeetingState.OPEN),
        (MeetingState.OPEN, MeetingState.POSTPONED),
        (MeetingState.OPEN, MeetingState.APPROVED),
        (MeetingState.APPROVED, MeetingState.CLOSED),
        (ItemState.PENDING, ItemState.DONE),
        (MotionState.DRAFT, MotionState.PASSED),
        (TaskState.DROPPED, TaskState.DONE),
        (PetitionState.CLOSED, PetitionState.OPEN),
    ],
)
def test_other_ways_are_refused(old, new):
    with pytest.raises(Refused):
        check_transition(old, new)


@pytest.mark.parametrize("state", STATES)
def test_nothing_becomes_what_it_is(state):
    with pytest.raises(Refused):
        check_transition(state, state)


def test_a_refusal_names_both_states_and_what_is_possible():
    with pytest.raises(Refused) as refusal:
        check_transition(MeetingState.PAUSED, MeetingState.SENT)
    assert str(refusal.value) == "A meeting that is “recess” cannot become “sent”; next it can be: open, closed."


def test_a_refusal_says_when_nothing_follows():
    with pytest.raises(Refused, match="next it can be: nothing"):
        check_transition(MeetingState.ACKNOWLEDGED, MeetingState.OPEN)


def test_of_a_last_state_nothing_follows():
    assert next_states(PetitionState.CLOSED) == ()


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{type(word).__name__}.{word.name}")
def test_every_word_of_the_vocabulary_has_a_text(word):
    assert label(word)


def test_words_of_one_kind_have_texts_that_differ():
    assert len({(type(word), label(word)) for word in WORDS}) == len(WORDS)


def test_a_word_that_two_kinds_share_is_told_apart_where_vietnamese_does():
    assert label(MeetingState.OPEN) != label(PetitionState.OPEN)


def test_every_meeting_is_in_one_of_the_sets_of_states() -> None:
    parts = (NOT_OPENED, RUNNING, OVER, frozenset({MeetingState.POSTPONED}))
    assert sorted(state for part in parts for state in part) == sorted(MeetingState)


def test_a_set_of_states_is_written_for_sql() -> None:
    assert sql_list(OPEN_TASKS) == "('assigned', 'doing')"


@pytest.mark.parametrize(
    ("state", "due_on", "overdue"),
    [
        (TaskState.DOING, date(2026, 12, 2), True),
        (TaskState.DOING, date(2026, 12, 3), False),
        (TaskState.DOING, None, False),
        (TaskState.LATE, date(2026, 12, 2), False),
        (PetitionState.FORWARDED, date(2026, 12, 2), True),
        (PetitionState.ANSWERED, date(2026, 12, 2), False),
    ],
)
def test_what_is_open_is_overdue_after_its_day(state: TaskState | PetitionState, due_on: date, overdue: bool) -> None:
    assert is_overdue(state, due_on, date(2026, 12, 3)) is overdue
