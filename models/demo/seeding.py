"""The demo: a cell with a year of meetings, created by acts alone, always the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from models.demo import words
from models.demo.items import DemoClock, DemoRoom
from models.documents.minutes_text import draft_of_meeting
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.item_kinds import ItemKind
from models.domain.language import N_, in_language
from models.domain.vocabulary import (
    AttendanceState,
    MeetingKind,
    Office,
    PostedKind,
    ScoreStage,
    Status,
)
from models.queries.agenda import ItemView, agenda
from models.queries.people import members as members_on
from models.queries.scoring import given_scores
from models.queries.sheets import meeting_sheet
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.store import Store

T = TypeVar("T")

SEED = 20260103
CELL = "Chi bộ Trạm Y tế xã Mường Khoa"
PRACTISED = f"{CELL} (tập dượt)"
"""The name of the cell in the practice room, which every screen, every paper and the wall show."""

MARK = "demo"
"""The setting that marks a demo's store, which may be created again."""
WITH_THEME = frozenset({1, 3, 5, 6, 8, 10, 12})  # months: seven of twelve
_ONE_LATE = 0.4
_AWAY = frozenset({("Cao Xuân Bách", 11)})
_ALWAYS_THERE = frozenset({"Vũ Đình Phong", "Đỗ Thu Trang", "Đinh Thị Ngoan"})

_PEOPLE = (
    ("Vũ Đình Phong", "1971-04-12", Office.SECRETARY), ("Hà Thị Nguyệt", "1980-09-30", Office.DEPUTY_SECRETARY),
    ("Lương Văn Thắng", "1984-02-17", Office.COMMITTEE_MEMBER), ("Đỗ Thu Trang", "1990-06-01", None),
    ("Quàng Văn Piềng", "1969-11-23", None), ("Cao Xuân Bách", "1988-08-08", None),
    ("Sầm Thị Lan", "1993-03-15", None), ("Tạ Minh Quân", "1977-12-05", None),
    ("Lý A Sùng", "1986-07-19", None), ("Phan Ngọc Ước", "1982-10-10", None),
    ("Đinh Thị Ngoan", "1950-05-02", None), ("Mai Khánh Linh", "2000-01-25", None),
)  # fmt: skip
_FAMILIES, _MIDDLES, _GIVEN = ("Nguyễn", "Trần", "Lò", "Hoàng", "Vi"), ("Văn", "Thị", "Đức"), (
    "An", "Bình", "Châu", "Dũng", "Giang", "Hòa", "Khánh", "Lâm", "Mơ", "Nga", "Phúc", "Quý", "Sơn", "Thảo", "Yên"
)  # fmt: skip


def seed_demo(
    home: Path,
    year: int = 2026,
    progress: Callable[[str], object] = lambda _line: None,
    *,
    years: int = 1,
    members: int = len(_PEOPLE),
) -> None:
    """Create the demo in ``home``: so many years of monthly meetings up to ``year``, with so many members.

    Raises :class:`Refused` when there is a store that is not a demo.
    """
    if (home / DATABASE).exists():
        _clear(home)
    clock = DemoClock(datetime(year - years + 1, 1, 2, 1, tzinfo=UTC))
    store = Store.create(home, clock)
    try:
        _Seeder(store, clock, random.Random(SEED), year).run(progress, years, members)  # noqa: S311 - a play
    finally:
        store.close()


def seed_prepared(
    store: Store, clock: DemoClock, chance: random.Random, month: date, kind: MeetingKind, name: str
) -> str:
    """Create a cell that held its meeting of the month before ``month``, and has prepared the next; return its key."""
    return _Seeder(store, clock, chance, month.year).up_to(month.month, kind, name)


def _clear(home: Path) -> None:
    connection = open_reader(home)
    ours = connection.execute("SELECT 1 FROM local_state WHERE key = ?", (MARK,)).fetchone()
    connection.close()
    if not ours:
        raise Refused(
            N_("The store in {home} is no demo; it was left as it is. Name another folder by --home."), home=home
        )
    remove_store(home)


