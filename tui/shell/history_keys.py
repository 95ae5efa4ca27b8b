"""The keys of the history of a record."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, scroll_keys

HISTORY = (
    *scroll_keys("history")[:2],
    Key("history.close", "escape,q,enter", "close", N_("close"), N_("Back to where you were.")),
)
