"""The roll-call offers only the keys that the state of the meeting allows."""

from __future__ import annotations

import pytest

from models.domain.state_sets import NOT_OPENED
from models.domain.vocabulary import MeetingState
from tui.live.list_keys import ROLL_CALL
from tui.live.roll_call import roll_call_keys


def names(state: MeetingState) -> set[str]:
    """Return the ids of the keys without the table."""
    return {key.id.partition(".")[2] for key in roll_call_keys(state)}


@pytest.mark.parametrize("state", sorted(NOT_OPENED))
def test_before_the_opening_only_foreseen_absences_are_offered(state: MeetingState) -> None:
    refused = {"present", "unexcused", "rest", "left", "arrived_at", "left_at", "correct"}
    assert names(state) & refused == set()
    assert {"excused", "elsewhere", "exempt", "clear", "undo"} <= names(state)


def test_a_running_meeting_has_every_key() -> None:
    assert roll_call_keys(MeetingState.OPEN) == roll_call_keys(MeetingState.PAUSED) == ROLL_CALL


def test_a_closed_meeting_has_its_correction_first() -> None:
    assert roll_call_keys(MeetingState.CLOSED)[0].id == "roll.correct"
    assert "present" not in names(MeetingState.CLOSED)
