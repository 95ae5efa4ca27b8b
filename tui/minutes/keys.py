"""The keys of the minutes: for reading, and for typing."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, scroll_keys, undo_keys

MINUTES = (
    Key(
        "minutes.edit",
        "e,enter",
        "edit",
        N_("edit"),
        N_("Edit the text; {key:typing.done} ends that, and it is saved."),
    ),
    Key("minutes.compare", "d", "compare", N_("what changed"), N_("Show what you changed, and what the records did.")),
    Key("minutes.rederive", "r", "take_in", N_("take in"), N_("Take in what changed; your sentences are kept.")),
    Key("minutes.checks", "c", "checks", N_("checks"), N_("Show what should be seen to before the approval.")),
    Key(
        "minutes.approve",
        "a",
        "open('approve-form')",
        N_("approve"),
        N_("Approve the minutes: they are sealed, for good."),
    ),
    Key(
        "minutes.addendum",
        "n",
        "open('addendum-form')",
        N_("addendum"),
        N_("Write a correction beside approved minutes."),
    ),
    Key("minutes.taker", "T", "panel('minute-taker')", N_("minute-taker"), N_("Name who takes the minutes.")),
    Key(
        "minutes.times",
        "C",
        "panel('times')",
        N_("times"),
        N_("Correct when the meeting began or ended, with the reason."),
    ),
    Key(
        "minutes.resolution",
        "N",
        "panel('resolution')",
        N_("resolution"),
        N_("Draft the resolution, or change its draft."),
    ),
    Key(
        "minutes.report",
        "s",
        "open('report-panel')",
        N_("report"),
        N_("Read what goes up to the superior, and what became of it."),
    ),
    Key("minutes.documents", "o", "app.go('documents')", N_("documents"), N_("Make the meeting's documents.")),
    *undo_keys("minutes"),
    *scroll_keys("minutes"),
    Key("minutes.first", "home", "scroll('home')", N_("beginning"), N_("Go to the beginning of the text.")),
    Key("minutes.last", "end", "scroll('end')", N_("end"), N_("Go to the end of the text.")),
    Key("minutes.back", "q,escape", "leave", N_("back"), N_("Back to the meetings.")),
)

TYPING = (
    Key("typing.done", "f10,escape", "done", N_("done"), N_("End the typing; the text is saved.")),
    Key("typing.compare", "f12", "compare", N_("what changed"), N_("The same comparison, without leaving the text.")),
)
"""The keys while the minutes are typed; all others are text."""
