"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from tui.live.ballot_keys import BALLOT
from tui.live.keys import LIVE
from tui.live.list_keys import CARRIED, NOTES, ROLL_CALL, SCRIPT
from tui.shell.places import Place, go_key

PLACE = Place(
    "live",
    {"LIVE": LIVE, "BALLOT": BALLOT, "CARRIED": CARRIED, "NOTES": NOTES, "ROLL_CALL": ROLL_CALL, "SCRIPT": SCRIPT},
    label=N_("Meeting"),
    screen="tui.live.screen:LiveScreen",
    rank=20,
    states=frozenset({MeetingState.OPEN, MeetingState.PAUSED}),
    key=go_key("live", "f3", N_("meeting"), N_("Go to the meeting itself.")),
)
