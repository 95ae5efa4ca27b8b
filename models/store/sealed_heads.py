"""Validates the facts that a sealed meeting stores for its papers (``queries.sealed.head_of``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from models.domain import limits

Checks = Mapping[str, Mapping[str, Callable[[Any], bool]]]
_CELL = {"name": "name", "superior": "name", "place": "place", "code": "code"}
_MEETING = {name: name for name in ("title", "place", "chair_id", "minute_taker_id")}
_PERSON = {"name": "full_name", "born": "birth_date"}


def is_head(text: str, checks: Checks, required: Mapping[str, frozenset[str]]) -> bool:
    """Return whether a text is valid: cell, meeting, people, tasks and roll-call marks fit their tables.

    Older programs stored no roll and no marks.
    """
    if not text:
        return True
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if type(found) is not dict:
        return False
    meeting, people = found.get("meeting"), found.get("people")
    has_roll = "attendance" in found
    return (
        _fits(found.get("cell"), _CELL, checks["organisation"])
        and _fits(meeting, _MEETING | ({"roll": "roll"} if has_roll else {}), checks["meeting"])
        and type(people) is dict
        and all(_fits(one, _PERSON, checks["member"]) for one in people.values())
        and _are_rows(found.get("tasks"), checks["task"], required["task"])
        and (not has_roll or _are_rows(found["attendance"], checks["attendance"], required["attendance"]))
    )


def _fits(value: Any, fields: Mapping[str, str], checks: Mapping[str, Callable[[Any], bool]]) -> bool:
    """Return whether an object has valid values for all of these fields."""
    return type(value) is dict and all(name in value and checks[field](value[name]) for name, field in fields.items())


def _are_rows(value: Any, checks: Mapping[str, Callable[[Any], bool]], required: frozenset[str]) -> bool:
    return type(value) is list and all(_is_row(row, checks, required) for row in value)


def _is_row(row: Any, checks: Mapping[str, Callable[[Any], bool]], required: frozenset[str]) -> bool:
    """Return whether an object is a complete row; unknown columns may have any plain value."""
    return (
        type(row) is dict
        and type(key := row.get("id")) is str
        and 0 < len(key) <= limits.ID
        and required <= row.keys()
        and all(checks[name](one) if name in checks else _is_scalar(one) for name, one in row.items() if name != "id")
    )


def _is_scalar(value: Any) -> bool:
    return value is None or type(value) is str or (type(value) is int and abs(value) <= limits.WHOLE)
