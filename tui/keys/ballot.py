"""The keys of the hand-over screen of the ballot on this laptop."""

from __future__ import annotations

from models.domain.language import N_
from tui.keys.key import Key

BALLOT = (
    Key("ballot.confirm", "enter", "confirm", N_("that is me"), N_("Confirm by name who has the laptop in hand.")),
    Key("ballot.mark", "space", "mark", N_("mark"), N_("Mark a choice, or take the mark away.")),
    Key("ballot.cast", "enter", "cast", N_("into the box"), N_("Put the ballot into the box.")),
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
