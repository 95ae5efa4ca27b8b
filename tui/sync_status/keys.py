"""The keys of the state of sync."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, scroll_keys

SYNC_STATE = (
    *scroll_keys("sync")[:2],
    Key("sync.now", "t", "try_now", N_("try now"), N_("Make an exchange with the server at once.")),
    Key("sync.close", "escape,q,enter", "close", N_("close"), N_("Back to where you were.")),
)
