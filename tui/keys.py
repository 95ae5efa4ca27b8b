"""Every key of the program in one table: footer, help, the mouse on the footer and remapping come from it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType

from models.domain.language import N_, _


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does: ``id`` is stable (for remapping), ``keys`` as Textual names them, ``action`` its action.

    ``label`` is the word in the footer, ``help`` the sentence in the help; both are English gettext messages.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str

    @property
    def shown(self) -> str:
        """The first of the keys as people read it."""
        return self.every_shown[0]

    @property
    def every_shown(self) -> tuple[str, ...]:
        """All of the keys as people read them."""
        return tuple(
            _NAMES.get(name, name.replace("ctrl+", "^").replace("shift+", "⇧")) for name in self.keys.split(",")
        )

    @property
    def word(self) -> str:
        """The label in the language of the program."""
        return _(self.label)

    @property
    def binding(self) -> Binding:
        """The key as Textual wants it, asked before the widget that has the focus (see ``tui.key_order``).

        But the question mark is a letter first: it may stand in what is being typed.
        """
        priority = self.keys != "question_mark"
        return Binding(self.keys, self.action, self.label, show=False, priority=priority, id=self.id)


_NAMES = {
    "colon": ":",
    "enter": "⏎",
    "space": "␣",
    "question_mark": "?",
    "escape": "esc",
    "f1": "F1",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
    "tab": "⇥",
}

EVERYWHERE = (
    Key("help", "question_mark", "app.help", N_("help"), N_("Show every key of this screen.")),
    Key("help.typing", "f1", "app.help", N_("help"), N_("Show every key, also while something is being typed.")),
    Key("quit", "ctrl+q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)

HOME = (
    Key("home.open", "enter", "open", N_("open"), N_("Open the chosen meeting.")),
    Key("home.up", "up,k", "up", N_("up"), N_("Go to the meeting above.")),
    Key("home.down", "down,j", "down", N_("down"), N_("Go to the meeting below.")),
    Key("home.plan", "n", "drawer('plan')", N_("new meeting"), N_("Plan a meeting from its template.")),
    Key("home.undo", "u", "act('undo')", N_("undo"), N_("Take back the last act.")),
    Key("home.redo", "U,ctrl+r", "act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("home.quit", "q", "app.quit", N_("quit"), N_("Leave the program; nothing needs to be saved.")),
)

LIVE = (
    Key("item.toggle", "enter", "order('toggle_item')", N_("start/finish"), N_("Start the chosen item, or finish it.")),
    Key("item.pause", "space", "order('pause_item')", N_("pause"), N_("Pause the item that runs, or let it go on.")),
    Key("speech.ask", "a", "drawer('ask')", N_("asks to speak"), N_("Put somebody on the speakers' list.")),
    Key("speech.next", "n", "order('next_speaker')", N_("next speaker"), N_("Give the floor to the next on the list.")),
    Key("speech.stop", "e", "order('stop_speech')", N_("end speech"), N_("End the speech that is being held.")),
    Key("speech.pause", "p", "order('pause_speech')", N_("pause speech"), N_("Pause the speech, or let it go on.")),
    Key("roll", "r", "drawer('roll')", N_("roll-call"), N_("Call the roll by single keys.")),
    Key("note", "o", "drawer('note')", N_("note"), N_("Write a note about the item that runs.")),
    Key("vote", "v", "drawer('vote')", N_("vote"), N_("Put a motion to the vote, and count.")),
    Key("task", "t", "drawer('task')", N_("task"), N_("Give somebody a task.")),
    Key("petition", "g", "drawer('petition')", N_("petition"), N_("Record a petition.")),
    Key("undo", "u", "order('undo')", N_("undo"), N_("Take back the last act.")),
    Key("redo", "U,ctrl+r", "order('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("meeting", "m", "drawer('meeting')", N_("meeting"), N_("Open, pause, resume or close the meeting.")),
    Key("speech.interrupt", "i", "drawer('interrupt')", N_("interrupt"), N_("Let somebody interrupt the speaker.")),
    Key("speech.order", "b", "drawer('order')", N_("point of order"), N_("Put a point of order before the rest.")),
    Key("speech.back", "z", "order('take_back')", N_("take back"), N_("Put the last speaker back at the top.")),
    Key("speech.remove", "x", "order('remove_speaker')", N_("strike"), N_("Take the next one off the speakers' list.")),
    Key("speech.later", "shift+down,J", "order('later')", N_("let pass"), N_("Let the next one wait for one more.")),
    Key("list.close", "l", "order('close_list')", N_("close list"), N_("Close the speakers' list, or open it again.")),
    Key("list.order", "f", "order('unspoken_first')", N_("order"), N_("Who has not spoken goes first, or not.")),
    Key("item.skip", "s", "order('skip_item')", N_("skip"), N_("Skip the chosen item.")),
    Key("item.defer", "d", "order('defer_item')", N_("defer"), N_("Defer the chosen item to the next meeting.")),
    Key("item.conclude", "c", "drawer('conclusion')", N_("conclusion"), N_("Write the conclusion of the item.")),
    Key("notes", "w", "drawer('notes')", N_("notes"), N_("Read the notes; confidential ones behind a key.")),
    Key("command", "colon", "drawer('command')", N_("any act"), N_("Do any act by its name.")),
    Key("live.up", "up,k", "choose('up')", N_("up"), N_("Choose the item above.")),
    Key("live.down", "down,j", "choose('down')", N_("down"), N_("Choose the item below.")),
    Key("live.side", "tab", "other_side", N_("other side"), N_("On a narrow screen: agenda or floor.")),
    Key("live.back", "q", "leave", N_("back"), N_("Back to the meetings; this one goes on.")),
)  # fmt: skip

FORM = (
    Key("form.next", "tab", "next_field", N_("next field"), N_("Go to the next field.")),
    Key("form.previous", "shift+tab", "previous_field", N_("previous field"), N_("Go to the field before.")),
    Key("form.cancel", "escape,ctrl+g", "cancel", N_("cancel"), N_("Close the form; nothing is written.")),
)

ROLL_CALL = (
    Key("roll.present", "p,enter", "mark('present')", N_("present"), N_("Mark as present.")),
    Key("roll.excused", "x", "excuse", N_("excused"), N_("Mark as absent with a reason.")),
    Key("roll.unexcused", "u", "mark('unexcused')", N_("unexcused"), N_("Mark as absent without a reason.")),
    Key("roll.elsewhere", "e", "mark('elsewhere')", N_("elsewhere"), N_("Mark as temporarily elsewhere.")),
    Key("roll.exempt", "m", "mark('exempt')", N_("exempt"), N_("Mark as exempt and absent.")),
    Key("roll.left", "l", "left", N_("left"), N_("Mark as gone before the end.")),
    Key("roll.rest", "a", "rest", N_("the rest present"), N_("Mark everybody else as present.")),
    Key("roll.clear", "backspace,delete", "clear", N_("clear"), N_("Take the mark away.")),
    Key("roll.up", "up,k", "up", N_("up"), N_("Go to the member above.")),
    Key("roll.down", "down,j", "down", N_("down"), N_("Go to the member below.")),
    Key("roll.close", "escape,q,r", "cancel", N_("done"), N_("Back to the floor.")),
)

NOTES = (
    Key("notes.reveal", "h", "reveal", N_("confidential"), N_("Show the confidential notes, or hide them again.")),
    Key("notes.close", "escape,q,w", "cancel", N_("done"), N_("Back to the floor.")),
)

BALLOT = (
    Key("ballot.mark", "space", "mark", N_("mark"), N_("Mark a choice, or take the mark away.")),
    Key("ballot.cast", "enter", "cast", N_("into the box"), N_("Put the ballot into the box.")),
    Key("ballot.up", "up", "up", N_("up"), N_("Go to the choice above.")),
    Key("ballot.down", "down", "down", N_("down"), N_("Go to the choice below.")),
    Key(
        "ballot.close", "f10,ctrl+e", "close_ballot", N_("close the ballot"), N_("Count; only totals are written down.")
    ),
    Key("ballot.leave", "escape,ctrl+g", "leave", N_("back"), N_("Back; the ballot stays open.")),
)


def bindings(*tables: tuple[Key, ...]) -> list[BindingType]:
    """Return the keys of tables as Textual wants them in ``BINDINGS``."""
    return [key.binding for table in tables for key in table]
