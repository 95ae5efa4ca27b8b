"""The data of the projector; notes, petitions, conclusions and partial counts are not read."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.domain.electorate_words import n_text
from models.domain.results import Result
from models.domain.vocabulary import ItemState, MeetingState, MotionKind, MotionState
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.floor import floor_view
from models.queries.lookup import latest_meeting
from models.queries.meetings import MeetingView, meetings
from models.queries.people import find_cell
from models.queries.results import round_result, standing_count
from models.queries.roll_call import electorate_of
from models.queries.rules import meeting_rules
from models.queries.votes import MotionView, motions

NEXT_SPEAKERS = 3

SHOWN_TABLES = frozenset(
    {"organisation", "member", "member_status", "member_office", "meeting", "meeting_pause", "agenda_item", "item_run"}
    | {"attendance", "guest", "speech"}
    | {"motion", "motion_option", "round", "round_option", "round_voter", "round_teller"}
)
"""Tables with data shown on the projector."""

HIDDEN_TABLES = frozenset({"named_vote"})
"""Tables used by queries that are shared with other screens; they read as empty here."""

HIDDEN_COLUMNS = frozenset(
    {("attendance", "reason"), ("agenda_item", "conclusion"), ("meeting", "shortcomings"), ("meeting", "remedy")}
)
"""Columns of the shown tables that read as empty, because they may contain confidential data."""


@dataclass(frozen=True, slots=True)
class VoteResult:
    """A valid count: the question and its result."""

    question: str
    result: Result


@dataclass(frozen=True, slots=True)
class WallView:
    """A meeting for everybody in the room.

    ``speaker`` has the floor since ``speaking_since``; ``next_speakers`` are the first of the waiting names.
    ``question`` is the motion with an open round; ``result`` the last count of the item ``on``; ``passed`` the number
    of resolutions that this meeting has passed.
    """

    cell: str
    agenda: AgendaView
    on: ItemView | None
    speaker: str
    next_speakers: tuple[str, ...]
    question: str
    result: VoteResult | None
    passed: int
    counted: int
    reckoned: str
    voters_present: int
    others_present: int

    @property
    def meeting(self) -> MeetingView:
        """The meeting itself."""
        return self.agenda.meeting

    @property
    def is_paused(self) -> bool:
        """Whether the meeting is in a break."""
        return self.meeting.state is MeetingState.PAUSED

    def left_seconds(self, now: datetime) -> int | None:
        """Return the remaining planned seconds of the item, negative when overrun; ``None`` without a running item."""
        return self.agenda.remaining_seconds(self.on.id, now) if self.on else None


def keep_to_what_may_be_shown(connection: sqlite3.Connection) -> None:
    """Restrict a connection: reading other tables fails, confidential columns read as empty."""

    def may(action: int, table: str | None, column: str | None, _database: str | None, _within: str | None) -> int:
        if action != sqlite3.SQLITE_READ or table is None:
            return sqlite3.SQLITE_OK
        if table in HIDDEN_TABLES or (table, column) in HIDDEN_COLUMNS:
            return sqlite3.SQLITE_IGNORE
        return sqlite3.SQLITE_OK if table in SHOWN_TABLES else sqlite3.SQLITE_DENY

    connection.set_authorizer(may)


def wall(connection: sqlite3.Connection, today: date, home: Path | None = None) -> WallView | None:
    """Return the meeting to show: the running one, else today's, else the next, else the last.

    A closed meeting of ``today`` (in Vietnam) is shown until another one of the day begins. ``None`` in a store without
    meetings.
    """
    meeting_id = _of_today(connection, today) or latest_meeting(connection)
    if meeting_id is None:
        return None
    listed = agenda(connection, meeting_id)
    on = listed.running or next((item for item in listed.items if item.state is ItemState.PAUSED), None)
    floor = floor_view(connection, on.id) if on else None
    put = motions(connection, meeting_id)
    rules = meeting_rules(home, listed.meeting)
    voting = next(((one.kind, one.open_round) for one in put if one.open_round), None)
    people = electorate_of(
        connection, meeting_id, rules.votes.counting_for(voting[0] if voting else MotionKind.ORDINARY)
    )
    n_now = (people.counted, people.official, people.left_out)
    n_then = (voting[1].counted, voting[1].official, voting[1].left_out) if voting else n_now
    found = find_cell(connection)
    return WallView(
        cell=found.name if found else "",
        agenda=listed,
        on=on,
        speaker=floor.current.name if floor and floor.current else "",
        next_speakers=tuple(one.name for one in floor.waiting[:NEXT_SPEAKERS]) if floor else (),
        question=next((one.wording for one in put if one.open_round), ""),
        result=_result(put, on),
        passed=sum(one.kind is MotionKind.RESOLUTION and one.state is MotionState.PASSED for one in put),
        counted=n_then[0],
        reckoned=n_text(*n_then)[1],
        voters_present=people.voters_present,
        others_present=people.others_present,
    )


def _of_today(connection: sqlite3.Connection, today: date) -> str | None:
    """Return the running meeting, else today's first unopened one, else the one closed last today."""
    listed = [one for one in meetings(connection) if one.state is not MeetingState.POSTPONED]
    running = [one.id for one in listed if one.state in (MeetingState.OPEN, MeetingState.PAUSED)]
    of_today = sorted((one for one in listed if one.day == today), key=lambda one: one.scheduled_at)
    to_come = [one.id for one in of_today if one.opened_at is None]
    return next(iter([*running, *to_come, *(one.id for one in reversed(of_today))]), None)


def _result(put: tuple[MotionView, ...], on: ItemView | None) -> VoteResult | None:
    """Return the valid count of an item; ``None`` during a vote."""
    counted = standing_count(put, on.id if on else None)
    result = round_result(counted[1]) if counted else None
    if counted is None or result is None or any(one.open_round for one in put):
        return None
    return VoteResult(counted[0].title, result)
