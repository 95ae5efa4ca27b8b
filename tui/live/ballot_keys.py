"""The keys of the ballot screen."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

CAST = Key(
    "ballot.cast",
    "enter",
    "go_on",
    N_("into the box"),
    N_("Confirm by name who has the laptop in hand; then put the ballot into the box."),
)
"""One key for both steps: if two keys were the same, remapping one would change the other."""

BALLOT = (
    Key("ballot.mark", "space", "mark", N_("mark"), N_("Mark a choice, or take the mark away.")),
    CAST,
    Key("ballot.up", "up", "choice('up')", N_("up"), N_("Go to the choice above.")),
    Key("ballot.down", "down", "choice('down')", N_("down"), N_("Go to the choice below.")),
    Key(
        "ballot.close",
        "f10,ctrl+e",
        "close_ballot",
        N_("close the ballot"),
        N_("For the chair: count; only totals are written down."),
    ),
    Key(
        "ballot.leave",
        "escape,ctrl+g",
        "leave",
        N_("back"),
        N_("One step back; where nobody has the ballot in hand, for the chair: leave it open."),
    ),
)
