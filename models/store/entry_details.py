"""The details of an entry: free JSON, which any machine of the cell can fill; bounded where made and where taken in.

What is made stays far below what is taken in, because details contain those of other entries: the undo of an accepted
entry is always accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.domain import limits

CUT = "…"
"""Stands in place of what is left out."""


@dataclass(slots=True)
class _Room:
    """What may still come: values (with objects and lists), and characters of texts and names."""

    values: int
    letters: int

    def takes(self, value: object) -> bool:
        self.values -= 1
        self.letters -= len(value) if type(value) is str else 0
        return self.values >= 0 and self.letters >= 0


def are_within(details: Mapping[str, Any], depth: int, values: int, letters: int) -> bool:
    """Tell whether details are plain JSON of at most so many levels, values and characters."""
    return _is_plain(details, depth, _Room(values, letters))


def fitted(details: dict[str, Any]) -> dict[str, Any]:
    """Return details of a new entry within its bounds: what is too long, too deep or too much is left out."""
    made = limits.DETAIL_DEPTH_MADE, limits.DETAIL_VALUES_MADE, limits.DETAIL_LETTERS_MADE
    if are_within(details, *made):
        return details
    depth, values, letters = made
    found = _cut(details, depth, _Room(values, letters))
    return found if type(found) is dict else {}


def _is_plain(value: Any, depth: int, room: _Room) -> bool:
    if not room.takes(value):
        return False
    if type(value) is dict:
        return depth > 0 and all(
            type(name) is str and room.takes(name) and _is_plain(one, depth - 1, room) for name, one in value.items()
        )
    if type(value) is list:
        return depth > 0 and all(_is_plain(one, depth - 1, room) for one in value)
    if type(value) is int:
        return -limits.SEQ <= value <= limits.SEQ
    return value is None or type(value) in {str, bool}


def _cut(value: Any, depth: int, room: _Room) -> Any:
    """Return a value for which there is room, with as much of its parts as there is room for."""
    if type(value) is str and len(value) > (most := min(limits.DETAIL_TEXT_MADE, room.letters)):
        value = value[: max(0, most - len(CUT))] + CUT[:most]
    elif type(value) in {dict, list}:
        if not depth:
            return _cut(CUT, 0, room)
        room.takes(None)
        return _cut_dict(value, depth - 1, room) if type(value) is dict else _cut_list(value, depth - 1, room)
    elif not _is_plain(value, 0, _Room(1, room.letters)):
        return _cut(CUT, 0, room)
    room.takes(value)
    return value


def _cut_dict(found: dict[Any, Any], depth: int, room: _Room) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in found.items():
        if room.values < len((name, value)):
            break
        if type(name) is str and len(name) <= min(limits.NAME, room.letters):
            room.takes(name)
            kept[name] = _cut(value, depth, room)
    return kept


def _cut_list(found: list[Any], depth: int, room: _Room) -> list[Any]:
    kept: list[Any] = []
    for value in found:
        if not room.values:
            break
        kept.append(_cut(value, depth, room))
    return kept
