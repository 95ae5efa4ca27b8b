"""The keys of a sheet of points, for a meeting and for a year."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

DIGITS = Key(
    "score.points", "0,1,2,3,4,5,6,7,8,9", "points('digit')", N_("points"), N_("Type the points of the chosen line.")
)
"""Each digit has a binding of its own."""

HALF = Key(
    "score.half",
    "comma,full_stop",
    "points('half')",
    N_("half point"),
    N_("Add half a point, where the sheet has half points."),
)
"""Only for a sheet with half points."""

GIVING = (
    DIGITS,
    Key("score.take", "p", "points('take')", N_("take proposal"), N_("Give the chosen line the proposed points.")),
    Key(
        "score.take_all",
        "P",
        "points('take_all')",
        N_("all proposals"),
        N_("Give every line without points the proposed ones."),
    ),
    HALF,
    Key("score.more", "plus,equals_sign", "points('step', 1)", N_("more"), N_("Give one point more.")),
    Key("score.less", "minus", "points('step', -1)", N_("less"), N_("Give one point less.")),
)
COPY = Key(
    "score.copy", "c", "points('copy')", N_("copy stage"), N_("Give lines without points those of the stage before.")
)
CLEAR = Key(
    "score.clear", "backspace,delete", "points('clear')", N_("clear"), N_("Take the points of the chosen line away.")
)
LINES = (
    Key("score.on", "enter", "points('accept')", N_("next line"), N_("Take the typed points and go to the next line.")),
    Key("score.up", "up,k", "points('choose', 'up')", N_("up"), N_("Go to the line above.")),
    Key("score.down", "down,j", "points('choose', 'down')", N_("down"), N_("Go to the line below.")),
)
