"""The phases of a ballot on this laptop: the widget and the keys of each."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from models.domain.language import N_
from tui.live.ballot_keys import BALLOT, CAST
from tui.widgets.key import Key


class Phase(Enum):
    """Name, confirmation, ballot and pause for each voter; the chair's confirmation; the end."""

    WHO = auto()
    CONFIRM = auto()
    PAPER = auto()
    RECEIVED = auto()
    GUARD = auto()
    OVER = auto()


PARTS = {
    Phase.WHO: "#who",
    Phase.CONFIRM: "#confirm",
    Phase.PAPER: "#paper",
    Phase.RECEIVED: "#received",
    Phase.GUARD: "#guard",
    Phase.OVER: "#over",
}
"""The widget that is shown in each phase."""

ACTIONS = {
    Phase.WHO: frozenset({"close_ballot", "leave"}),
    Phase.CONFIRM: frozenset({"go_on", "leave"}),
    Phase.PAPER: frozenset({"mark", "go_on", "choice", "leave"}),
    Phase.RECEIVED: frozenset[str](),
    Phase.GUARD: frozenset({"leave"}),
    Phase.OVER: frozenset({"leave"}),
}
"""The actions of each phase."""

BETWEEN = frozenset({Phase.WHO, Phase.RECEIVED, Phase.OVER})
"""The phases in which nothing of the last voter may be on the screen."""


def keys_of(phase: Phase) -> tuple[Key, ...]:
    """Return the keys of a phase."""
    keys = (key for key in BALLOT if key.action.partition("(")[0] in ACTIONS[phase])
    if phase is not Phase.CONFIRM:
        return tuple(keys)
    return tuple(replace(key, label=N_("that is me")) if key is CAST else key for key in keys)
