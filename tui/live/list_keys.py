"""The keys of what opens beside the meeting: the roll-call, the notes, what last month left."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

_UNDO = "screen.act('undo')", N_("undo"), N_("Take back the last act.")
_REDO = "screen.act('redo')", N_("redo"), N_("Do again what was undone.")

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
    Key("roll.undo", "u", "undo", N_("undo"), N_("Take back the last act; the cursor goes to whom it was about.")),
    Key("roll.redo", "U,ctrl+r", "screen.act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("roll.close", "escape,q,r", "cancel", N_("done"), N_("Back to the floor.")),
    Key("roll.unexcused", "v,n", "mark('unexcused')", N_("unexcused"), N_("Mark as absent without a reason.")),
    Key("roll.elsewhere", "e", "mark('elsewhere')", N_("elsewhere"), N_("Mark as temporarily elsewhere.")),
    Key("roll.exempt", "m", "mark('exempt')", N_("exempt"), N_("Mark as exempt and absent.")),
    Key(
        "roll.accept",
        "y",
        "accept",
        N_("reason accepted"),
        N_("Note that the committee accepts why an excused member misses the whole meeting, or does not."),
    ),
    Key("roll.left", "l", "do('attendance.leave')", N_("left"), N_("Mark as gone before the end.")),
    Key("roll.arrived_at", "P", "ask('arrived')", N_("came at …"), N_("Mark as present since a time that is typed.")),
    Key("roll.left_at", "L", "ask('left')", N_("left at …"), N_("Mark as gone at a time that is typed.")),
    Key("roll.correct", "c", "correct", N_("correct"), N_("Correct a mark with the reason, also of a closed meeting.")),
    Key("roll.clear", "backspace,delete", "do('attendance.clear')", N_("clear"), N_("Take the mark away.")),
    Key("roll.up", "up,k", "choose('up')", N_("up"), N_("Go to the member above.")),
    Key("roll.down", "down,j", "choose('down')", N_("down"), N_("Go to the member below.")),
)

NOTES = (
    Key("notes.undo", "u", *_UNDO),
    Key("notes.redo", "U,ctrl+r", *_REDO),
    Key("notes.correct", "enter,e", "correct", N_("correct"), N_("Correct what the cursor stands on.")),
    Key("notes.move", "m", "move", N_("move"), N_("Move it to another item.")),
    Key("notes.remove", "x,delete", "remove", N_("remove"), N_("Take it away; {key:notes.undo} takes that back.")),
    Key("notes.reveal", "h", "reveal", N_("private"), N_("Show the confidential notes, or hide them again.")),
    Key("notes.first", "home", "choose('first')", N_("first"), N_("Go to the first row.")),
    Key("notes.last", "end", "choose('last')", N_("last"), N_("Go to the last row.")),
    Key("notes.up", "up,k", "choose('up')", N_("up"), N_("Go to the row above.")),
    Key("notes.down", "down,j", "choose('down')", N_("down"), N_("Go to the row below.")),
    Key("notes.close", "escape,q,w", "cancel", N_("done"), N_("Back to the floor.")),
)

CARRIED = (
    Key("carried.undo", "u", *_UNDO),
    Key("carried.redo", "U,ctrl+r", *_REDO),
    Key("carried.up", "up,k", "scroll_up", N_("up"), N_("Scroll up.")),
    Key("carried.down", "down,j", "scroll_down", N_("down"), N_("Scroll down.")),
    Key("carried.page_up", "pageup,b", "page_up", N_("page up"), N_("Go a page up.")),
    Key("carried.page_down", "pagedown,space", "page_down", N_("page down"), N_("Go a page down.")),
    Key("carried.close", "escape,q,y", "cancel", N_("done"), N_("Back to the floor.")),
)
