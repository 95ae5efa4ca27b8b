"""Who has no task yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from models.acts.registry import Outcome
from models.queries.roll_call import roll_call
from models.queries.tasks import without_task


def test_members_without_a_task_are_named_until_they_have_one(
    do: Callable[..., Outcome], meeting: str, member: Callable[[str], str], reader: sqlite3.Connection
) -> None:
    roll = roll_call(reader, meeting)
    assert len(without_task(reader, meeting, roll)) == 12
    task = do("task.assign", title="Kiểm tra", owner=member("Mậu"), meeting=meeting).value
    assert "Vi Văn Mậu" not in without_task(reader, meeting, roll)
    do("task.drop", task=task, reason="trùng")
    assert "Vi Văn Mậu" in without_task(reader, meeting, roll)
