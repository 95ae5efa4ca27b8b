"""Jump mode: a letter beside every row; the letter moves the cursor there."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widgets import DataTable, OptionList, Static

LETTERS = string.ascii_lowercase + string.digits + string.ascii_uppercase


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """A row of the screen below, and the function that goes there."""

    at: Offset
    go: Callable[[], object]


def targets(screen: Screen[Any]) -> list[JumpTarget]:
    """Return the rows of every visible list, from the top, at most one for each letter."""
    found = [target for widget in screen.query(OptionList) if widget.is_on_screen for target in _options(widget)]
    found += [target for widget in screen.query(DataTable) if widget.is_on_screen for target in _rows(widget)]
    return sorted(found, key=lambda target: (target.at.y, target.at.x))[: len(LETTERS)]


def _options(listed: OptionList) -> Iterator[JumpTarget]:
    region, seen = listed.content_region, set[int]()
    for y in range(region.height):
        line = listed.scroll_offset.y + y
        if line >= len(listed._lines):  # Textual has no public way from a line to its option
            return
        index = listed._lines[line][0]
        if index in seen or listed.get_option_at_index(index).disabled:
            continue
        seen.add(index)
        yield JumpTarget(Offset(region.x, region.y + y), partial(setattr, listed, "highlighted", index))


def _rows(table: DataTable[object]) -> Iterator[JumpTarget]:
    region = table.content_region
    top = table.header_height if table.show_header else 0
    for index in range(table.row_count):
        y = top + index - table.scroll_offset.y
        if top <= y < region.height:
            yield JumpTarget(Offset(region.x, region.y + y), partial(table.move_cursor, row=index))


class JumpScreen(ModalScreen[None]):
    """Letters over the rows of the screen below; any other key closes it."""

    DEFAULT_CSS = """
    JumpScreen { background: $background 30%; }
    JumpScreen Static {
        position: absolute; width: 1; height: 1; text-style: bold; background: $accent; color: $background;
    }
    """

    def __init__(self, found: list[JumpTarget]) -> None:
        super().__init__()
        self._by_letter = dict(zip(LETTERS, found, strict=False))

    def compose(self) -> ComposeResult:
        """Put a letter beside each row."""
        for letter, target in self._by_letter.items():
            mark = Static(letter)
            mark.styles.offset = target.at
            yield mark

    async def on_key(self, event: events.Key) -> None:
        """Go to the row of the letter, or back."""
        event.stop()
        event.prevent_default()
        target = self._by_letter.get(event.character or "")
        self.dismiss()
        if target is not None:
            target.go()
