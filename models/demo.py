"""The demo: a cell with a year of meetings, created by acts alone, always the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.acts.registry import ActOutcome, perform
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MeetingKind, MotionKind, NoteKind, Office, Status
from models.queries.agenda import agenda
from models.queries.people import members as members_on
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.store import Store

if TYPE_CHECKING:
    from models.acts.calls import ActCall

SEED = 20260103
MARK = "demo"
"""The setting that marks a demo's store, which may be created again."""
WITH_THEME = frozenset({1, 3, 5, 6, 8, 10, 12})  # months: seven of twelve

_PEOPLE = (
    ("Vũ Đình Phong", "1971-04-12", Office.SECRETARY), ("Hà Thị Nguyệt", "1980-09-30", Office.DEPUTY_SECRETARY),
    ("Lương Văn Thắng", "1984-02-17", Office.COMMITTEE_MEMBER), ("Đỗ Thu Trang", "1990-06-01", None),
    ("Quàng Văn Piềng", "1969-11-23", None), ("Cao Xuân Bách", "1988-08-08", None),
    ("Sầm Thị Lan", "1993-03-15", None), ("Tạ Minh Quân", "1977-12-05", None),
    ("Lý A Sùng", "1986-07-19", None), ("Phan Ngọc Ước", "1982-10-10", None),
    ("Đinh Thị Ngoan", "1950-05-02", None), ("Mai Khánh Linh", "2000-01-25", None),
)  # fmt: skip
_TASKS = ("Rà soát hồ sơ đảng viên", "Vận động hộ nghèo làm nhà vệ sinh", "Viết tin bài tuyên truyền",
          "Kiểm tra an toàn thực phẩm chợ phiên", "Giúp đỡ quần chúng ưu tú", "Cập nhật sổ tay đảng viên")  # fmt: skip
_THEMES = ("Học tập phong cách nêu gương", "Chuyển đổi số ở cơ sở", "Đổi mới sinh hoạt chi bộ", "Phòng, chống lãng phí")


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
    clock = _Clock(datetime(year - years + 1, 1, 2, 1, tzinfo=UTC))
    store = Store.create(home, clock)
    try:
        _Seeder(store, clock, random.Random(SEED), year).run(progress, years, members)  # noqa: S311 - a play
    finally:
        store.close()


def _clear(home: Path) -> None:
    connection = open_reader(home)
    ours = connection.execute("SELECT 1 FROM local_state WHERE key = ?", (MARK,)).fetchone()
    connection.close()
    if not ours:
        raise Refused(
            N_("The store in {home} is no demo; it was left as it is. Name another folder by --home."), home=home
        )
    for path in home.glob(f"{DATABASE}*"):
        path.unlink()


class _Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, moment: datetime) -> None:
        self.now = moment.astimezone(UTC)

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


