"""What the first screen tells of the cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

from models.acts.registry import ActOutcome
from models.queries.overview import TREND_MEETINGS, OpenWork, open_petitions, open_tasks, trends
from models.store.opening import open_reader


def test_open_tasks_and_petitions_are_counted_with_those_past_their_day(
    do: Callable[..., ActOutcome], meeting: str, reader: sqlite3.Connection, member: Callable[[str], str]
) -> None:
    past, this, next_day, owner = date(2026, 12, 5), date(2026, 12, 10), date(2026, 12, 11), member("Mậu")
    days = {"Quá hạn": past, "Đến hạn": this, "Còn hạn": next_day, "Không hạn": None, "Đã bỏ": past, "Xong": past}
    tasks = {
        title: do("task.assign", title=title, owner=owner, due=due, meeting=meeting).value
        for title, due in days.items()
    }
    petitions = {
        title: do("petition.record", text=title, due=due, meeting=meeting).value for title, due in days.items()
    }
    do("task.drop", task=tasks["Đã bỏ"], reason="trùng")
    do("task.finish", task=tasks["Xong"])
    do("petition.answer", petition=petitions["Đã bỏ"], answer="đã trả lời")
    do("petition.forward", petition=petitions["Quá hạn"], to="Ủy ban nhân dân xã")
    assert open_tasks(reader, this) == OpenWork(count=4, overdue=1)
    assert open_petitions(reader, this) == OpenWork(count=5, overdue=2)
    assert open_petitions(reader, past) == OpenWork(count=5, overdue=0)


def test_trends_look_back_on_the_last_meetings_that_were_held(furnished_home: Path) -> None:
    reader = open_reader(furnished_home)
    found = trends(reader)
    assert len(found) == TREND_MEETINGS
    assert [one.meeting.scheduled_at for one in found] == sorted(one.meeting.scheduled_at for one in found)
    assert all(0 < one.attendance.numerator <= one.attendance.denominator for one in found)
    assert all(one.speaking.denominator == one.attendance.numerator for one in found)
    assert any(0 < one.speaking.numerator < one.speaking.denominator for one in found)
    assert all(one.grade and one.grade.weighed for one in found), "the demo scores every meeting"
    reader.close()
