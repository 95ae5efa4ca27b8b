"""From which state to which, and the words for every state."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

import pytest

from models.domain import vocabulary
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.meeting_states import check_transition, next_states
from models.domain.vocabulary import ItemState, MeetingState, MotionState, PetitionState, TaskState

WORDS = [
    word
    for found in vars(vocabulary).values()
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
