"""The keys of the score sheet."""

from __future__ import annotations

from models.domain.language import N_
from tui.point_sheet.keys import CLEAR, COPY, GIVING, LINES
from tui.widgets.key import Key

SCORE = (
    *GIVING,
    Key("score.remark", "r", "panel('remark-form')", N_("remark"), N_("Write a remark beside the points.")),
    Key(
        "score.shortcomings",
        "s",
        "panel('shortcomings-form')",
        N_("shortcomings"),
        N_("Name shortcomings of the meeting and how they are put right."),
    ),
    Key(
        "score.stage", "tab,right,l", "points('stage', 1)", N_("next stage"), N_("Go to the points of the next stage.")
    ),
    Key("score.undo", "u", "act('undo')", N_("undo"), N_("Take back the last act.")),
    Key(
        "score.back_stage", "shift+tab,left,h", "points('stage', -1)", N_("stage before"), N_("Go to the stage before.")
    ),
    COPY,
    Key("score.evaluate", "e", "evaluate", N_("evaluation"), N_("The superior's member: name, remark, signature.")),
    Key("score.withdraw", "X", "withdraw", N_("unsign"), N_("Withdraw the signature, to change and sign again.")),
    CLEAR,
    Key("score.redo", "U,ctrl+r", "act('redo')", N_("redo"), N_("Do again what was undone.")),
    *LINES,
    Key("score.back", "q,escape", "leave", N_("back"), N_("Back to the meetings.")),
)
