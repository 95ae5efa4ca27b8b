"""The secret ballot on this laptop, handed from voter to voter. Nothing of the last ballot remains on the screen.

A voter is named, confirms the name, marks the ballot and puts it into the box. Then the screen ignores keys for a
moment, so that a repeated key does not reach the next voter's ballot. Only the chair leaves, by typing a word.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import ChiboError
from models.domain.language import N_, _
from models.domain.text import one_line
from models.queries.roll_call import roll_call
from models.queries.votes import RoundView, open_round
from models.store.ballot_box import BallotBox
from tui.live.ballot_keys import BALLOT
from tui.live.ballot_phases import ACTIONS, BETWEEN, PARTS, Phase, keys_of
from tui.shell.booth import BoothScreen
from tui.shell.gateway import Gateway
from tui.shell.places import places
from tui.widgets.ballot_paper import BallotPaper
from tui.widgets.confirmation_line import ConfirmationLine
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.people import Person, person
from tui.widgets.voter_field import VoterField

_CLOSE, _LEAVE = N_("end the ballot"), N_("step out")


class BallotScreen(BoothScreen):
    """Asks for the voter, shows the ballot, and repeats; at the end only the totals are recorded."""

    CSS_PATH = "ballot.tcss"
    BINDINGS = bindings(BALLOT)
    key_table = BALLOT

    REST_SECONDS = 1.5
    """How long the screen takes no keys after a ballot; each key restarts the pause."""

    class CastDone(Message):
        """A ballot is in the box, or was refused."""

        def __init__(self, answer: Future[Any]) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, meeting_id: str, current: RoundView) -> None:
        super().__init__()
        self.of_meeting = meeting_id
        self.round = current
        self._phase = Phase.WHO
        self._voter: Person | None = None
        self._warned = False
        self._guarded = _LEAVE
        self._rest: Timer | None = None
        self._paper = BallotPaper(current, id="paper")

    def compose(self) -> ComposeResult:
        yield Static(Content(one_line(self.round.question)), id="question")
        yield VoterField(id="who")
        yield Static(id="confirm")
        yield self._paper
        yield Static(_("Your ballot is in the box.\n\nHand the laptop to the next voter."), id="received")
        yield ConfirmationLine(id="guard")
        yield Static(
            _(
                "This ballot was closed or voided meanwhile.\n\n"
                "Hand the laptop to the chair; {key:ballot.leave} goes on."
            ),
            id="over",
        )
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys of the phase."""
        return keys_of(self._phase)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Allow the actions of the phase only."""
        return action in ACTIONS[self._phase]

    def takes_keys(self) -> bool:
        """Take no keys in the pause between two voters; a key restarts it."""
        if self._phase is Phase.RECEIVED and self._rest is not None:
            self._rest.reset()
        return self._phase is not Phase.RECEIVED

    def on_key(self, event: events.Key) -> None:
        """Show that a key without binding does nothing. The key is not shown: it could reveal a choice."""
        event.prevent_default()
        self.messages.say(_("Only the keys at the bottom do something here."))

    @on(VoterField.Chosen)
    def _confirm_name(self, event: VoterField.Chosen) -> None:
        event.stop()
        self._voter = event.person
        name = one_line(event.person.name) + (f"\n{event.person.detail}" if event.person.detail else "")
        ask = _("Is this you? {key:ballot.cast} hands you the ballot, {key:ballot.leave} goes back.")
        self.query_one("#confirm", Static).update(Content.assemble((name, "b"), "\n\n", ask))
        self._turn_to(Phase.CONFIRM)

    @on(VoterField.Refused)
    @on(ConfirmationLine.Refused)
    def _refuse(self, event: VoterField.Refused | ConfirmationLine.Refused) -> None:
        event.stop()
        self.messages.refused(event.sentence)

    def action_go_on(self) -> None:
        """Show the ballot to the confirmed voter, or put the ballot into the box."""
        if self._phase is not Phase.CONFIRM:
            self._cast()
        elif self._voter is not None:
            self._warned = False
            self._paper.hand_to(self._voter.name)
            self._turn_to(Phase.PAPER)

    def action_choice(self, way: str) -> None:
        """Go to the choice above (``up``) or below (``down``)."""
        self._paper.move(way)

    def action_mark(self) -> None:
        """Mark or unmark the choice under the cursor."""
        self._warned = False
        self._paper.mark()

    def _cast(self) -> None:
        """Put the ballot into the box; a blank or invalid one needs the key twice."""
        voter, marked = self._voter, tuple(self._paper.marked)
        if voter is None:
            return
        unmarked = self._paper.unmarked
        if (unmarked or not 0 < len(marked) <= self._paper.places) and not self._warned:
            self._warned = True
            if unmarked and marked:
                some = _("Not marked: {names}. {key:ballot.cast} once more hands it in; it counts for the others.")
                self.messages.say(some.format(names=", ".join(map(one_line, unmarked))))
                return
            blank = _(
                "Nothing is marked. {key:ballot.mark} marks; {key:ballot.cast} once more hands in a blank ballot."
            )
            many = _(
                "More is marked than may be ({most}). {key:ballot.mark} takes a mark away;"
                " {key:ballot.cast} once more hands in an invalid ballot."
            )
            self.messages.say(many.format(most=self._paper.places) if marked else blank)
            return
        key = self.round.id
        self._turn_to(Phase.RECEIVED)

        def job(store: Any) -> None:
            from models.acts.counting import cast_ballot

            cast_ballot(store, key, voter.id, marked)

        answer = self.chibo.gateway.enqueue(job)
        answer.add_done_callback(lambda done: self.post_message(self.CastDone(done)))

    @on(CastDone)
    def _cast_done(self, event: CastDone) -> None:
        event.stop()
        error = event.answer.exception()
        if error is None:
            self._rest = self.set_timer(self.REST_SECONDS, self._ask_next)
            return
        self._ask_next()
        known = isinstance(error, ChiboError)
        self.messages.refused(str(error) if known else _("The ballot could not be put into the box; vote again."))

    def action_close_ballot(self) -> None:
        """Ask the chair to confirm the end of the ballot: the totals are recorded, and the box is wiped."""
        missing = len(_waiting(self))
        left = _("Not voted yet: {count}.").format(count=missing) if missing else ""
        self._guard(_CLOSE, " ".join(filter(None, (_("For the chair: close the ballot and count."), left))))

    def action_leave(self) -> None:
        """Go a step back; in the first step, ask the chair to confirm leaving."""
        if self._phase is Phase.OVER:
            _back_to_meeting(self)
        elif self._phase is Phase.WHO:
            self._guard(
                _LEAVE, _("For the chair: back to the meeting; the ballot stays open. {key:vote} goes on or voids it.")
            )
        else:
            self._ask_next()

    def _guard(self, word: str, question: str) -> None:
        self._guarded = word
        self.query_one(ConfirmationLine).ask(question, _(word))
        self._turn_to(Phase.GUARD)

    @on(ConfirmationLine.Confirmed)
    def _guard_confirmed(self, event: ConfirmationLine.Confirmed) -> None:
        event.stop()
        if self._guarded == _LEAVE:
            _back_to_meeting(self)
        else:
            self.do(
                "round.close_ballot",
                round=self.round.id,
                absent_ok=bool(_waiting(self)),
            )

    def store_changed(self) -> None:
        """Leave the screen when the ballot was closed here; when it ended elsewhere, wait for the chair."""
        still = open_round(self.chibo.gateway.reader, self.of_meeting)
        if still is not None and still[1].id == self.round.id:
            if self._phase is Phase.WHO:
                self.query_one(VoterField).offer(_waiting(self), keep_typed=True)
        elif self._phase is Phase.GUARD and self._guarded == _CLOSE:
            _back_to_meeting(self)
        elif self._phase is not Phase.OVER:
            self._turn_to(Phase.OVER)

    @on(events.Mount)
    def _ask_next(self) -> None:
        """Ask for the next voter."""
        waiting = _waiting(self)
        self.query_one(VoterField).offer(waiting)
        self._turn_to(Phase.WHO)
        if not waiting:
            self.messages.say(_("Everybody in the room has voted. {key:ballot.close} closes the ballot."))

    def _turn_to(self, phase: Phase) -> None:
        self._phase = phase
        if phase in BETWEEN:  # clear what the last voter saw
            self._voter, self._warned, self._rest = None, False, None
            self._paper.wipe()
            self.query_one("#confirm", Static).update("")
        lines: dict[Phase, Widget] = {
            Phase.WHO: self.query_one(VoterField).line,
            Phase.GUARD: self.query_one(ConfirmationLine).line,
        }
        for one, part in PARTS.items():
            self.query_one(part).display = one is phase
        self.set_focus(lines.get(phase))
        self.messages.say("")
        self.refresh_keys()


def _waiting(screen: BallotScreen) -> list[Person]:
    """Return the voters in the room who have not voted, with details that distinguish namesakes."""
    gateway = screen.chibo.gateway
    voters = set(screen.round.voters) - BallotBox(gateway.home).received()
    rows = roll_call(gateway.reader, screen.of_meeting)
    return [person(row) for row in rows if row.member_id in voters and row.in_room]


def _back_to_meeting(screen: BallotScreen) -> None:
    """Go back to the meeting; open it when it is not below this screen."""
    below = screen.app.screen_stack[-2]
    if getattr(below, "place", "") == "live":
        screen.app.pop_screen()
    else:
        screen.chibo.navigation.show_place(places()["live"].make(screen.of_meeting))


def ballot_in_progress(gateway: Gateway, meeting_id: str) -> BallotScreen | None:
    """Return the screen of the ballot that was open when the program ended; ``None`` for none."""
    found = open_round(gateway.reader, meeting_id)
    box = BallotBox(gateway.home).ballot()
    if found is None or box is None or box.round_id != found[1].id:
        return None
    return BallotScreen(meeting_id, found[1])
