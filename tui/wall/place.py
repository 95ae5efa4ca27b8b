"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from tui.shell.places import Place
from tui.wall.keys import WALL

PLACE = Place(
    "wall",
    {"WALL": WALL},
    rank=120,
)
