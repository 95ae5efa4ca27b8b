"""Members with and without tasks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from models.domain.state_sets import NOT_CONVENED, OPEN_TASKS, sql_list
from models.queries.people import members
from models.queries.roll_call import RollCallRow


def without_task(connection: sqlite3.Connection, meeting_id: str, roll: Iterable[RollCallRow]) -> tuple[str, ...]:
    """Return the names on the roll without a task from the meeting (docs/domain.md: everybody should get one)."""
    rows = connection.execute(
        "SELECT DISTINCT owner_id FROM task WHERE deleted = 0 AND meeting_id = ? AND state <> 'dropped'", (meeting_id,)
    )
    owners = {owner for (owner,) in rows}
    return tuple(row.full_name for row in roll if row.member_id not in owners)


def without_open_task(connection: sqlite3.Connection, on: date) -> tuple[str, ...]:
    """Return the members on a day, by given name, without an open task from any meeting."""
    rows = connection.execute(f"SELECT owner_id FROM task WHERE deleted = 0 AND state IN {sql_list(OPEN_TASKS)}")
    owners = {owner for (owner,) in rows}
    asked = (person for person in members(connection, on) if not person.statuses & NOT_CONVENED)
    return tuple(person.full_name for person in asked if person.id not in owners)
