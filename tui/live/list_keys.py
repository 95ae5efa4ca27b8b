"""The keys of the roll-call, the notes, last month's tasks and the script."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key, row_keys, scroll_keys, undo_keys

ROLL_CALL = (
    Key("roll.present", "p,enter", "mark('present')", N_("present"), N_("Mark as present.")),
    Key("roll.excused", "x", "ask('excused')", N_("excused"), N_("Mark as absent with a reason.")),
    Key(
        "roll.rest",
        "a",
        "do('attendance.present_rest')",
        N_("the rest present"),
        N_("Mark everybody else as present."),
    ),
    Key("roll.online", "o", "mark('online')", N_("online"), N_("Mark as present online.")),
    Key("roll.undo", "u", "undo", N_("undo"), N_("Take back the last act; the cursor goes to whom it was about.")),
    Key("roll.redo", "U,ctrl+r", "screen.act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("roll.close", "escape,q,r", "cancel", N_("done"), N_("Back to the floor.")),
    Key("roll.unexcused", "v,n", "mark('unexcused')", N_("unexcused"), N_("Mark as absent without a reason.")),
    Key("roll.elsewhere", "e", "mark('elsewhere')", N_("elsewhere"), N_("Mark as temporarily elsewhere.")),
    Key("roll.exempt", "m", "mark('exempt')", N_("exempt"), N_("Mark as exempt and absent.")),
    Key(
        "roll.accept",
        "y",
        "do('attendance.accept_reason')",
        N_("reason accepted"),
        N_("Note that the committee accepts why an excused member misses the whole meeting, or does not."),
    ),
    Key("roll.left", "l", "do('attendance.leave')", N_("left"), N_("Mark as gone before the end.")),
    Key("roll.arrived_at", "P", "ask('arrived')", N_("came at …"), N_("Mark as present since a time that is typed.")),
    Key("roll.left_at", "L", "ask('left')", N_("left at …"), N_("Mark as gone at a time that is typed.")),
    Key("roll.correct", "c", "correct", N_("correct"), N_("Correct a mark with the reason, also of a closed meeting.")),
    Key("roll.clear", "backspace,delete", "do('attendance.clear')", N_("clear"), N_("Take the mark away.")),
    *row_keys("roll", N_("Go to the member above."), N_("Go to the member below.")),
)

NOTES = (
    *undo_keys("notes", "screen."),
    Key("notes.correct", "enter,e", "correct", N_("correct"), N_("Correct what the cursor stands on.")),
    Key("notes.move", "m", "move", N_("move"), N_("Move it to another item.")),
    Key("notes.remove", "x,delete", "remove", N_("remove"), N_("Take it away; {key:notes.undo} takes that back.")),
    Key("notes.reveal", "h", "reveal", N_("private"), N_("Show the confidential notes, or hide them again.")),
    Key("notes.first", "home", "choose('first')", N_("first"), N_("Go to the first row.")),
    Key("notes.last", "end", "choose('last')", N_("last"), N_("Go to the last row.")),
    *row_keys("notes"),
    Key("notes.close", "escape,q,w", "cancel", N_("done"), N_("Back to the floor.")),
)

CARRIED = (
    *undo_keys("carried", "screen."),
    *scroll_keys("carried"),
    Key("carried.close", "escape,q,y", "cancel", N_("done"), N_("Back to the floor.")),
)

SCRIPT = (
    *undo_keys("script", "screen."),
    *scroll_keys("script"),
    Key("script.close", "escape,q,S", "cancel", N_("done"), N_("Back to the floor.")),
)