class _Seeder:
    """Creates one demo: the store, its clock, and the random numbers that decide who is absent and who speaks."""

    def __init__(self, store: Store, clock: _Clock, chance: random.Random, year: int) -> None:
        self.store = store
        self.do: ActCall[ActOutcome] = partial(perform, store)
        self.clock = clock
        self.chance = chance
        self.year = year
        self.people: dict[str, str] = {}

    def run(self, progress: Callable[[str], object], years: int, members: int) -> None:
        with self.store.unit("demo.mark") as unit:
            unit.remember(MARK, "1")
        self.do(
            "cell.create", name="Chi bộ Trạm Y tế xã Mường Khoa", superior="Đảng bộ xã Mường Khoa", place="Mường Khoa"
        )
        self._add_people(members - len(_PEOPLE))
        last = self.year
        for self.year in range(last - years + 1, last + 1):
            for month in range(1, 13):
                progress(f"{month + 12 * (self.year - last + years - 1)}/{12 * years}")
                self._hold(month)
        self.clock.go_to(datetime(self.year, 12, 28, 9, tzinfo=VIETNAM))
        self.do("meeting.plan", kind=MeetingKind.REGULAR, at=datetime(self.year + 1, 1, 4, 14, tzinfo=VIETNAM))

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
        at = datetime(self.year, month, 3 if month != 2 else 5, 14, tzinfo=VIETNAM)
        self.clock.go_to(at - timedelta(days=4))
        meeting = str(self.do("meeting.plan", kind=MeetingKind.REGULAR, at=at, place="Hội trường trạm").value)
        if month in WITH_THEME:
            theme = self.chance.choice(_THEMES)
            self.do("item.add", title=f"Chuyên đề: {theme}", minutes=30, thematic=True, meeting=meeting)
        self.do("agenda.agree", meeting=meeting)
        self.do("meeting.notify", meeting=meeting)
        self.clock.go_to(at + timedelta(minutes=self.chance.choice((0, 0, 3, 7))))
        self.do("meeting.open", meeting=meeting)
        self._call_roll()
        for key, kind in self._items(meeting):
            self._run_item(key, kind, month)
        self.do("meeting.close")
        self._approve(meeting)

    def _call_roll(self) -> None:
        for name, key in self.people.items():
            absent = self.chance.random() < 0.09 and name != "Vũ Đình Phong"
            if name == "Đinh Thị Ngoan":
                self.do("attendance.mark", member=key, state=AttendanceState.EXEMPT)
            elif absent:
                self.do("attendance.mark", member=key, state=AttendanceState.EXCUSED, reason="công tác")
            else:
                self.do("attendance.mark", member=key, state=AttendanceState.PRESENT)

    def _items(self, meeting: str) -> list[tuple[str, str]]:
        connection = open_reader(self.store.home)
        try:
            return [(item.id, item.kind) for item in agenda(connection, meeting).items]
        finally:
            connection.close()

    def _run_item(self, key: str, kind: str, month: int) -> None:
        self.do("item.start", item=key)
        steps = {"discussion": self._discuss, "criticism": self._note, "assignments": self._assign, "vote": self._vote}
        if step := steps.get(kind):
            step(month)
        self.clock.wait(self.chance.randrange(2, 7))
        self.do("item.finish", item=key)

    def _discuss(self, _month: int) -> None:
        for key in self.chance.sample(self._present(), k=4):
            self.do("speech.ask", member=key)
        for _speaker in range(4):
            self.do("speech.next")
            self.clock.wait(self.chance.randrange(1, 5))
        self.do("speech.stop")

    def _note(self, month: int) -> None:
        one, other = self.chance.sample(self._present(), k=2)
        self.do("note.write", text=f"Chậm báo cáo tháng {month}", kind=NoteKind.SELF_CRITICISM, about=one, by=one)
        self.do("note.write", text="Hoàn thành tốt đợt cao điểm", kind=NoteKind.PRAISE, about=other)
        if month % 3 == 0:
            due = date(self.year, month, 25)
            self.do("petition.record", text="Sửa đường vào trạm", owner=self.people["Hà Thị Nguyệt"], due=due)

    def _assign(self, month: int) -> None:
        due = date(self.year, month, 28)
        for title in self.chance.sample(_TASKS, k=3):
            owner = self.chance.choice(self._present())
            target = self.chance.choice((None, 20, 45))
            unit = "hộ" if target else ""
            task = self.do("task.assign", title=title, owner=owner, due=due, target=target, measured_in=unit).value
            if month < 12 and self.chance.random() < 0.8:
                self.do("task.finish", task=task, actual=target, result="Đã xong")

    def _vote(self, month: int) -> None:
        motion = self.do("motion.put", title=f"Nghị quyết tháng {month}", kind=MotionKind.RESOLUTION).value
        self.do("resolution.draft", title=f"Nghị quyết tháng {month}", motion=motion)
        opened = self.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value
        voters = sum(1 for key in self._present() if key != self.people["Mai Khánh Linh"])
        against = self.chance.choice((0, 0, 1))
        self.do("round.count_hands", round=opened, yes=voters - against, no=against)

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
        self.do("minutes.write", text="Biên bản sinh hoạt chi bộ thường kỳ.", meeting=meeting)
        self.do("minutes.approve", meeting=meeting)
