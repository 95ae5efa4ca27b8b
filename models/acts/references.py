"""References to a row, found by the tables' foreign keys: moved to another row, or listed as an obstacle.

The natural key of a row depends on what it refers to (:mod:`models.store.ids`): a moved row gets the key it would have
had, or is dropped in favour of the row that has that key already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlmodel import col, select

from models import tables
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Meeting, Record

_KEYS: Mapping[str, tuple[str, ...]] = {
    "attendance": ("meeting_id", "member_id"),
    "evaluation": ("meeting_id",),
    "member_review": ("member_id", "year"),
    "minutes": ("meeting_id",),
    "named_vote": ("round_id", "member_id"),
    "official_points": ("meeting_id",),
    "report": ("meeting_id",),
    "round_option": ("round_id", "option_id"),
    "round_teller": ("round_id", "member_id"),
    "round_voter": ("round_id", "member_id"),
    "score": ("meeting_id", "sheet", "criterion", "stage"),
}
"""The fields of a table's natural key, by which acts find its rows."""


@cache
def _referring(table: str) -> tuple[tuple[type[Record], str], ...]:
    """Return the tables and fields with a foreign key to a table."""
    listed = (getattr(tables, name) for name in tables.__all__)
    records = [one for one in listed if isinstance(one, type) and issubclass(one, Record) and one is not Record]
    return tuple(
        (record, column.name)
        for record in records
        for column in _table(record).columns
        if any(key.column.table.name == table for key in column.foreign_keys)
    )


def _table(record: type[Record]) -> Table:
    return record.__table__  # type: ignore[attr-defined, no-any-return]


def references(unit: Unit, to: Record) -> Iterator[tuple[Record, str]]:
    """Yield the rows that refer to a row, each with the referring field; removed rows are left out."""
    for record, field in _referring(str(to.__tablename__)):
        wanted = select(record).where(getattr(record, field) == to.id, col(record.deleted).is_(False))
        for row in list(unit.session.exec(wanted)):
            yield row, field


def replace_by(unit: Unit, gone: Record, kept: Record) -> None:
    """Change all references to one row into references to another of its table, and remove it."""
    for row, field in list(references(unit, gone)):
        if row.deleted:
            continue
        if keys := _KEYS.get(str(row.__tablename__)):
            _move(unit, row, keys, {field: kept.id})
        else:
            setattr(row, field, kept.id)
    gone.deleted = True
    unit.session.flush()


def _move(unit: Unit, row: Record, keys: tuple[str, ...], changed: Mapping[str, Any]) -> None:
    """Write a row under the natural key of its changed fields, unless that row exists."""
    table = type(row)
    fields = {name: getattr(row, name) for name in table.model_fields} | dict(changed)
    key = natural_id(str(row.__tablename__), *(str(fields[name]) for name in keys))
    known = unit.find(table, key)
    if known is None:
        known = unit.add(table(**fields | {"id": key}))
    elif known.deleted:
        for name, value in (fields | {"id": key}).items():
            setattr(known, name, value)
    replace_by(unit, row, known)


def meetings_with_roll(unit: Unit) -> Sequence[Meeting]:
    """Return the meetings with a stored roll, which refers to members by key."""
    keys = unit.connection.execute("SELECT id FROM meeting WHERE deleted = 0 AND roll <> ''").fetchall()
    return [unit.get(Meeting, key) for (key,) in keys]
