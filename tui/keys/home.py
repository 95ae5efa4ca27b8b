"""The keys of the home screen."""

from __future__ import annotations

from models.domain.language import N_
from tui.keys.key import Key

HOME = (
    Key("home.open", "enter", "open", N_("open"), N_("Open the chosen meeting.")),
    Key("home.up", "up,k", "up", N_("up"), N_("Go to the meeting above.")),
    Key("home.down", "down,j", "down", N_("down"), N_("Go to the meeting below.")),
    Key("home.plan", "n", "drawer('plan')", N_("new meeting"), N_("Plan a meeting from its template.")),
    Key("home.undo", "u", "act('undo')", N_("undo"), N_("Take back the last act.")),
    Key("home.redo", "U,ctrl+r", "act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("home.quit", "q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)
