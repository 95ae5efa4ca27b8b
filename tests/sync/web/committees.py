"""A province with two committees and their cells, which report month by month; made of real, signed reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from argon2 import PasswordHasher
from sqlalchemy.engine import Connection

from models.domain.clock import to_text
from models.domain.seal import line_seals, seal_of
from sync.protocol.envelope import EnvelopeKind
from sync.reports.envelope import sign
from sync.server import reports, tree
from sync.vocabulary import OrganisationKind
from sync.web.accounts import supervisors
from sync.web.accounts.supervisors import Secrets
from tests.sync.reports.papers import KEY_ID, SEED

PASSWORD = "mat-khau-dai-du-roi"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HASH = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
"""Passwords are cheap to check in tests: a hash contains its own cost."""
MINUTES = """BIÊN BẢN
Sinh hoạt chi bộ thường kỳ tháng {month}
-----
Hôm nay, vào hồi 14 giờ 05, tại nhà văn hóa, chi bộ họp thường kỳ.
I- Thành phần
Có mặt {present} đồng chí.
II- Nội dung
1. Chi bộ nghe báo cáo tình hình tháng trước; thảo luận về đường nội thôn và thu hoạch vụ mùa.
2. Đồng chí Lò Thị Mây đề nghị sửa đoạn đường vào thôn trước mùa mưa.
III- Kết luận
Chi bộ nhất trí nghị quyết tháng {month}, 100 % đảng viên chính thức biểu quyết tán thành.
Hội nghị kết thúc hồi 15 giờ 40 cùng ngày."""


class Administering(Protocol):
    """Whatever does something to the server's database: :class:`tests.sync.central.Administration`, or one
    transaction of its (:class:`Within`).
    """

    def do(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do something in a transaction; ``work`` gets the connection and the time."""


