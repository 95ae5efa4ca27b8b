"""A cell with its meeting planned whose own file has one rule changed, or none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from models.acts.registry import ActOutcome, perform
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MeetingKind, MeetingState, MotionKind
from models.profiles.loading import load_profile
from models.queries.lookup import find_member
from models.queries.votes import MotionView, motions
from models.queries.year import YearOfMeetings, year_of_meetings
from models.store.ids import new_id
from models.store.opening import open_reader
from models.store.store import Store
from models.tables import Meeting
from tests.meeting_room import Clock

DAY = date(2026, 12, 3)
PRESENT = ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương")


class Cell:
    """The scenario's cell with its meeting planned, under the shipped rules or with one key changed."""

    def __init__(self, store: Store, clock: Clock, key: str) -> None:
        self.store, self.clock, self.meeting = store, clock, key
        self.reader = open_reader(store.home)
        self.rules = load_profile(store.home, DAY)

    def do(self, act: str, /, **arguments: Any) -> ActOutcome:
        return perform(self.store, act, **arguments)

    def warned(self, words: str, act: str, /, **arguments: Any) -> bool:
        """Do an act and say whether a warning of it has these words."""
        return any(words in str(one) for one in self.do(act, **arguments).warnings)

    def accepts(self, act: str, /, **arguments: Any) -> bool:
        """Do an act and say whether it was not refused."""
        try:
            self.do(act, **arguments)
        except Refused:
            return False
        return True

    def member(self, name: str) -> str:
        return find_member(self.reader, name)

    def mark(self, state: AttendanceState, *names: str) -> None:
        for name in names:
            self.do("attendance.mark", member=self.member(name), state=state)

    def open(self) -> None:
        self.do("agenda.agree", meeting=self.meeting)
        self.do("meeting.open", meeting=self.meeting)

    def assemble(self) -> None:
        """Open the meeting: seven official members and a probationary one are there, one is elsewhere, one exempt."""
        self.open()
        self.mark(AttendanceState.ELSEWHERE, "Trình")
        self.mark(AttendanceState.EXEMPT, "Ơn")
        self.mark(AttendanceState.PRESENT, *PRESENT, "Hiệp")

    def put(self, kind: MotionKind, **arguments: Any) -> str:
        """Put a motion of a kind with what it needs."""
        if kind in (MotionKind.DISCIPLINE, MotionKind.EXPULSION):
            arguments.setdefault("subject", self.member("Đức"))  # with an office
        if kind is MotionKind.CONFIRMATION:
            arguments.setdefault("subject", self.member("Hiệp"))
        if kind is MotionKind.ELECTION:
            arguments = {"seats": 1, "candidates": [self.member("Đức"), self.member("Hạnh")]} | arguments
        return str(self.do("motion.put", title="Biểu quyết", kind=kind, **arguments).value)

    @property
    def motion(self) -> MotionView:
        """The motion that was put last."""
        return motions(self.reader, self.meeting)[-1]

    def count_hands(self, votes: tuple[int, ...]) -> None:
        """Vote on the motion by show of hands: so many for each that stands, in their order."""
        opened = self.do("round.open", motion=self.motion.id, method=Method.SHOW_OF_HANDS).value
        standing = [one.option.id for one in self.motion.rounds[-1].options]
        self.do("round.count_hands_for", round=opened, marks=dict(zip(standing, votes, strict=True)))

    def hold(self, month: int, kind: MeetingKind) -> None:
        at = datetime(2026, month, 5, 7, tzinfo=UTC)
        with self.store.unit("test.add") as unit:
            organisation = unit.get(Meeting, self.meeting).organisation_id
            times = {"scheduled_at": at, "opened_at": at, "closed_at": at.replace(hour=9)}
            unit.add(Meeting(id=new_id(), organisation_id=organisation, kind=kind, state=MeetingState.CLOSED, **times))

    @property
    def year(self) -> YearOfMeetings:
        return year_of_meetings(self.reader, 2026, self.rules, self.store.home)

    @property
    def planned(self) -> Meeting:
        with self.store.unit("test.read") as unit:
            return unit.get(Meeting, self.meeting)
