"""The keys of the wall."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

WALL = (
    Key("wall.quit", "q,escape", "quit", N_("leave"), N_("Leave the wall; the meeting goes on.")),
    Key("wall.agenda", "space", "agenda", N_("agenda"), N_("Show the agenda beside the item, or not.")),
)
