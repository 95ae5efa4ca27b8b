"""The screen shown while the terminal is too small; it takes no keys."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from models.domain.language import _

SMALLEST = Size(80, 24)
"""Columns and rows in which every screen is usable."""


def is_too_small(size: Size) -> bool:
    """Return whether a terminal is too small."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class TooSmallScreen(ModalScreen[None]):
    """Shows the required size."""

    DEFAULT_CSS = """
    TooSmallScreen { align: center middle; background: $background; }
    TooSmallScreen Static { width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        text = _("This window is too small. chibo needs {columns} columns and {rows} rows; nothing is lost.")
        yield Static(Content(text.format(columns=SMALLEST.width, rows=SMALLEST.height)))
