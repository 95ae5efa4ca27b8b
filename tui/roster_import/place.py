"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.roster_import.keys import ROSTER_IMPORT
from tui.shell.places import Place

PLACE = Place(
    "roster",
    {"ROSTER_IMPORT": ROSTER_IMPORT},
    label=N_("Import members"),
    screen="tui.roster_import.screen:RosterImportScreen",
    of_meeting=False,
    rank=100,
)
