"""The cell of the scenario in its room, put straight into the store: the meeting is open, the discussion runs."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from models.acts.registry import ActOutcome, perform
from models.domain.text import short_name
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    Level,
    MeetingKind,
    MeetingState,
    Office,
    SpeechKind,
    Status,
)
from models.queries.floor import FloorView, floor_view
from models.queries.invariants import broken_rules
from models.store.ids import new_id
from models.store.store import Store
from models.store.unit import Unit
from models.tables import AgendaItem, ItemRun, Meeting, Member, MemberOffice, MemberStatus, Organisation, Record

ROSTER = Path(__file__).parent / "data" / "roster.csv"
OFFICES = {
    "Bí thư": Office.SECRETARY,
    "Phó Bí thư": Office.DEPUTY_SECRETARY,
    "Chi ủy viên": Office.COMMITTEE_MEMBER,
}
CONDITIONS = {"Trình": Status.ELSEWHERE, "Ơn": Status.EXEMPT}
STANDINGS = {"Chính thức": Status.OFFICIAL, "Dự bị": Status.PROBATIONARY}

T = TypeVar("T")


class Clock(Protocol):
    now: datetime

    def __call__(self) -> datetime: ...
    def advance(self, **span: float) -> None: ...


class Room:
    """Members by given name; acts at a word. Raw changes (:meth:`add`, :meth:`change`) keep no rule."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self.members: dict[str, str] = {}
        self.cell = self.add(Organisation, name="Chi bộ", level=Level.CELL)
        with store.unit("test.roster") as unit, ROSTER.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                self._enrol(unit, row)
        scheduled_at = clock.now
        clock.advance(minutes=5)
        self.meeting = self.add_meeting(scheduled_at, state=MeetingState.OPEN, opened_at=clock.now)
        self.discussion = self.add_item("Discussion", state=ItemState.RUNNING, started_at=clock.now)
        self.run = self.add(ItemRun, item_id=self.discussion, started_at=clock.now)
        self.close = self.add_item("Close")

    def copied_to(self, store: Store, clock: Clock) -> Room:
        """Return the room as it stands in a copy of its store, at the same time by another clock."""
        copied = copy(self)
        copied.store, copied.clock, copied.members = store, clock, dict(self.members)
        clock.now = self.clock.now
        return copied

    def _enrol(self, unit: Unit, row: dict[str, str]) -> None:
        given_name = short_name(row["Họ và tên"])
        member = unit.add(Member(id=new_id(), organisation_id=self.cell, full_name=row["Họ và tên"])).id
        for status in (STANDINGS[row["Diện"]], CONDITIONS.get(given_name)):
            if status:
                unit.add(MemberStatus(id=new_id(), member_id=member, status=status))
        if row["Chức vụ"] in OFFICES:
            unit.add(MemberOffice(id=new_id(), member_id=member, office=OFFICES[row["Chức vụ"]]))
        self.members[given_name] = member

    def add(self, table: type[Record], **fields: Any) -> str:
        with self.store.unit("test.add") as unit:
            return unit.add(table(id=new_id(), **fields)).id

    def change(self, table: type[Record], key: str, **fields: Any) -> None:
        with self.store.unit("test.change") as unit:
            row = unit.get(table, key)
            for name, value in fields.items():
                setattr(row, name, value)

    def add_meeting(self, scheduled_at: datetime, **fields: Any) -> str:
        settings = {"organisation_id": self.cell, "kind": MeetingKind.REGULAR, "agreed_at": scheduled_at}
        return self.add(Meeting, scheduled_at=scheduled_at, **settings | fields)

    def add_item(self, title: str, **fields: Any) -> str:
        return self.add(AgendaItem, meeting_id=self.meeting, title=title, **fields)

    def do(self, name: str, /, **arguments: Any) -> ActOutcome:
        """Do an act; a member is meant by the given name."""
        if "member" in arguments:
            arguments["member"] = self.members[arguments["member"]]
        return perform(self.store, name, **arguments)

    def mark(self, state: AttendanceState, *names: str) -> None:
        for name in names:
            self.do("attendance.mark", member=name, state=state)

    def enter(self, *names: str) -> None:
        self.mark(AttendanceState.PRESENT, *names)

    def ask(self, *names: str, kind: SpeechKind = SpeechKind.SPEECH) -> None:
        for name in names:
            self.do("speech.ask", member=name, kind=kind)

    def read(self, query: Callable[..., T], *arguments: Any) -> T:
        with self.store.unit("test.read") as unit:
            return query(unit.connection, *arguments)

    def row(self, sql: str, *parameters: str) -> tuple[Any, ...]:
        """Return the one row that ``sql`` finds."""

        def fetch(connection: sqlite3.Connection) -> tuple[Any, ...]:
            (found,) = connection.execute(sql, parameters).fetchall()
            return tuple(found)

        return self.read(fetch)

    @property
    def floor(self) -> FloorView:
        return self.read(floor_view, self.discussion)

    @property
    def queue(self) -> list[str]:
        return [short_name(speaker.name) for speaker in self.floor.waiting]

    @property
    def speaker(self) -> str | None:
        current = self.floor.current
        return short_name(current.name) if current else None

    def request_of(self, name: str) -> str:
        return next(s.speech.id for s in self.floor.waiting if s.speech.member_id == self.members[name])

    @property
    def broken(self) -> str:
        """The first broken rule of the meeting; empty when all hold."""
        return self.read(lambda connection: str(next(broken_rules(connection, self.meeting), "")))
