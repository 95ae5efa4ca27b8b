"""The keys of the search."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

SEARCH = (
    Key("search.go", "enter", "open_hit", N_("go there"), N_("Open the place where the chosen text stands.")),
    Key("search.up", "up", "choose('up')", N_("up"), N_("Go to the row above.")),
    Key("search.down", "down", "choose('down')", N_("down"), N_("Go to the row below.")),
    Key("search.reveal", "f10,ctrl+e", "reveal", N_("private"), N_("Search confidential texts too, or not.")),
    Key("search.history", "f12", "history", N_("history"), N_("Who changed the chosen record, when and what.")),
    Key("search.back", "escape,ctrl+g", "leave", N_("back"), N_("Back to the list of meetings.")),
)
