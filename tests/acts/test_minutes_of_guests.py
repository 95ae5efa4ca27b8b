"""What guests said, who attended online, and the shortcomings that the chair named, in the draft of the minutes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from models.acts.registry import ActOutcome
from models.documents.minutes_text import draft_of_meeting
from models.domain.language import choose_language
from models.domain.vocabulary import AttendanceState
from models.queries.agenda import agenda
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]


def test_guests_shortcomings_and_who_attends_online_stand_in_the_minutes(
    cell: Store, do: Do, meeting: str, reader: sqlite3.Connection, member: Callable[[str], str], clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("attendance.mark", member=member("Mậu"), state=AttendanceState.PRESENT, online=True)
    superior = do("guest.add", name="Trần Văn Bình", role="Phó Bí thư Đảng ủy", assigned_superior=True).value
    guest = do("guest.add", name="Lê Thị Cúc").value
    item = agenda(reader, meeting).items[0].id
    do("item.start", item=item)
    do("note.write", text="Cần bám sát chỉ tiêu", guest=superior)
    do("note.write", text="Cảm ơn chi bộ", guest=guest)
    do("item.finish", item=item)
    do("score.shortcomings", shortcomings="Phát biểu còn ít", remedy="Gợi ý trước")
    choose_language("vi")
    text = draft_of_meeting(reader, meeting, cell.home, clock())
    assert "- Ý kiến chỉ đạo của cấp trên, đồng chí Trần Văn Bình (Phó Bí thư Đảng ủy): Cần bám sát chỉ tiêu." in text
    assert "- Ý kiến của đại biểu khách mời, đồng chí Lê Thị Cúc: Cảm ơn chi bộ." in text
    assert "- Dự trực tuyến (1): đồng chí Vi Văn Mậu." in text
    assert "- Hạn chế: Phát biểu còn ít." in text
    assert "- Biện pháp khắc phục: Gợi ý trước." in text
