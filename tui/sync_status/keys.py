"""The keys of how sync stands."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

SYNC_STATE = (
    Key("sync.up", "up,k", "scroll(-1)", N_("up"), N_("Scroll up.")),
    Key("sync.down", "down,j", "scroll(1)", N_("down"), N_("Scroll down.")),
    Key("sync.now", "t", "try_now", N_("try now"), N_("Make an exchange with the server at once.")),
    Key("sync.close", "escape,q,enter", "close", N_("close"), N_("Back to where you were.")),
)
