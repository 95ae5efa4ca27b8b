"""The records behind a meeting's papers as they were when the minutes were approved.

A sealed paper does not change when the cell gets another name or superior, or a member another name or office. The
approval stores the data of the papers with the minutes (:func:`head_of`). :func:`as_sealed` returns a connection that
reads the store as it was then: temporary tables with the stored data hide the store's own, so that every query of a
document or report gives the same result as on that day.
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
    """Return the data to store with the approval, as JSON: cell, meeting, people, attendance, tasks.

    The roll and the attendance are stored as well, because one of two records of a person may be merged later.
    """
    own = cell(connection)
    people = connection.execute("SELECT id, full_name, birth_date FROM member WHERE deleted = 0 ORDER BY id")
    title, place, chair, taker, roll = connection.execute(
        "SELECT title, place, chair_id, minute_taker_id, roll FROM meeting WHERE id = ?", (meeting_id,)
    ).fetchone()
    kept = {
        "cell": {"name": own.name, "superior": own.superior, "place": own.place, "code": own.code, "kind": own.kind},
        "meeting": {"title": title, "place": place, "chair_id": chair, "minute_taker_id": taker, "roll": roll},
        "people": {key: {"name": name, "born": born} for key, name, born in people},
        "attendance": _rows(connection, "attendance", "meeting_id = ?", (meeting_id,)),
        "tasks": _tasks(connection, meeting_id),
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _tasks(connection: sqlite3.Connection, meeting_id: str) -> list[dict[str, Any]]:
    """Return the rows of the tasks that the meeting assigned, and of those that it reported on."""
    wanted = [one.id for one in carried_over(connection, meeting_id).tasks]
    marks = ", ".join("?" * len(wanted))
    return _rows(connection, "task", f"(meeting_id = ? OR id IN ({marks}))", (meeting_id, *wanted))


def _rows(connection: sqlite3.Connection, table: str, which: str, values: tuple[str, ...]) -> list[dict[str, Any]]:
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE deleted = 0 AND {which} ORDER BY id",
        values,
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@contextmanager
def as_sealed(
    connection: sqlite3.Connection, meeting_id: str, *, with_tasks: bool = False
) -> Iterator[sqlite3.Connection]:
    """Yield a connection that reads a meeting with approved minutes as it was then.

    ``with_tasks``: its tasks, and last month's, are read as they were too; the list of tasks to follow up needs the
    present ones. Yields ``connection`` itself if the minutes are not approved, or were approved by an older program.
    """
    kept, path = _kept(connection, meeting_id), _path(connection)
    if not kept or not path:
        yield connection
        return
    with closing(connect(Path(path), read_only=True)) as sealed:
        sealed.execute("PRAGMA query_only=OFF")  # needed for the temporary tables
        _lay_over(sealed, kept, meeting_id)
        _lay_attendance_over(sealed, kept, meeting_id)
        if with_tasks:
            sealed.execute("CREATE TEMP TABLE task AS SELECT * FROM main.task WHERE 0")
            _fill(sealed, "task", kept["tasks"])
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
    if "kind" in own:  # an older program did not keep it
        sealed.execute("UPDATE temp.organisation SET cell_kind = ? WHERE id = ?", (own["kind"], key))
    sealed.execute("UPDATE temp.organisation SET name = ?, deleted = 0 WHERE id = ?", (own["superior"], parent))
    sealed.execute(
        "UPDATE temp.meeting SET title = :title, place = :place, chair_id = :chair_id,"
        " minute_taker_id = :minute_taker_id WHERE id = :id",
        {**of, "id": meeting_id},
    )
    sealed.execute("UPDATE temp.member SET deleted = 1")  # members added later are not namesakes, and on no roll
    sealed.executemany(
        "UPDATE temp.member SET full_name = ?, birth_date = ?, deleted = 0 WHERE id = ?",
        [(one["name"], one["born"], member) for member, one in kept["people"].items()],
    )


def _lay_attendance_over(sealed: sqlite3.Connection, kept: Mapping[str, Any], meeting_id: str) -> None:
    """Restore the roll and the attendance; older programs stored neither."""
    if "attendance" not in kept:
        return
    sealed.execute("CREATE TEMP TABLE attendance AS SELECT * FROM main.attendance WHERE meeting_id <> ?", (meeting_id,))
    _fill(sealed, "attendance", kept["attendance"])
    sealed.execute("UPDATE temp.meeting SET roll = ? WHERE id = ?", (kept["meeting"]["roll"], meeting_id))


def _fill(sealed: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Write stored rows into a temporary table; columns that no longer exist are left out, new ones get
    their defaults.
    """
    known = sealed.execute(f"SELECT name, dflt_value FROM pragma_table_info('{table}', 'main')").fetchall()
    defaults = {name: sealed.execute(f"SELECT {default}").fetchone()[0] for name, default in known if default}
    for row in rows:
        values = defaults | {name: value for name, value in row.items() if name in dict(known)}
        columns = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        sealed.execute(f"INSERT INTO temp.{table} ({columns}) VALUES ({marks})", tuple(values.values()))
