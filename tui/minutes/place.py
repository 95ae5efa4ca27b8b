"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from tui.minutes.keys import MINUTES, TYPING
from tui.minutes.report_keys import REPORT
from tui.shell.places import Place, go_key

PLACE = Place(
    "minutes",
    {"MINUTES": MINUTES, "TYPING": TYPING, "REPORT": REPORT},
    label=N_("Minutes"),
    screen="tui.minutes.screen:MinutesScreen",
    rank=40,
    states=frozenset({MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED}),
    key=go_key("minutes", "f5", N_("minutes"), N_("Read, write and approve the minutes.")),
)