def remove_store(home: Path) -> None:
    """Remove the database of a folder with its companions; the caller knows that it is no cell's own."""
    for path in home.glob(f"{DATABASE}*"):
        path.unlink()


class _Seeder(DemoRoom):
    """Creates one demo: the store, its clock, and the random numbers that decide who is absent and who speaks."""

    def run(self, progress: Callable[[str], object], years: int, members: int) -> None:
        with self.store.unit("demo.mark") as unit:
            unit.remember(MARK, "1")
        self._create_cell(CELL)
        self._add_people(members - len(_PEOPLE))
        last = self.year
        for self.year in range(last - years + 1, last + 1):
            for month in range(1, 13):
                progress(f"{month + 12 * (self.year - last + years - 1)}/{12 * years}")
                self._hold(month)
        self.clock.go_to(datetime(self.year, 12, 28, 9, tzinfo=VIETNAM))
        self.do("meeting.plan", kind=MeetingKind.REGULAR, at=datetime(self.year + 1, 1, 4, 14, tzinfo=VIETNAM))

    def up_to(self, month: int, kind: MeetingKind, name: str) -> str:
        """Create the cell under a name, hold its meeting of the month before, and prepare that of ``month``."""
        self._create_cell(name)
        self._add_people(0)
        self._hold(month - 1)
        return self._planned(month, kind)

    def _create_cell(self, name: str) -> None:
        self.do("cell.create", name=name, superior="Đảng bộ xã Mường Khoa", place="Mường Khoa")

    def _add_people(self, more: int) -> None:
        since = date(self.year - 6, 3, 3)
        for name, born, office in _PEOPLE:
            probationary = name == "Mai Khánh Linh"
            standing = Status.PROBATIONARY if probationary else Status.OFFICIAL
            key = str(self.do("member.add", name=name, born=date.fromisoformat(born), standing=standing).value)
            self.people[name] = key
            if office:
                self.do("member.office", member=key, office=office, since=since)
        for number in range(more):
            name = f"{_FAMILIES[number % 5]} {_MIDDLES[number // 5 % 3]} {_GIVEN[number // 15 % 15]}"
            self.people[name] = str(self.do("member.add", name=name, standing=Status.OFFICIAL).value)
        self.do("member.status", member=self.people["Đinh Thị Ngoan"], status=Status.EXEMPT, since=since)

    def _hold(self, month: int) -> None:
        at, meeting = self._day(month), self._planned(month, MeetingKind.REGULAR)
        self.clock.go_to(at + timedelta(minutes=self.chance.choice((0, 0, 3, 7))))
        self.do("meeting.open", meeting=meeting)
        self._call_roll(meeting, month)
        if self.guest:
            self.do("guest.arrive", guest=self.guest)
        for item in self._items(meeting):
            self.run_item(item, month)
        self.do("meeting.close")
        self._score(meeting, month)
        self._approve(meeting)

    def _day(self, month: int) -> datetime:
        return datetime(self.year, month, 3 if month != 2 else 5, 14, tzinfo=VIETNAM)

    def _planned(self, month: int, kind: MeetingKind) -> str:
        """Return the key of a new meeting, prepared, agreed and notified, with last month's work followed up."""
        at = self._day(month)
        self._follow_up(at)
        self.clock.go_to(at - timedelta(days=4))
        meeting = str(self.do("meeting.plan", kind=kind, at=at, place="Hội trường trạm").value)
        self._prepare(meeting, month)
        return meeting

    def _follow_up(self, at: datetime) -> None:
        """Finish most of last month's tasks and answer its petition, before the meeting ``at``."""
        if not self.given:
            return
        self.clock.go_to(at - timedelta(days=8))
        late = self.chance.choice(self.given)[0] if at.month < 12 and self.chance.random() < _ONE_LATE else ""
        for task, kind in self.given:
            if task != late:
                self.do("task.finish", task=task, actual=kind.target, result=kind.result)
                continue
            part = (kind.baseline or 0) + (kind.target - (kind.baseline or 0)) // 2
            self.do("task.report", task=task, actual=part, result="Mới đạt một phần do thời tiết, đi lại khó khăn")
        self.given = [one for one in self.given if one[0] == late]
        if self.asked:
            self.do("petition.answer", petition=self.asked, answer="Đã có kế hoạch thực hiện trong quý")
            self.asked = ""

    def _prepare(self, meeting: str, month: int) -> None:
        kinds = {item.kind: item.id for item in self._items(meeting)}
        if month in WITH_THEME and ItemKind.DRAFT in kinds:
            title = f"Chuyên đề: {self.of(words.THEMES, month)}"
            self.do("item.add", title=title, minutes=30, thematic=True, presenter=self.people["Cao Xuân Bách"],
                    after=kinds[ItemKind.DRAFT], meeting=meeting)  # fmt: skip
        if ItemKind.CRITICISM in kinds:
            self.do("item.present", item=kinds[ItemKind.CRITICISM], presenter=self.people["Lương Văn Thắng"])
        self.guest = ""
        if month % 3 == 0:
            name, role, _said = self.of(words.GUESTS, month // 3)
            guest = self.do("guest.add", name=name, role=role, assigned_superior=True, meeting=meeting)
            self.guest = str(guest.value)
        self.do("agenda.agree", meeting=meeting)
        self.do("meeting.notify", meeting=meeting)
        self.do("handbook.post", what=PostedKind.MATERIAL, meeting=meeting)

    def _call_roll(self, meeting: str, month: int) -> None:
        self.do("attendance.mark", member=self.people["Đinh Thị Ngoan"], state=AttendanceState.EXEMPT)
        for name, key in self.people.items():
            if (name, month) in _AWAY or (name not in _ALWAYS_THERE and self.chance.random() < 0.09):
                self.do("attendance.mark", member=key, state=AttendanceState.EXCUSED, reason="đi công tác")
        self.do("attendance.present_rest")
        self.here = self._present()
        self.do("meeting.change", minute_taker=self.people["Đỗ Thu Trang"], meeting=meeting)

    def _items(self, meeting: str) -> tuple[ItemView, ...]:
        connection = open_reader(self.store.home)
        try:
            return agenda(connection, meeting).items
        finally:
            connection.close()

    def _score(self, meeting: str, month: int) -> None:
        """Give what the records propose, and what only people can tell."""
        self.do("score.take_proposals", meeting=meeting)
        connection = open_reader(self.store.home)
        try:
            table = meeting_sheet(connection, self.store.home, meeting)
            given = given_scores(connection, meeting, table.id)[ScoreStage.SELF]
        finally:
            connection.close()
        for line in table.lines.values():
            if line.key not in given and (month in WITH_THEME or not line.only_with_theme):
                less = 1 if line.points > 1 and self.chance.random() < 0.3 else 0
                self.do("score.give", criterion=line.key, points=line.points - less, meeting=meeting)
        shortcomings, remedy = self.of(words.SHORTCOMINGS, month)
        self.do("score.shortcomings", shortcomings=shortcomings, remedy=remedy, meeting=meeting)

    def _present(self) -> list[str]:
        connection = open_reader(self.store.home)
        try:
            known = [view.id for view in members_on(connection, self.clock.now.date())]
            rows = connection.execute(
                "SELECT a.member_id FROM attendance a JOIN meeting m ON m.id = a.meeting_id AND m.state = 'open'"
                " WHERE a.deleted = 0 AND a.state = 'present'"
            )
            here = {key for (key,) in rows}
            return [key for key in known if key in here]
        finally:
            connection.close()

    def _approve(self, meeting: str) -> None:
        self.clock.wait(60)
        connection = open_reader(self.store.home)
        try:
            with in_language("vi"):  # official papers are in Vietnamese
                text = draft_of_meeting(connection, meeting, self.store.home, self.clock.now)
        finally:
            connection.close()
        self.do("minutes.write", text=text, meeting=meeting)
        self.do("minutes.approve", meeting=meeting)
        for what in (PostedKind.MINUTES, PostedKind.RESOLUTION):
            self.do("handbook.post", what=what, meeting=meeting)
