"""The keys of the palette, and of the form that an act gets there."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

PALETTE = (
    Key("palette.do", "enter", "do", N_("do it"), N_("Do what the cursor stands on.")),
    Key("palette.up", "up", "choose('up')", N_("up"), N_("Go to the row above.")),
    Key("palette.down", "down", "choose('down')", N_("down"), N_("Go to the row below.")),
    Key("palette.complete", "tab", "complete", N_("complete"), N_("Write the name of the act, to add key=value.")),
    Key("palette.close", "escape,ctrl+g", "close", N_("close"), N_("Close; nothing is done.")),
)
