"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.outgoing.keys import OUTGOING
from tui.shell.places import Place

PLACE = Place(
    "outgoing",
    {"OUTGOING": OUTGOING},
    label=N_("Outgoing documents: letters, number book"),
    screen="tui.outgoing.screen:OutgoingScreen",
    of_meeting=False,
    rank=55,
)
