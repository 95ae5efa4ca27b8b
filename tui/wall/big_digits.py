"""Digits of blocks, as large as possible, to be read from the back of the room."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

ROWS = 5
_GLYPHS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "+": ("   ", " # ", "###", " # ", "   "),
}
"""The dots of each sign; a dot is two cells wide and one high, about a square."""


class BigDigits(Widget):
    """Shows a time such as ``+08:05``, as high as ``available`` allows."""

    DEFAULT_CSS = "BigDigits { width: 100%; height: auto; }"

    value: reactive[str] = reactive("", layout=True)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.available = Size(0, 0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the rows that the digits take."""
        return len(big_lines(self.value, width, self.available.height))

    def render(self) -> Content:
        return Content("\n".join(big_lines(self.value, self.size.width, self.available.height)))


def big_lines(text: str, width: int, height: int) -> list[str]:
    """Return digits as lines, scaled by the largest whole number that fits."""
    if not text:
        return []
    rows = [" ".join(_GLYPHS[sign][row] for sign in text) for row in range(ROWS)]
    scale = max(1, min(width // (2 * len(rows[0])), height // ROWS))
    return [line for row in rows for line in [_dots(row, scale)] * scale]


def _dots(row: str, scale: int) -> str:
    return "".join(("█" if dot == "#" else " ") * 2 * scale for dot in row).rstrip()
