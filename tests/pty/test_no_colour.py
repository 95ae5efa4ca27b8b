"""The program works without colour (NO_COLOR) and in every theme, and shows states by signs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.pty.terminal import running
from tui.shell.themes import NAMES

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")]

_COLOUR = re.compile(rb"(?:38|48);(?:2;(\d+);(\d+);(\d+)|5;(\d+))")
_BACKGROUND = re.compile(rb"48;(?:2;(\d+);\d+;\d+|5;(\d+))")
_SHADES_OF_256 = {0: 0, 7: 192, 8: 128, 15: 255, 16: 0, 59: 95, 102: 135, 145: 175, 188: 215, 231: 255} | {
    number: 8 + 10 * (number - 232) for number in range(232, 256)
}
"""The greys among the 256 colours, and how bright each is, of 255."""


def is_grey(red: bytes, green: bytes, blue: bytes, number: bytes) -> bool:
    """Say whether a colour, as red, green and blue or as one of the 256, is a grey."""
    if number:
        return int(number) in _SHADES_OF_256
    parts = [int(part) for part in (red, green, blue)]
    return max(parts) - min(parts) <= 8


def test_without_colour_only_greys_are_drawn(cell: object, meeting: str, home: Path) -> None:
    with running(home, NO_COLOR="1") as terminal:
        terminal.until_shown("Regular meeting")
        drawn = set(_COLOUR.findall(terminal.drawn))
        assert drawn
        assert [colour for colour in drawn if not is_grey(*colour)] == []
        assert "·" in terminal.text
        found = _BACKGROUND.findall(terminal.drawn)
        backgrounds = {_SHADES_OF_256[int(number)] if number else int(red) for red, number in found}
        assert max(backgrounds) - min(backgrounds) > 60, "the row under the cursor stands out"


def test_with_colours_the_same_look_finds_some(cell: object, meeting: str, home: Path) -> None:
    with running(home) as terminal:
        terminal.until_shown("Regular meeting")
        assert [colour for colour in set(_COLOUR.findall(terminal.drawn)) if not is_grey(*colour)]


@pytest.mark.parametrize("theme", NAMES)
def test_the_program_stands_in_every_theme(cell: object, meeting: str, home: Path, theme: str) -> None:
    with running(home, CHIBO_THEME=theme) as terminal:
        terminal.until_shown("Regular meeting")
        assert "no theme" not in terminal.text
