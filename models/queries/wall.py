"""What the projector shows; no note, petition, conclusion or partial count is even read for it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from models.domain.electorate import CHARTER, CountingRules
from models.domain.vocabulary import ItemState, MeetingState
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.floor import floor_view
from models.queries.lookup import current_meeting, latest_meeting
from models.queries.meetings import MeetingView
from models.queries.people import find_cell
from models.queries.roll_call import electorate_of
from models.queries.votes import MotionView, RoundView, motions

NEXT_SPEAKERS = 3


@dataclass(frozen=True, slots=True)
class VoteResult:
    """A count that is done: the question, the sum, whether it passed (nothing where several are elected)."""

    question: str
    arithmetic: str
    passed: bool | None


@dataclass(frozen=True, slots=True)
class WallView:
    """One meeting for everybody in the room.

    ``speaker`` has the floor since ``speaking_since``; ``next_speakers`` are the names behind, the first ones.
    ``question`` is what is being voted on; ``result`` the last count of the item in ``on``.
    """

    cell: str
    agenda: AgendaView
    on: ItemView | None
    speaker: str
    next_speakers: tuple[str, ...]
    question: str
    result: VoteResult | None
    counted: int
    voters_present: int
    others_present: int

    @property
    def meeting(self) -> MeetingView:
        """The meeting itself."""
        return self.agenda.meeting

    @property
    def is_paused(self) -> bool:
        """Whether the meeting has a break."""
        return self.meeting.state is MeetingState.PAUSED

    def left_seconds(self, now: datetime) -> int | None:
        """Return what is left of the item's planned time, below 0 the overrun; nothing where none runs."""
        return self.agenda.remaining_seconds(self.on.id, now) if self.on else None


def wall(connection: sqlite3.Connection, rules: CountingRules = CHARTER) -> WallView | None:
    """Return the meeting that runs, else the next one, else the last; ``None`` in a store without meetings."""
    meeting_id = current_meeting(connection) or latest_meeting(connection)
    if meeting_id is None:
        return None
    listed = agenda(connection, meeting_id)
    on = listed.running or next((item for item in listed.items if item.state is ItemState.PAUSED), None)
    floor = floor_view(connection, on.id) if on else None
    put = motions(connection, meeting_id)
    people = electorate_of(connection, meeting_id, rules)
    found = find_cell(connection)
    return WallView(
        cell=found.name if found else "",
        agenda=listed,
        on=on,
        speaker=floor.current.name if floor and floor.current else "",
        next_speakers=tuple(one.name for one in floor.waiting[:NEXT_SPEAKERS]) if floor else (),
        question=next((_question(one, one.open_round) for one in put if one.open_round), ""),
        result=_result(put, on),
        counted=people.counted,
        voters_present=people.voters_present,
        others_present=people.others_present,
    )


def _question(motion: MotionView, opened: RoundView) -> str:
    return opened.question or motion.title


def _result(put: tuple[MotionView, ...], on: ItemView | None) -> VoteResult | None:
    """Return the last count of the motions of an item; nothing while one of them is being voted on."""
    here = [one for one in put if on and one.item_id == on.id]
    counts = [(one, one.last_counted) for one in here if one.last_counted]
    if not counts or any(one.open_round for one in put):
        return None
    motion, last = max(counts, key=lambda pair: pair[1].counted_at or pair[1].opened_at)
    return VoteResult(_question(motion, last), last.arithmetic, last.passed)
