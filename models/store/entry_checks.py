"""Validation of entries: hash, frame, tables and fields, values.

The bounds are in :mod:`models.domain.limits`; an act is held to the same bounds when it is made (:func:`unfit`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer

from models.domain import limits
from models.domain.clock import to_text
from models.store.entry import CLOCK, PART, WAS, Entry, RowChange, entry_hash, to_json
from models.store.entry_details import are_within
from models.store.field_formats import form_of, range_of
from models.store.field_groups import DELETED
from models.store.quarantine import EntryFault, QuarantineReason
from models.store.schema import SCHEMA_VERSION
from models.store.sealed_heads import is_head
from models.store.triggers import journalled_tables
from models.store.writes import SEEN
from models.tables.base import UtcTime, Word
from models.tables.exchange import Settlement

SETTLEMENT = str(Settlement.__tablename__)
HEAD = ("minutes", "head")
_IDENTITY = re.compile(r"[0-9a-f]{16}", re.ASCII)
_MOST_LETTERS = len("\\u0000")  # letters that one letter of a text may take in JSON
_OWN = frozenset({CLOCK, WAS, PART})
Check = Callable[[Any], bool]


def fault_of(entry: Entry, digest: str, *, hashed: bool = False) -> EntryFault | None:
    """Return the fault of an entry whose hash is claimed to be ``digest``; ``None`` for a valid one.

    ``hashed`` tells that the hash was computed from the entry's own bytes. No content of an entry raises an exception.
    """
    try:
        if not hashed and entry_hash(entry) != digest:
            return EntryFault(QuarantineReason.HASH)
        return _frame_fault(entry) or unfit(entry.changes)
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError):
        return EntryFault(
            QuarantineReason.HASH if not hashed else QuarantineReason.BROKEN
        )  # no journal can have written these values


def unfit(changes: Iterable[RowChange]) -> EntryFault | None:
    """Return the fault of the first of these changes that cannot be applied; ``None`` if all can."""
    return next(filter(None, map(change_fault, changes)), None)


def _frame_fault(entry: Entry) -> EntryFault | None:
    """Check everything but the changes; of an entry of a newer schema only what must hold for every entry."""
    if entry.raw:
        return EntryFault(QuarantineReason.BROKEN)
    if not 0 <= entry.time < limits.END:
        return EntryFault(QuarantineReason.VALUE, {"field": "time"})
    if entry.schema_version > SCHEMA_VERSION:
        return EntryFault(QuarantineReason.NEWER, {"schema": min(entry.schema_version, limits.SEQ)})
    wrong = next((name for name, is_right in _frame(entry) if not is_right), None)
    return EntryFault(QuarantineReason.VALUE, {"field": wrong}) if wrong else None


def _frame(entry: Entry) -> tuple[tuple[str, bool], ...]:
    """Return the parts of an entry's frame, each with whether it is valid."""
    return (
        ("device", _is_key(entry.device)),
        ("seq", 0 < entry.seq <= limits.SEQ),
        ("actor", _is_text(entry.actor, limits.NAME)),
        ("act", _is_text(entry.act, limits.NAME) and entry.act != ""),
        ("meeting", entry.meeting_id is None or _is_text(entry.meeting_id, limits.ID)),
        ("schema", entry.schema_version > 0),
        ("undoes", entry.undoes is None or _is_undoable(entry)),
        ("details", _are_details(entry.details)),
        ("changes", len(entry.changes) <= limits.CHANGES),
    )


def _is_text(value: Any, most: int) -> bool:
    return type(value) is str and len(value) <= most


def _is_key(value: Any) -> bool:
    return type(value) is str and 0 < len(value) <= limits.ID


def _is_undoable(entry: Entry) -> bool:
    device, seq = entry.undoes or ("", 0)
    return _is_key(device) and type(seq) is int and 0 < seq <= limits.SEQ and (device, seq) != (entry.device, entry.seq)


def _are_details(details: dict[str, Any]) -> bool:
    """Return whether details are plain JSON, and those that the program reads are valid."""
    clock, was, part = details.get(CLOCK), details.get(WAS), details.get(PART)
    said = {name: value for name, value in details.items() if name not in _OWN}  # a new name adds WAS
    return (
        are_within(said, limits.DEPTH, limits.DETAIL_VALUES, limits.DETAIL_LETTERS)
        and (clock is None or (type(clock) is str and _is_time(clock)))
        and (was is None or (type(was) is str and _IDENTITY.fullmatch(was) is not None))
        and (part is None or _is_part(part))
    )


