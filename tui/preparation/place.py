"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from tui.preparation.keys import ATTACH, PREPARATION
from tui.shell.places import Place, go_key

PLACE = Place(
    "preparation",
    {"ATTACH": ATTACH, "PREPARATION": PREPARATION},
    label=N_("Preparation"),
    screen="tui.preparation.screen:PreparationScreen",
    rank=10,
    states=frozenset({MeetingState.PLANNED, MeetingState.PREPARED, MeetingState.NOTIFIED, MeetingState.POSTPONED}),
    key=go_key("preparation", "f2", N_("preparation"), N_("Prepare the meeting.")),
)
