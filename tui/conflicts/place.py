"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.conflicts.keys import CONFLICTS
from tui.shell.places import Place, go_key

PLACE = Place(
    "conflicts",
    {"CONFLICTS": CONFLICTS},
    label=N_("Conflicts"),
    screen="tui.conflicts.screen:ConflictsScreen",
    of_meeting=False,
    rank=90,
    key=go_key("conflicts", "f8", N_("conflicts"), N_("Settle what two laptops changed at once.")),
)