@dataclass(frozen=True, slots=True)
class Within:
    """One transaction, at a time: sixty reports in as many would take long."""

    connection: Connection
    now: datetime

    def do(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return work(self.connection, self.now, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class Committees:
    """Ids by what they are."""

    province: str
    first: str
    second: str
    cells: tuple[str, ...]
    """Three below the first committee, two below the second."""

    @property
    def own(self) -> str:
        """A cell of the first committee."""
        return self.cells[0]

    @property
    def foreign(self) -> str:
        """A cell of the second committee."""
        return self.cells[3]


NAMES = ("Chi bộ thôn Nà Ràng", "Chi bộ thôn Bản Mồng", "Chi bộ Trường Tiểu học", "Chi bộ thôn Lũng Cáng",
         "Chi bộ Trạm Y tế")  # fmt: skip


def plant(administration: Administering) -> Committees:
    """Add the tree."""

    def add(kind: OrganisationKind, name: str, below: str) -> str:
        return str(administration.do(tree.add, kind, name, below).id)

    province = add(OrganisationKind.PROVINCE, "Tỉnh ủy Tuyên Quang", "")
    first = add(OrganisationKind.COMMITTEE, "Đảng bộ xã Thanh Thủy", province)
    second = add(OrganisationKind.COMMITTEE, "Đảng bộ xã Lao Chải", province)
    above = (first, first, first, second, second)
    cells = (add(OrganisationKind.CELL, name, below) for name, below in zip(NAMES, above, strict=True))
    return Committees(province, first, second, tuple(cells))


def content(day: date, number: int = 0, **more: Any) -> dict[str, Any]:
    """Return what a regular meeting's report holds; its figures differ by ``number`` and month."""
    spread = day.month * 3 + number * 5
    opened = datetime(day.year, day.month, day.day, 7, 5, tzinfo=UTC)
    convened, present = 18 + number, 14 + number + spread % 4
    text = MINUTES.format(month=day.month, present=present)
    points = 96 - spread % 31
    return {
        "answer": None,
        "cell": {
            "id": f"cell-{number}",
            "name": NAMES[number % len(NAMES)],
            "superior": "Đảng bộ xã",
            "kind": "village",
        },
        "meeting": {
            "id": f"m-{day:%Y-%m}",
            "kind": "regular",
            "title": f"Sinh hoạt thường kỳ tháng {day.month}",
            "number": day.month,
            "scheduled_at": to_text(opened),
            "opened_at": to_text(opened),
            "closed_at": to_text(opened + timedelta(minutes=95)),
            "planned_minutes": 90,
            "minutes": 95,
            "place": "Nhà văn hóa",
            "thematic": day.month % 3 == 0,
            "theme": "Học tập và làm theo Bác: nói đi đôi với làm" if day.month % 3 == 0 else "",
        },
        "attendance": {"convened": convened, "present": present, "excused": convened - present, "unexcused": 0,
                       "official": convened, "probationary": 1, "exempt": 0, "late": 0},
        "speaking": {"spoke": present // 2, "present": present},
        "votes": [{"number": 1, "kind": "resolution", "title": "Nghị quyết tháng", "state": "passed", "rounds": [
            {"counted": convened, "yes": present, "no": 0, "abstain": 0, "passed": True}]}],
        "resolutions": [{"number": day.month, "title": f"Nghị quyết tháng {day.month}", "adopted_on": day.isoformat()}],
        "tasks": {"given": 4, "last_given": 4, "last_done": 3, "last_late": 1, "overdue": spread % 2},
        "indicators": {
            "attendance": {"numerator": present, "denominator": convened},
            "speaking": {"numerator": present // 2, "denominator": present},
            "items": {"numerator": 15, "denominator": 17},
            "tasks": {"numerator": 3, "denominator": 4},
        },
        "score": {"sheet": "criteria-meeting-quality", "stage": "voted", "points": points, "of": 100,
                  "grade": "good", "complete": True},
        "petitions": [],
        "superior": {"invited": True, "attended": spread % 3 > 0, "evaluated": False, "points": None, "of": None},
        "minutes": {"text": text, "seal": seal_of(text), "approved_at": to_text(opened + timedelta(days=1))},
        "addenda": [],
        "paragraphs": line_seals(text),
        **more,
    }  # fmt: skip


def report(administration: Administering, cell: str, day: date, number: int = 0, **more: Any) -> str:
    """Send a report for a cell and return its id."""
    name = f"m-{day:%Y-%m-%d}"
    document = sign(content(day, number, **more), EnvelopeKind.REPORT, KEY_ID, SEED)
    administration.do(reports.put, reports.Sender(cell, "machine"), name, document, 1000)
    return name


PETITION = {
    "id": "p-1",
    "text": "Đề nghị sửa đoạn đường 300 m vào thôn trước mùa mưa.",
    "from": "Lò Thị Mây",
    "to": "UBND xã",
    "due_on": "2026-11-30",
}


def months(last: date, count: int) -> list[date]:
    """Return the third day of so many months, the last one last."""
    number = last.year * 12 + last.month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 3) for back in reversed(range(count))]


def furnish(administration: Administering, count: int = 14) -> Committees:
    """Plant the tree and let the cells report; one is late at times, one misses months, one raises petitions."""
    found: Committees = administration.do(_furnish, count)
    return found


def _furnish(connection: Connection, now: datetime, count: int) -> Committees:
    found = plant(Within(connection, now))
    for number, cell in enumerate(found.cells):
        for day in months(date(2026, 12, 3), count):
            if number == 1 and day.month in {4, 9}:
                continue
            late = day.replace(day=12) if number == 2 and day.month in {2, 8} else day
            petitions = [PETITION] if number in {0, 3} and (day.year, day.month) == (2026, 11) else []
            score = {"score": None} if number == 4 and day.month % 4 == 1 else {}
            if (day.year, day.month) != (2026, 12) or number in {0, 3}:
                sent = datetime(late.year, late.month, late.day, 9, tzinfo=UTC) + timedelta(days=1)
                report(Within(connection, sent), cell, late, number, petitions=petitions, **score)
    return found


def supervisor(administration: Administering, login: str, place: str | None, role: str, name: str = "") -> str:
    """Add a supervisor with the tests' password and second factor, who sees a place, or none."""
    made = administration.do(supervisors.add, login, name or f"Đ/c {login}", Secrets(HASH, SECRET))
    if place:
        administration.do(supervisors.grant, login, place, role)
    return str(made)
