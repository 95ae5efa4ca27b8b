"""Everything that happened at a meeting as one value, from which its documents are made.

Only notes for the minutes are read, so that confidential notes and those for the chair cannot be printed.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from models.domain.bands import Grade, Rate
from models.domain.electorate import Electorate, attendance_rate
from models.domain.errors import UnknownRecord
from models.domain.item_kinds import ItemKind
from models.domain.language import N_
from models.domain.scoring import Total
from models.domain.vocabulary import AttendanceState, MeetingKind, ScoreStage
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.carry_over import CarriedOver, carried_over
from models.queries.decisions import (
    PetitionLine,
    ResolutionLine,
    TaskLine,
    petitions_of,
    resolutions_of,
    tasks_of,
)
from models.queries.floor import floor_view
from models.queries.materials import materials
from models.queries.meetings import GuestView, MeetingView, guests
from models.queries.notes import NoteView, notes
from models.queries.numbering import minutes_number
from models.queries.people import CellView, cell
from models.queries.roll_call import RollCallRow, called, electorate_of, late_arrivals, not_convened, roll_call
from models.queries.score_sheet import score_sheet
from models.queries.sheets import meeting_sheet
from models.queries.votes import MotionView, motions

_NO_MOTION = N_("The meeting has no motion {number}; it has {count}.")


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item with its speakers in order, its notes for the minutes and its motions.

    ``materials`` are the names of its documents; ``guests`` are guests who spoke.
    """

    item: ItemView
    speakers: tuple[str, ...]
    notes: tuple[NoteView, ...]
    motions: tuple[MotionView, ...]
    materials: tuple[str, ...] = ()
    guests: tuple[GuestView, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """The records of one meeting.

    ``score`` is the cell's own score with its parts by ``headings`` and its grade, ``None`` while points are missing.
    ``notes_apart`` are the notes that belong to no item. ``minutes_number`` is the number of the approved minutes,
    ``None`` before the approval.
    """

    rules: RuleProfile
    cell: CellView
    agenda: AgendaView
    roll: tuple[RollCallRow, ...]
    not_convened: tuple[RollCallRow, ...]
    electorate: Electorate
    attendance: Rate
    guests: tuple[GuestView, ...]
    items: tuple[ItemRecord, ...]
    notes_apart: tuple[NoteView, ...]
    motions: tuple[MotionView, ...]
    tasks: tuple[TaskLine, ...]
    petitions: tuple[PetitionLine, ...]
    resolutions: tuple[ResolutionLine, ...]
    carried: CarriedOver
    score: Total
    grade: Grade | None
    headings: tuple[tuple[str, Total], ...]
    minutes_number: int | None

    @property
    def meeting(self) -> MeetingView:
        """The meeting itself."""
        return self.agenda.meeting

    def motion(self, number: int) -> MotionView:
        """Return a motion by its number within the meeting. Raises :class:`UnknownRecord`."""
        for motion in self.motions:
            if motion.number == number:
                return motion
        raise UnknownRecord(_NO_MOTION, number=number, count=len(self.motions))

    def of(self, state: AttendanceState) -> tuple[RollCallRow, ...]:
        """Return the members with a mark of the roll-call."""
        return tuple(row for row in self.roll if row.state is state)

    @property
    def called(self) -> tuple[RollCallRow, ...]:
        """The members who are called to the meeting."""
        return called(self.roll, exempt_in_denominator=self.rules.attendance.exempt_in_denominator.value)

    @property
    def late(self) -> tuple[RollCallRow, ...]:
        """The members who came late, by the time of their arrival."""
        calls = (one.item.ended_at for one in self.items if one.item.kind == ItemKind.ROLL_CALL)
        return late_arrivals(self.roll, self.meeting.opened_at, next((ended for ended in calls if ended), None))

    @property
    def left_early(self) -> tuple[RollCallRow, ...]:
        """The members who left before the end of the meeting, in the order of the roll."""
        end = self.meeting.closed_at
        return tuple(row for row in self.roll if row.left_at and (end is None or row.left_at < end))

    @property
    def uncalled(self) -> tuple[RollCallRow, ...]:
        """The members without a mark."""
        return tuple(row for row in self.roll if row.state is None)


def meeting_record(
    connection: sqlite3.Connection, meeting_id: str, rules: RuleProfile, home: Path | None, now: datetime
) -> MeetingRecord:
    """Return everything that happened at a meeting. Raises ``UnknownRecord`` when there is none."""
    listed = agenda(connection, meeting_id)
    put = motions(connection, meeting_id)
    noted = notes(connection, meeting_id)
    sheet = score_sheet(connection, meeting_id, meeting_sheet(connection, home, meeting_id), rules, now)
    roll = roll_call(connection, meeting_id)
    files = materials(connection, meeting_id)
    return MeetingRecord(
        rules=rules,
        cell=replace(cell(connection), is_congress=listed.meeting.kind is MeetingKind.CONGRESS),
        agenda=listed,
        roll=roll,
        not_convened=not_convened(connection, meeting_id),
        electorate=electorate_of(connection, meeting_id, rules.votes.counting),
        attendance=attendance_rate(
            (row.voter for row in roll), exempt_in_denominator=rules.attendance.exempt_in_denominator.value
        ),
        guests=guests(connection, meeting_id),
        items=tuple(
            _item(connection, item, noted, put, tuple(one.name for one in files.get(item.id, ())))
            for item in listed.items
        ),
        notes_apart=tuple(note for note in noted if note.item_id not in {item.id for item in listed.items}),
        motions=put,
        tasks=tasks_of(connection, meeting_id),
        petitions=petitions_of(connection, meeting_id),
        resolutions=resolutions_of(connection, meeting_id),
        carried=carried_over(connection, meeting_id),
        score=sheet.total(ScoreStage.SELF),
        grade=sheet.grade(ScoreStage.SELF),
        headings=tuple(
            (str(one.title), whole)
            for one in sheet.table.headings
            if (whole := sheet.heading_total(one, ScoreStage.SELF)).most
        ),
        minutes_number=minutes_number(connection, meeting_id) or None,
    )


def _item(
    connection: sqlite3.Connection,
    item: ItemView,
    noted: tuple[NoteView, ...],
    put: tuple[MotionView, ...],
    files: tuple[str, ...],
) -> ItemRecord:
    floor = floor_view(connection, item.id)
    visitors = {one.id: one for one in guests(connection, floor.meeting_id)}
    spoke = dict.fromkeys(one.speech.member_id for one in floor.finished if one.speech.is_guest)
    return ItemRecord(
        item,
        tuple(dict.fromkeys(one.name for one in floor.finished if not one.speech.is_guest)),
        tuple(note for note in noted if note.item_id == item.id),
        tuple(motion for motion in put if motion.item_id == item.id),
        files,
        tuple(visitors[key] for key in spoke if key in visitors),
    )
