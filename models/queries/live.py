"""The running meeting in one view: agenda, floor, electorate, open vote."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from models.domain.electorate import Electorate
from models.domain.vocabulary import MeetingState, MotionKind
from models.profiles.schema import VoteRules
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.decisions import ResolutionLine, resolutions_of
from models.queries.floor import FloorView, floor_view
from models.queries.meetings import GuestView, MeetingView, guests
from models.queries.people import find_cell
from models.queries.roll_call import RollCallRow, electorate_of, not_convened, roll_call
from models.queries.tasks import without_task
from models.queries.votes import MotionView, RoundView, motions


@dataclass(frozen=True, slots=True)
class LiveView:
    """The data of the live screen; values that depend on the time take the present time as an argument.

    ``not_convened`` are members who are not on the roll: suspended, prosecuted, detained. ``without_task`` are the
    names on the roll without a task from this meeting. ``floor`` is that of the item ``on``: the running one, else a
    paused one, else none.
    """

    cell: str
    agenda: AgendaView
    on: ItemView | None
    floor: FloorView | None
    roll: tuple[RollCallRow, ...]
    not_convened: tuple[RollCallRow, ...]
    electorate: Electorate
    visitors: tuple[GuestView, ...]
    motions: tuple[MotionView, ...]
    without_task: tuple[str, ...]
    resolutions: tuple[ResolutionLine, ...] = ()

    @property
    def meeting(self) -> MeetingView:
        """The meeting itself."""
        return self.agenda.meeting

    @property
    def voting(self) -> tuple[MotionView, RoundView] | None:
        """The motion with an open round, and that round."""
        return next(((one, one.open_round) for one in self.motions if one.open_round), None)

    @property
    def is_through(self) -> bool:
        """Whether the meeting is open and every item is finished, skipped or deferred."""
        is_open = self.meeting.state is MeetingState.OPEN
        return is_open and self.on is None and self.agenda.next is None and bool(self.agenda.items)

    @property
    def guests(self) -> int:
        """How many guests are in the room."""
        return sum(one.in_room for one in self.visitors)

    @property
    def uncalled(self) -> int:
        """How many members on the roll have no mark yet."""
        return sum(row.state is None for row in self.roll)


def live(connection: sqlite3.Connection, meeting_id: str, rules: VoteRules) -> LiveView:
    """Return the live view of a meeting; N depends on the kind of motion with an open round.

    Raises ``UnknownRecord`` when there is none.
    """
    listed = agenda(connection, meeting_id)
    roll = roll_call(connection, meeting_id)
    on = listed.running or _paused(listed)
    found = find_cell(connection)
    put = motions(connection, meeting_id)
    kind = next((one.kind for one in put if one.open_round), MotionKind.ORDINARY)
    return LiveView(
        cell=found.name if found else "",
        agenda=listed,
        on=on,
        floor=floor_view(connection, on.id) if on else None,
        roll=roll,
        not_convened=not_convened(connection, meeting_id),
        electorate=electorate_of(connection, meeting_id, rules.counting_for(kind)),
        visitors=guests(connection, meeting_id),
        motions=put,
        without_task=without_task(connection, meeting_id, roll),
        resolutions=resolutions_of(connection, meeting_id),
    )


def _paused(listed: AgendaView) -> ItemView | None:
    """Return the paused item that ran last."""
    begun = [view for view in listed.items if view.state == "paused" and view.placed.item.spans]
    return max(begun, key=lambda view: view.placed.item.spans[-1].started_at, default=None)
