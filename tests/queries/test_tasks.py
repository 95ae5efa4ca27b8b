"""Who has no task yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta

from models.acts.registry import ActOutcome
from models.queries.captured import captured
from models.queries.carry_over import carried_over
from models.queries.decisions import tasks_of
from models.queries.handles import tasks
from models.queries.records import task_records
from models.queries.roll_call import roll_call
from models.queries.tasks import without_task
from tests.queries.test_meetings import AT


def test_members_without_a_task_are_named_until_they_have_one(
    do: Callable[..., ActOutcome], meeting: str, member: Callable[[str], str], reader: sqlite3.Connection
) -> None:
    roll = roll_call(reader, meeting)
    assert len(without_task(reader, meeting, roll)) == 12
    task = do("task.assign", title="Kiểm tra", owner=member("Mậu"), meeting=meeting).value
    assert "Vi Văn Mậu" not in without_task(reader, meeting, roll)
    do("task.drop", task=task, reason="trùng")
    assert "Vi Văn Mậu" in without_task(reader, meeting, roll)


def test_tasks_of_one_day_stand_everywhere_in_the_order_in_which_they_were_given(
    do: Callable[..., ActOutcome], meeting: str, member: Callable[[str], str], reader: sqlite3.Connection
) -> None:
    """Their keys are natural ones and have no order: by these a paper printed twice differed."""
    titles = [f"Việc {letter}" for letter in "hbgaecfd"]
    for title in titles:
        do("task.assign", title=title, owner=member("Mậu"), meeting=meeting, due=date(2026, 12, 31))
    assert [one.title for one in tasks_of(reader, meeting)] == titles
    assert [one.task.title for one in task_records(reader)] == titles
    assert [one.name for one in tasks(reader, meeting)] == titles
    numbered = [(one.number, one.text) for one in captured(reader, meeting, ())]
    assert numbered == [(f"{number}", title) for number, title in enumerate(titles, start=1)]
    later = do("meeting.plan", at=AT + timedelta(days=31)).value
    assert [one.title for one in carried_over(reader, later).tasks] == titles
