"""The keys of the conflicts."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, row_keys, undo_keys

CONFLICTS = (
    Key("conflicts.first", "1,m", "settle(0)", N_("the first value"), N_("Keep the value that holds now.")),
    Key("conflicts.second", "2,t", "settle(1)", N_("the second"), N_("Take the second value.")),
    Key("conflicts.third", "3", "settle(2)", N_("the third"), N_("Take the third value, where there is one.")),
    *undo_keys("conflicts"),
    Key("conflicts.history", "y", "history", N_("history"), N_("Who changed the chosen record, when and what.")),
    *row_keys("conflicts"),
    Key("conflicts.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)
