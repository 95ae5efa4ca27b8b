"""Is an entry of another device one that can be applied? Its hash, its tables and fields, its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer

from models.store.aside import Fault, Reason
from models.store.entry import LATEST, Change, Entry, entry_hash
from models.store.schema import SCHEMA_VERSION
from models.store.triggers import journalled_tables
from models.tables.base import UtcTime, Word

_WHOLE = 1 << 63
Check = Callable[[Any], bool]


def fault_of(entry: Entry, digest: str, *, hashed: bool = False) -> Fault | None:
    """Return what stands against applying an entry whose hash is said to be ``digest``; ``None`` for a good one.

    ``hashed`` says that the hash was made from the entry's own bytes, and holds.
    """
    if not hashed and not _hash_holds(entry, digest):
        return Fault(Reason.HASH)
    if entry.schema_version > SCHEMA_VERSION:
        return Fault(Reason.NEWER, {"schema": entry.schema_version})
    if standing := _frame_fault(entry):
        return standing
    for change in entry.changes:
        if standing := change_fault(change):
            return standing
    return None


def _hash_holds(entry: Entry, digest: str) -> bool:
    try:
        return entry_hash(entry) == digest
    except (UnicodeEncodeError, TypeError, ValueError):  # half a surrogate pair, or what JSON cannot say
        return False


def _frame_fault(entry: Entry) -> Fault | None:
    """Look at what the reader of an entry's text does not: a time beyond all clocks would leave no later one."""
    texts = (entry.device, entry.actor, entry.act, entry.meeting_id or "")
    right = all(type(text) is str for text in texts) and 0 <= entry.time < 2 * LATEST - 1
    return None if right else Fault(Reason.VALUE, {"field": "time"})


def change_fault(change: Change) -> Fault | None:
    """Return what stands against a change: an unknown table or field, a value that cannot be."""
    if (checks := checks_by_table().get(change.table)) is None:
        return Fault(Reason.UNKNOWN, {"table": str(change.table)})
    if not _shaped(change):
        return Fault(Reason.VALUE, {"table": change.table})
    return _field_fault(change, checks)


def _shaped(change: Change) -> bool:
    old, new, links = change.old, change.new, change.replaced
    return (
        type(change.row) is str
        and not (old is None and new is None)
        and (old is None or type(old) is dict)
        and (new is None or type(new) is dict)
        and type(links) is dict
        and (not links or all(type(named) is str for named in links.values()))
    )


def _field_fault(change: Change, checks: Mapping[str, Check]) -> Fault | None:
    new = change.new or {}
    for name, value in new.items():
        if (check := checks.get(name)) is None:
            return Fault(Reason.UNKNOWN, {"table": change.table, "field": name})
        if not check(value):
            return Fault(Reason.VALUE, {"table": change.table, "field": name})
    if change.old is None and (missing := _required()[change.table] - new.keys()):
        return Fault(Reason.VALUE, {"table": change.table, "field": min(missing)})
    return None


@cache
def checks_by_table() -> Mapping[str, Mapping[str, Check]]:
    """Return for every journalled table what tells a good value of each of its fields from a bad one."""
    return {
        table.name: {column.name: _check(column) for column in table.columns if column.name != "id"}
        for table in journalled_tables()
    }


@cache
def _required() -> Mapping[str, frozenset[str]]:
    return {
        table.name: frozenset(
            column.name
            for column in table.columns
            if column.name != "id" and not column.nullable and column.default is None
        )
        for table in journalled_tables()
    }


def _check(column: Column[Any]) -> Check:
    check = _check_of_kind(column)
    return (lambda value: value is None or check(value)) if column.nullable else check


def _check_of_kind(column: Column[Any]) -> Check:
    kind = column.type
    if isinstance(kind, Word):
        words = frozenset(str(word) for word in kind.words)
        return lambda value: type(value) is str and value in words
    if isinstance(kind, UtcTime):
        return lambda value: type(value) is str and _is_time(value)
    if isinstance(kind, Date):
        return lambda value: type(value) is str and _is_date(value)
    if isinstance(kind, Boolean):
        return lambda value: type(value) is int and value in {0, 1}
    if isinstance(kind, Integer):
        return lambda value: type(value) is int and -_WHOLE <= value < _WHOLE
    return lambda value: type(value) is str


@cache
def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_time(value: str) -> bool:
    try:
        return value.endswith("Z") and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
