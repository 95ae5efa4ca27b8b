"""The keys of the report, beside the minutes."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

_UNDO = "screen.act('undo')", N_("undo"), N_("Take back the last act.")
_REDO = "screen.act('redo')", N_("redo"), N_("Do again what was undone.")

REPORT = (
    Key("report.undo", "u", *_UNDO),
    Key("report.redo", "U,ctrl+r", *_REDO),
    Key("report.requeue", "r", "requeue", N_("send again"), N_("Send a report again that the superior returned.")),
    Key("report.up", "up,k", "scroll_up", N_("up"), N_("Scroll up.")),
    Key("report.down", "down,j", "scroll_down", N_("down"), N_("Scroll down.")),
    Key("report.page_up", "pageup,b", "page_up", N_("page up"), N_("Go a page up.")),
    Key("report.page_down", "pagedown,space", "page_down", N_("page down"), N_("Go a page down.")),
    Key("report.close", "escape,q,s", "cancel", N_("done"), N_("Back to the minutes.")),
)
