"""The keys of the history of a record."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

HISTORY = (
    Key("history.up", "up,k", "scroll(-1)", N_("up"), N_("Scroll up.")),
    Key("history.down", "down,j", "scroll(1)", N_("down"), N_("Scroll down.")),
    Key("history.close", "escape,q,enter", "close", N_("close"), N_("Back to where you were.")),
)
