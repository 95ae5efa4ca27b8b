"""The keys of the live screen."""

from __future__ import annotations

from models.domain.language import N_
from tui.shell.pane_keys import pane_keys
from tui.widgets.key import Key, page_keys, row_keys, undo_keys

LIVE = (
    Key("item.toggle", "enter", "do('toggle_item')", N_("start/finish"), N_("Start the chosen item, or finish it.")),
    Key("item.pause", "space", "do('pause_item')", N_("pause"), N_("Pause the item that runs, or let it go on.")),
    Key("speech.ask", "a", "panel('ask')", N_("asks to speak"), N_("Put somebody on the speakers' list.")),
    Key("speech.next", "n", "do('next_speaker')", N_("next speaker"), N_("Give the floor to the next on the list.")),
    Key("speech.stop", "e", "do('stop_speech')", N_("end speech"), N_("End the speech that is being held.")),
    Key("speech.pause", "p", "do('pause_speech')", N_("pause speech"), N_("Pause the speech, or let it go on.")),
    Key("roll", "r", "panel('roll')", N_("roll-call"), N_("Call the roll by single keys.")),
    Key("note", "o", "panel('note')", N_("note"), N_("Write a note about the item that runs.")),
    Key("vote", "v", "panel('vote')", N_("vote"), N_("Put a motion to the vote, and count.")),
    Key("task", "t", "panel('task')", N_("task"), N_("Give somebody a task.")),
    Key("petition", "g", "panel('petition')", N_("petition"), N_("Record a petition.")),
    *undo_keys(),
    Key("meeting", "m", "panel('meeting')", N_("meeting"), N_("Open, pause, resume or close the meeting.")),
    Key("speech.interrupt", "i", "panel('interrupt')", N_("interrupt"), N_("Let somebody interrupt the speaker.")),
    Key("speech.order", "b", "panel('order')", N_("point of order"), N_("Put a point of order before the rest.")),
    Key("speech.back", "E", "do('take_back')", N_("take back"), N_("Put the last speaker back at the top.")),
    Key("speech.remove", "x", "do('remove_speaker')", N_("strike"), N_("Take the next one off the speakers' list.")),
    Key("speech.later", "shift+down,J", "do('later')", N_("let pass"), N_("Let the next one wait for one more.")),
    Key("list.close", "l", "do('close_list')", N_("close list"), N_("Close the speakers' list, or open it again.")),
    Key("list.order", "f", "do('unspoken_first')", N_("order"), N_("Who has not spoken goes first, or not.")),
    Key("item.skip", "s", "do('skip_item')", N_("skip"), N_("Skip the chosen item.")),
    Key("item.defer", "d", "do('defer_item')", N_("defer"), N_("Defer the chosen item to the next meeting.")),
    Key("item.conclude", "c", "panel('conclusion')", N_("conclusion"), N_("Write the conclusion of the item.")),
    Key("notes", "w", "panel('notes')", N_("notes"), N_("Read the notes; confidential ones behind a key.")),
    Key("resolution", "N", "panel('resolution')", N_("resolution"), N_("Draft the resolution, or change its draft.")),
    Key("minute_taker", "T", "panel('minute-taker')", N_("minute-taker"), N_("Name who takes the minutes.")),
    Key("times", "C", "panel('times')", N_("times"), N_("Correct when the meeting began or ended, with the reason.")),
    Key("guest", "K", "panel('guest-form')", N_("guest"), N_("Note a guest who has come or leaves.")),
    Key("carried", "y", "panel('carried')", N_("last month"), N_("Read out last month's tasks and petitions.")),
    Key("script", "S", "panel('script')", N_("script"), N_("Read what to say at this item.")),
    *row_keys("live", N_("Choose the item above."), N_("Choose the item below.")),
    *pane_keys(
        "live",
        N_("Go to the agenda."),
        N_("Go to the speakers' list."),
        N_("Go to what was just recorded; undo takes back the chosen act."),
        N_("Go to the quorum."),
        next_id="live.side",
    ),
    *page_keys("live"),
    Key("live.back", "q", "leave", N_("back"), N_("Back to the meetings; this one goes on.")),
)  # fmt: skip
