"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.home.keys import HOME
from tui.shell.places import Place, go_key

PLACE = Place(
    "home",
    {"HOME": HOME},
    screen="tui.home.screen:HomeScreen",
    of_meeting=False,
    rank=0,
    key=go_key("home", "f9", N_("home"), N_("Go to the first screen.")),
)
