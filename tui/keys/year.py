"""The keys of the year; each of its views adds its own."""

from __future__ import annotations

from models.domain.language import N_
from tui.keys.key import Key

YEAR = (
    Key("year.view", "tab", "view(1)", N_("next view"), N_("Go to the next view of the year.")),
    Key("year.back_view", "shift+tab", "view(-1)", N_("view before"), N_("Go to the view before.")),
    Key("year.before", "y", "year(-1)", N_("year before"), N_("Show the year before.")),
    Key("year.after", "Y", "year(1)", N_("year after"), N_("Show the year after.")),
    Key("year.undo", "u", "act('undo')", N_("undo"), N_("Take back the last act.")),
    Key("year.redo", "U,ctrl+r", "act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("year.back", "q,escape", "leave", N_("back"), N_("Back to the meetings.")),
)

YEAR_OVERVIEW = (
    Key("overview.open", "enter", "open", N_("go in"), N_("Open the chosen meeting.")),
    Key("overview.up", "up,k", "choose('up')", N_("up"), N_("Go to the month above.")),
    Key("overview.down", "down,j", "choose('down')", N_("down"), N_("Go to the month below.")),
)
