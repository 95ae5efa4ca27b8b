"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.search.keys import SEARCH
from tui.shell.places import Place, go_key

PLACE = Place(
    "search",
    {"SEARCH": SEARCH},
    label=N_("Search"),
    screen="tui.search.screen:SearchScreen",
    of_meeting=False,
    rank=80,
    key=go_key("search", "f7", N_("search"), N_("Search everything, with or without diacritics.")),
)
