"""What a meeting's papers say of the cell and of people, kept as it was when the minutes were approved.

A sealed paper does not change when the cell gets another name, another superior, or a member another name or office.
With the approval the head of the papers is written beside the minutes (:func:`head_of`). :func:`as_sealed` gives a
connection that reads the store as it was then: temporary tables with what was kept lie over the store's own, so that
every query of a document or report says the same as on that day.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from models.queries.carry_over import carried_over
from models.queries.people import cell
from models.store.connection import connect

_LAID_OVER = ("organisation", "member", "meeting")


def head_of(connection: sqlite3.Connection, meeting_id: str) -> str:
    """Return what is kept with the approval, as JSON: cell, meeting, people, tasks; the roll is kept already."""
    own = cell(connection)
    people = connection.execute("SELECT id, full_name, birth_date FROM member WHERE deleted = 0 ORDER BY id")
    title, place, chair, taker = connection.execute(
        "SELECT title, place, chair_id, minute_taker_id FROM meeting WHERE id = ?", (meeting_id,)
    ).fetchone()
    kept = {
        "cell": {"name": own.name, "superior": own.superior, "place": own.place, "code": own.code},
        "meeting": {"title": title, "place": place, "chair_id": chair, "minute_taker_id": taker},
        "people": {key: {"name": name, "born": born} for key, name, born in people},
        "tasks": _tasks(connection, meeting_id),
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _tasks(connection: sqlite3.Connection, meeting_id: str) -> list[dict[str, Any]]:
    """Return the rows of the tasks that the meeting gave, and of those that it reported on."""
    wanted = [one.id for one in carried_over(connection, meeting_id).tasks]
    marks = ", ".join("?" * len(wanted))
    cursor = connection.execute(
        f"SELECT * FROM task WHERE deleted = 0 AND (meeting_id = ? OR id IN ({marks})) ORDER BY id",
        (meeting_id, *wanted),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@contextmanager
def as_sealed(
    connection: sqlite3.Connection, meeting_id: str, *, with_tasks: bool = False
) -> Iterator[sqlite3.Connection]:
    """Lend a connection by which a meeting whose minutes are approved reads as it was then.

    ``with_tasks`` says that its tasks, and last month's, are read as they stood too; in the list by which they are
    followed up they go on. It is ``connection`` itself while the minutes are not approved, and where an older program
    approved them.
    """
    kept, path = _kept(connection, meeting_id), _path(connection)
    if not kept or not path:
        yield connection
        return
    with closing(connect(Path(path), read_only=True)) as sealed:
        sealed.execute("PRAGMA query_only=OFF")  # for the temporary tables alone
        _lay_over(sealed, kept, meeting_id)
        if with_tasks:
            _lay_tasks_over(sealed, kept["tasks"])
        sealed.execute("PRAGMA query_only=ON")
        yield sealed


def _kept(connection: sqlite3.Connection, meeting_id: str) -> Mapping[str, Any]:
    row = connection.execute(
        "SELECT head FROM minutes WHERE meeting_id = ? AND deleted = 0 AND state = 'approved'", (meeting_id,)
    ).fetchone()
    found = json.loads(row[0]) if row and row[0] else {}
    return found if isinstance(found, dict) else {}


def _path(connection: sqlite3.Connection) -> str:
    return next((file for _seq, name, file in connection.execute("PRAGMA database_list") if name == "main"), "")


def _lay_over(sealed: sqlite3.Connection, kept: Mapping[str, Any], meeting_id: str) -> None:
    for table in _LAID_OVER:
        sealed.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table}")
        sealed.execute(f"CREATE INDEX temp.sealed_{table} ON {table} (id)")
    own, of = kept["cell"], kept["meeting"]
    key, parent = sealed.execute(
        "SELECT organisation_id, (SELECT parent_id FROM organisation o WHERE o.id = organisation_id) FROM meeting"
        " WHERE id = ?",
        (meeting_id,),
    ).fetchone()
    sealed.execute(
        "UPDATE temp.organisation SET name = :name, place = :place, code = :code, parent_id = :parent WHERE id = :id",
        {**own, "parent": parent if own["superior"] else None, "id": key},
    )
    sealed.execute("UPDATE temp.organisation SET name = ?, deleted = 0 WHERE id = ?", (own["superior"], parent))
    sealed.execute(
        "UPDATE temp.meeting SET title = :title, place = :place, chair_id = :chair_id,"
        " minute_taker_id = :minute_taker_id WHERE id = :id",
        {**of, "id": meeting_id},
    )
    sealed.execute("UPDATE temp.member SET deleted = 1")  # who came later is nobody's namesake here, and on no roll
    sealed.executemany(
        "UPDATE temp.member SET full_name = ?, birth_date = ?, deleted = 0 WHERE id = ?",
        [(one["name"], one["born"], member) for member, one in kept["people"].items()],
    )


def _lay_tasks_over(sealed: sqlite3.Connection, tasks: list[dict[str, Any]]) -> None:
    """Let the tasks of the meeting stand as they stood, and no other be there."""
    sealed.execute("CREATE TEMP TABLE task AS SELECT * FROM main.task WHERE 0")
    known = {str(row[1]) for row in sealed.execute("PRAGMA temp.table_info(task)")}
    for row in tasks:
        values = {name: value for name, value in row.items() if name in known}
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        sealed.execute(f"INSERT INTO temp.task ({columns}) VALUES ({marks})", tuple(values.values()))
