"""The keys of the conflicts."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

CONFLICTS = (
    Key("conflicts.first", "1,m", "settle(0)", N_("the first value"), N_("Keep the value that holds now.")),
    Key("conflicts.second", "2,t", "settle(1)", N_("the second"), N_("Take the second value.")),
    Key("conflicts.third", "3", "settle(2)", N_("the third"), N_("Take the third value, where there is one.")),
    Key("conflicts.undo", "u", "act('undo')", N_("undo"), N_("Take back the last act.")),
    Key("conflicts.redo", "U,ctrl+r", "act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("conflicts.history", "y", "history", N_("history"), N_("Who changed the chosen record, when and what.")),
    Key("conflicts.up", "up,k", "choose('up')", N_("up"), N_("Go to the row above.")),
    Key("conflicts.down", "down,j", "choose('down')", N_("down"), N_("Go to the row below.")),
    Key("conflicts.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)
