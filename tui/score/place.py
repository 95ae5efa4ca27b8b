"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from tui.score.keys import SCORE
from tui.shell.places import Place, go_key

PLACE = Place(
    "score",
    {"SCORE": SCORE},
    label=N_("Score sheet"),
    screen="tui.score.screen:ScoreScreen",
    rank=30,
    states=frozenset({MeetingState.CLOSED}),
    key=go_key("score", "f4", N_("score"), N_("Score the meeting.")),
)
