"""The keys of the report panel."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, scroll_keys, undo_keys

REPORT = (
    *undo_keys("report", "screen."),
    Key("report.requeue", "r", "requeue", N_("send again"), N_("Send a report again that the superior returned.")),
    *scroll_keys("report"),
    Key("report.close", "escape,q,s", "cancel", N_("done"), N_("Back to the minutes.")),
)
