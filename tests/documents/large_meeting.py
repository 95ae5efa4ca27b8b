"""A meeting as large as a cell's can be: 50 members with long names, 40 items, tables that run over pages.

It is the second of its cell, so that last month's tasks come back with their results.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.acts.registry import ActOutcome, perform
from models.domain.clock import VIETNAM
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MeetingKind, MotionKind, NoteKind, Office, Status
from models.profiles.loading import load_criteria
from models.queries.agenda import agenda
from models.store.opening import open_reader
from models.store.store import Store
from tests.conftest import FakeClock

MEMBERS, ITEMS = 50, 40
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Sầm")
MIDDLES = ("Phúc Bảo", "Thị Bích", "Đình Quốc", "Văn", "Thị Thu", "Ngọc Minh", "Hữu")
GIVEN = ("Ánh", "Dũng", "Đức", "Hạnh", "Yến", "Mậu", "Hương", "Trình", "Ơn", "Ẩn", "Hiệp", "Ý", "Quỳnh", "Sửu", "Tuyết",
         "Nghĩa", "Khuê")  # fmt: skip
OFFICES = (Office.SECRETARY, Office.DEPUTY_SECRETARY, Office.COMMITTEE_MEMBER, Office.COMMITTEE_MEMBER)
ABSENT = {
    44: (AttendanceState.EXEMPT, ""), 45: (AttendanceState.ELSEWHERE, ""), 46: (AttendanceState.EXCUSED, "ốm"),
    47: (AttendanceState.EXCUSED, "đi công tác theo kế hoạch của Sở"), 43: (AttendanceState.UNEXCUSED, ""),
}  # fmt: skip
WORK = ("Rà soát, cập nhật hồ sơ đảng viên theo hướng dẫn mới của Ban Tổ chức", "Vận động các hộ nghèo làm nhà vệ sinh",
        "Kiểm tra cơ sở sản xuất, kinh doanh thực phẩm trên địa bàn", "Giúp đỡ quần chúng ưu tú vào Đảng")  # fmt: skip
RESOLVED = """1. Nhiệm vụ chuyên môn
a) Hoàn thành kiểm tra 100 % cơ sở kinh doanh thực phẩm trong dịp Tết Nguyên đán.
b) Công khai kết quả trên trang thông tin của cơ quan trước ngày 31/12/2026.
2. Công tác xây dựng Đảng
a) Hoàn thành đánh giá, xếp loại đảng viên năm 2026.
b) Giới thiệu 02 quần chúng ưu tú học lớp nhận thức về Đảng.
- Phân công đảng viên giúp đỡ ngay trong tháng."""

Do = Callable[..., ActOutcome]


def play(home: Path) -> str:
    """Hold the meeting in the empty store of ``home``; return its key. It is closed, its minutes are not written."""
    clock = FakeClock()
    clock.now = datetime(2026, 10, 20, 1, tzinfo=VIETNAM)
    store = Store.open(home, clock)

    def do(act: str, /, **arguments: Any) -> ActOutcome:
        return perform(store, act, **arguments)

    do("cell.create", name="Chi bộ Chi cục Quản lý chất lượng Nông lâm sản và Thủy sản",
       superior="Đảng bộ Sở Nông nghiệp và Môi trường tỉnh", place="Hà Giang", code="CBNLSTS")  # fmt: skip
    people = _people(do)
    _last_month(do, people, clock)
    clock.now = datetime(2026, 11, 30, 1, tzinfo=VIETNAM)
    meeting = str(do("meeting.plan", kind=MeetingKind.REGULAR, at=datetime(2026, 12, 3, 14, tzinfo=VIETNAM),
                     place="Hội trường tầng 3, trụ sở Sở Nông nghiệp và Môi trường").value)  # fmt: skip
    items = _items(do, home, meeting, people)
    do("guest.add", name="Nguyễn Thị Khánh Ngọc", role="Ủy viên Ban Thường vụ Đảng ủy, dự chỉ đạo",
       assigned_superior=True, meeting=meeting)  # fmt: skip
    do("guest.add", name="Lò Văn Ún", role="Chủ tịch Công đoàn", meeting=meeting)
    do("agenda.agree", meeting=meeting)
    do("meeting.notify", meeting=meeting)
    clock.now = datetime(2026, 12, 3, 14, 5, tzinfo=VIETNAM)
    _hold(do, home, (people, items), clock)
    _score(do, home, meeting)
    do("meeting.close")
    store.close()
    return meeting


def _people(do: Do) -> list[str]:
    keys = []
    for number in range(MEMBERS):
        name = " ".join(names[number % len(names)] for names in (FAMILIES, MIDDLES, GIVEN))
        standing = Status.OFFICIAL if number < MEMBERS - 4 else Status.PROBATIONARY
        keys.append(str(do("member.add", name=name, standing=standing, joined=date(2010, 2, 3)).value))
    for key, office in zip(keys, OFFICES, strict=False):
        do("member.office", member=key, office=office, since=date(2025, 6, 1))
    for number, status in ((44, Status.EXEMPT), (45, Status.ELSEWHERE)):
        do("member.status", member=keys[number], status=status, since=date(2026, 1, 1))
    return keys


def _last_month(do: Do, people: list[str], clock: FakeClock) -> None:
    do("meeting.plan", kind=MeetingKind.REGULAR, at=datetime(2026, 11, 3, 14, tzinfo=VIETNAM))
    clock.now = datetime(2026, 11, 3, 14, tzinfo=VIETNAM)
    do("meeting.open")
    do("attendance.present_rest")
    tasks = [
        str(do("task.assign", title=f"{WORK[number % 4]} (đợt {number + 1})", owner=people[number],
               due=date(2026, 11, 28), state_at_start="đã rà soát một phần" if number % 3 == 0 else "").value)
        for number in range(25)
    ]  # fmt: skip
    do("meeting.close")
    clock.now = datetime(2026, 11, 27, 9, tzinfo=VIETNAM)
    for number, task in enumerate(tasks):
        if number % 5:
            do("task.finish", task=task, result="Đã hoàn thành, có báo cáo kết quả gửi chi ủy")
        else:
            do("task.report", task=task, result="Mới đạt một nửa do thiếu kinh phí hỗ trợ của cấp trên")


def _items(do: Do, home: Path, meeting: str, people: list[str]) -> list[str]:
    standing = _keys(home, meeting)
    for number in range(ITEMS - len(standing)):
        do("item.add", title=f"Cho ý kiến về dự thảo kế hoạch số {number + 1} của Chi cục năm 2027 và phân công"
           " đảng viên theo dõi, đôn đốc thực hiện", minutes=2, presenter=people[number % 9], meeting=meeting,
           after=standing[10])  # fmt: skip
    return _keys(home, meeting)


def _keys(home: Path, meeting: str) -> list[str]:
    reader = open_reader(home)
    try:
        return [item.id for item in agenda(reader, meeting).items]
    finally:
        reader.close()


def _options(home: Path, motion: str) -> list[str]:
    reader = open_reader(home)
    try:
        rows = reader.execute("SELECT id FROM motion_option WHERE motion_id = ? ORDER BY position", (motion,))
        return [key for (key,) in rows]
    finally:
        reader.close()


def _hold(do: Do, home: Path, listed: tuple[list[str], list[str]], clock: FakeClock) -> None:
    people, items = listed
    do("meeting.open")
    do("meeting.change", minute_taker=people[5])
    for number, (state, reason) in ABSENT.items():
        do("attendance.mark", member=people[number], state=state, reason=reason)
    do("attendance.present_rest")
    chance = random.Random(50)
    for number, item in enumerate(items):
        do("item.start", item=item)
        if number % 3 == 0:
            _discuss(do, chance.sample(people[:40], 4), clock)
        if number % 7 == 0:
            do("item.conclude", text="Chi bộ thống nhất cao; giao chi ủy hoàn thiện, ban hành trước ngày 10/12/2026")
        if number == ITEMS - 2:
            _decide(do, home, people)
        do("item.finish", item=item)
        clock.advance(minutes=2)


def _discuss(do: Do, speakers: list[str], clock: FakeClock) -> None:
    for member in speakers:
        do("speech.start", member=member)
        clock.advance(seconds=30)
        do("note.write", kind=NoteKind.OPINION, by=member, text="Nhất trí với dự thảo; đề nghị bổ sung tiến độ"
           ", kinh phí và người chịu trách nhiệm cho từng việc, tránh chung chung khó kiểm tra")  # fmt: skip
    do("speech.stop")
    do("note.write", kind=NoteKind.PRAISE, about=speakers[0], text="Tham mưu kịp thời, đúng quy định")


def _decide(do: Do, home: Path, people: list[str]) -> None:
    resolution = do("motion.put", title="Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026",
                    kind=MotionKind.RESOLUTION).value  # fmt: skip
    do("resolution.draft", title="Lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2026", text=RESOLVED, motion=resolution)
    opened = do("round.open", motion=resolution, method=Method.SHOW_OF_HANDS).value
    do("round.count_hands", round=opened, yes=40, no=1, abstain=0)
    chosen = do("motion.put", title="Bầu bổ sung chi ủy viên nhiệm kỳ 2025 - 2030", kind=MotionKind.ELECTION, seats=2,
                candidates=people[6:9]).value  # fmt: skip
    opened = do("round.open", motion=chosen, method=Method.PAPER_BALLOT).value
    do("round.count_marks", round=opened, tellers=people[10:13], issued=41, returned=41, invalid=1,
       head=people[11], invalid_reasons="gạch tên cả ba người",
       marks=dict(zip(_options(home, chosen), (35, 30, 12), strict=True)))  # fmt: skip
    for number, member in enumerate(people):
        do("task.assign", title=f"{WORK[number % 4]} (đợt {number + 1})", owner=member, due=date(2026, 12, 28),
           **({"baseline": 3, "target": 40 + number, "measured_in": "cơ sở"} if number % 2 else {}))  # fmt: skip
    for number in range(12):
        do("petition.record", text=f"Đề nghị sửa chữa, nâng cấp phòng kiểm nghiệm số {number + 1} để bảo đảm công việc",
           owner=people[number], by=people[number + 20], due=date(2026, 12, 20))  # fmt: skip


def _score(do: Do, home: Path, meeting: str) -> None:
    for line in (line for heading in load_criteria(home).headings for line in heading.criteria):
        if not line.only_with_theme:
            do("score.give", criterion=line.key, points=line.points, meeting=meeting,
               remark="Theo biên bản, sổ theo dõi và kết quả kiểm tra")  # fmt: skip
