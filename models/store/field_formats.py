"""Formats of fields beyond their type: bounds of numbers, texts that the program parses."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fractional_indexing import FIError, validate_order_key

from models.domain import limits
from models.domain.progress import MOST_DECIMALS

_EVERY = "*"
"""Every table."""


def range_of(table: str, field: str) -> range:
    """Return the valid numbers of a field."""
    found = _RANGES.get((table, field)) or _RANGES.get((_EVERY, field))
    return found or range(-limits.WHOLE, limits.WHOLE + 1)


def form_of(table: str, field: str) -> Callable[[str], bool] | None:
    """Return the validator of a field's text; ``None`` for free text."""
    return _FORMS.get((table, field)) or _FORMS.get((_EVERY, field))


def _is_position(text: str) -> bool:
    if not text or len(text) > limits.POSITION or not (text.isascii() and text.isalnum()):
        return False
    try:
        validate_order_key(text)
    except (FIError, LookupError, ValueError):
        return False
    return True


def _are_days(text: str) -> bool:
    try:
        days = [(one, date.fromisoformat(one)) for one in text.split(",") if one]
        return all(day.year in limits.YEARS and day.isoformat() == one for one, day in days)
    except ValueError:
        return False


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if type(found) is dict else None


def _is_roll(text: str) -> bool:
    """Return whether a text is a meeting's roll: statuses and office by member (``queries.roll_call.roll_text``)."""
    found = _object(text) if text else {}
    return found is not None and all(map(_is_on_roll, found.values()))


def _is_on_roll(listed: Any) -> bool:
    if type(listed) is not list or len(listed) != len(("statuses", "office")):
        return False
    statuses, office = listed
    return type(statuses) is list and all(type(one) is str for one in statuses) and isinstance(office, str | None)


_DURATIONS = ("planned_minutes", "planned_speech_seconds", "planned_seconds", "pause_seconds")
_COUNTS = (
    *(
        "agenda_version",
        "number",
        "seats",
        "official",
        "counted",
        "voters_present",
        "issued",
        "returned",
        "not_returned",
        "valid",
        "invalid",
    ),
    *("blank", "yes", "no", "abstain", "marks", "convened"),
    *("votes_excellent", "votes_good", "votes_completed", "votes_not_completed"),
)
_RANGES: Mapping[tuple[str, str], range] = {
    **{(_EVERY, name): range(-limits.COUNT, limits.COUNT + 1) for name in _COUNTS},
    **{(_EVERY, name): range(limits.COUNT + 1) for name in _DURATIONS},
    (_EVERY, "year"): limits.YEARS,
    (_EVERY, "quarter"): range(5),
    (_EVERY, "month"): range(1, 13),
    (_EVERY, "half"): range(2),
    (_EVERY, "half_of"): range(2),
    (_EVERY, "decimals"): range(MOST_DECIMALS + 1),
}
_FORMS: Mapping[tuple[str, str], Callable[[str], bool]] = {
    (_EVERY, "position"): _is_position,
    ("meeting", "roll"): _is_roll,
    ("organisation", "earlier_terms"): _are_days,
}