def part_of(entry: Entry) -> tuple[int, int]:
    """Return which part of its act an entry is, and of how many: usually 1 of 1."""
    part = entry.details.get(PART)
    return (part[0], part[1]) if part is not None and _is_part(part) else (1, 1)


def _is_part(part: Any) -> bool:
    if type(part) is not list or len(part) != len(("number", "of")) or {*map(type, part)} != {int}:
        return False
    number, of = part
    return bool(1 <= number <= of <= limits.PARTS)


def change_fault(change: RowChange) -> EntryFault | None:
    """Return the fault of a change: an unknown table or field, or an invalid value."""
    if type(change.table) is not str or (checks := checks_by_table().get(change.table)) is None:
        return EntryFault(QuarantineReason.UNKNOWN, {"table": str(change.table)[: limits.ID]})
    if not _shaped(change, checks):
        return EntryFault(QuarantineReason.VALUE, {"table": change.table})
    return _field_fault(change, checks)


def _shaped(change: RowChange, checks: Mapping[str, Check]) -> bool:
    old, new, links = change.old, change.new, change.replaced
    return (
        _is_key(change.row)
        and not (old is None and new is None)
        and (old is None or _is_old(old))
        and (new is None or type(new) is dict)
        and type(links) is dict
        and (not links or _are_links(links, checks))
    )


def _is_old(old: Any) -> bool:
    if type(old) is not dict or len(old) > limits.OLD_FIELDS or not all(map(_is_kept, old.values())):
        return False
    texts = (*old, *(value for value in old.values() if type(value) is str))
    return sum(map(len, texts)) <= limits.OLD_LETTERS


def _is_kept(value: Any) -> bool:
    """Return whether a row can have held a value; that includes values written outside chibo."""
    if type(value) is float:
        return math.isfinite(value)
    return value is None or type(value) is str or (type(value) is int and -(1 << 63) <= value < 1 << 63)


def _are_links(links: Mapping[str, Any], checks: Mapping[str, Check]) -> bool:
    return (
        all(type(named) is str and (name in checks or name == SEEN) for name, named in links.items())
        and sum(map(len, links.values())) <= limits.LINKS
    )


def _field_fault(change: RowChange, checks: Mapping[str, Check]) -> EntryFault | None:
    new = change.new or {}
    for name, value in new.items():
        if (check := checks.get(name)) is None:
            return EntryFault(QuarantineReason.UNKNOWN, {"table": change.table, "field": name[: limits.ID]})
        if not check(value):
            return EntryFault(QuarantineReason.VALUE, {"table": change.table, "field": name})
    if change.old is None and (missing := _required()[change.table] - new.keys()):
        return EntryFault(QuarantineReason.VALUE, {"table": change.table, "field": min(missing)})
    if change.table == SETTLEMENT and change.old is None and settled_values(new["table_name"], new["value"]) is None:
        return EntryFault(QuarantineReason.VALUE, {"table": change.table, "field": "value"})
    return None


def settled_values(table: str, text: str) -> dict[str, Any] | None:
    """Return the values that a settlement chose, by field of its table; ``None`` if they are invalid.

    Merging uses it too: when two machines wrote the same settlement, its merged parts may not fit together.
    """
    checks = checks_by_table().get(table)
    try:
        chosen = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if checks is None or type(chosen) is not dict:
        return None
    fits = all(name in checks and checks[name](value) for name, value in chosen.items())
    return chosen if fits and chosen else None


@cache
def checks_by_table() -> Mapping[str, Mapping[str, Check]]:
    """Return, for every journalled table, the validator of each field."""
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
            if column.name == DELETED or (column.name != "id" and not column.nullable and column.default is None)
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
    table = column.table.name
    if isinstance(kind, Integer):
        numbers = range_of(table, column.name)
        return lambda value: type(value) is int and value in numbers
    most = limits.ID if column.foreign_keys else limits.TEXT
    has_form = _is_head if (table, column.name) == HEAD else form_of(table, column.name) or _any_text
    return lambda value: type(value) is str and _is_short(value, most) and has_form(value)


def _is_head(text: str) -> bool:
    return is_head(text, checks_by_table(), _required())


def _any_text(_text: str) -> bool:
    return True


def _is_short(text: str, most: int) -> bool:
    return len(text) * _MOST_LETTERS <= most or len(to_json(text).encode()) <= most


@lru_cache(maxsize=10_000)
def _is_date(value: str) -> bool:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return False
    return found.year in limits.YEARS and found.isoformat() == value


@lru_cache(maxsize=10_000)
def _is_time(value: str) -> bool:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return False
    return found.year in limits.YEARS and to_text(found) == value
