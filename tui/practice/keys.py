"""The keys of the practice room."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, scroll_keys

PRACTICE = (
    Key(
        "practice.room",
        "ctrl+g",
        "app.practice",
        N_("practice"),
        N_("Show what happened at the practice meeting; once it is closed, the debriefing."),
    ),
)

DEBRIEFING = (
    Key("practice.certificate", "c", "certificate", N_("practice certificate"), N_("Write the certificate as PDF.")),
    *scroll_keys("practice"),
    Key("practice.back", "q,escape", "close", N_("back"), N_("Back to the meeting.")),
)
