"""Shared by the fields for a person: the entry line, and the matching names below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from textual import events
from textual.content import Content

from models.domain.language import _
from models.domain.text import name_and_tag, one_line
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person

MAX_NAMES = 6
"""The most names shown; the others are counted."""

_ALL = 1_000_000
STEPS = {"up": -1, "down": 1, "pageup": -MAX_NAMES, "pagedown": MAX_NAMES, "home": -_ALL, "end": _ALL}
"""How far a key moves the cursor."""


class Movable(Protocol):
    """A field with a cursor in a list of names."""

    def move(self, step: int) -> None:
        """Move the cursor by so many names."""


def stepped(cursor: int | None, step: int, count: int) -> int | None:
    """Return the cursor after a step; the first step leads to the first or the last name."""
    at = cursor if cursor is not None else -1 if step > 0 else count
    return max(0, min(at + step, count - 1)) if count else None


def drawn_names(found: Sequence[Person], cursor: int | None) -> Iterator[Content]:
    """Yield the names around the cursor, and the number of names below."""
    top = max(0, (cursor or 0) - MAX_NAMES + 1)
    shown_now = list(enumerate(found))[top : top + MAX_NAMES]
    for place, person in shown_now:
        yield Content.assemble(
            ("▸ " if place == cursor else "  ", "b $accent"),
            (one_line(person.name), "b" if place == cursor else ""),
            (f"  {beside}" if (beside := _beside(person)) else "", "$foreground-muted"),
        )
    if below := len(found) - top - len(shown_now):
        yield Content(_("… and {count} more; write more of the name").format(count=below))


def _beside(person: Person) -> str:
    """Return the detail beside a name, without a year that the name already contains."""
    told = name_and_tag(person.name)[1].strip("()")
    return ", ".join(part for part in person.detail.split(", ") if part != told)


class NamesLine(EntryLine):
    """An entry line whose arrow and page keys move in the names below it."""

    def __init__(self, field: Movable) -> None:
        super().__init__()
        self._field = field

    async def _on_key(self, event: events.Key) -> None:
        if (step := STEPS.get(event.key)) is not None:
            event.stop()
            event.prevent_default()
            self._field.move(step)
            return
        await super()._on_key(event)
