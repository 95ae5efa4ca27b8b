"""What the first screen tells of the cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.queries.overview import TREND_MEETINGS, open_petitions, open_tasks, trends
from models.store.connection import open_reader


def test_open_tasks_and_petitions_are_counted_with_those_past_their_day(furnished_home: Path) -> None:
    reader = open_reader(furnished_home)
    rows = reader.execute("SELECT state, due_on FROM task WHERE deleted = 0").fetchall()
    days = [due for state, due in rows if state in {"assigned", "doing"}]
    today = date(2027, 1, 1)
    found = open_tasks(reader, today)
    assert (found.count, found.overdue) == (len(days), sum(bool(due) and due < "2027-01-01" for due in days))
    assert found.count >= found.overdue > 0
    assert open_petitions(reader, date(1900, 1, 1)).overdue == 0
    reader.close()


def test_trends_look_back_on_the_last_meetings_that_were_held(furnished_home: Path) -> None:
    reader = open_reader(furnished_home)
    found = trends(reader)
    assert len(found) == TREND_MEETINGS
    assert [one.meeting.scheduled_at for one in found] == sorted(one.meeting.scheduled_at for one in found)
    assert all(0 < one.attendance.numerator <= one.attendance.denominator for one in found)
    assert all(one.speaking.denominator == one.attendance.numerator for one in found)
    assert any(0 < one.speaking.numerator < one.speaking.denominator for one in found)
    reader.close()
