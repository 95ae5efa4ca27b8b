"""The secret ballot on this laptop, handed from voter to voter: nothing of the last one remains on the screen."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from models.domain.errors import ChiboError
from models.domain.labels import label
from models.domain.language import _
from models.domain.vocabulary import Choice as Vote
from models.queries.roll_call import roll_call
from models.queries.votes import RoundView, open_round
from models.store.ballot_box import BallotBox
from tui.format import shown
from tui.keys import BALLOT, Key, bindings
from tui.screens.base import ChiboScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.person_field import Person, PersonField

_WITH_PAPER = frozenset({"mark", "cast", "up", "down"})


class BallotScreen(ChiboScreen):
    """Who votes, then the ballot, then who votes next; at the end only the totals are written down."""

    CSS_PATH = "ballot.tcss"
    BINDINGS = bindings(BALLOT)

    class CastDone(Message):
        """A ballot is in the box, or was refused."""

        def __init__(self, answer: Future[Any]) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self, meeting_id: str, current: RoundView) -> None:
        super().__init__()
        self._meeting_id = meeting_id
        self._round = current
        self._voter: Person | None = None
        self._marked: set[str] = set()
        self._warned = False

    def compose(self) -> ComposeResult:
        """Lay out question, who votes, the ballot, message and keys."""
        yield Static(Content(shown(self._round.question)), id="question")
        with Vertical(id="who"):
            yield Static(_("Hand the laptop to the next voter. Who votes? (letters or ↑ ↓, then ⏎)"), id="ask")
            yield PersonField(id="voter", list_at_once=True)
        with Vertical(id="paper"):
            yield Static(id="name")
            yield OptionList(id="choices")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Ask who votes first."""
        self._ask_next()

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the ballot."""
        return BALLOT

    def keys_now(self) -> tuple[Key, ...]:
        """Return the keys of the paper in hand, or while nobody has one, those of the box."""
        in_hand = self._voter is not None
        return tuple(key for key in BALLOT if (key.action in _WITH_PAPER) is in_hand or key.id == "ballot.leave")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Marking and casting need a voter with the ballot in hand."""
        return self._voter is not None if action in _WITH_PAPER else True

    @on(PersonField.Submitted)
    def _hand_over(self, event: PersonField.Submitted) -> None:
        event.stop()
        person = next((one for one in self._waiting() if one.id == event.person), None)
        if person is None:
            self.messages.refused(_("Nobody who may still vote is called that."))
            return
        self._voter, self._marked = person, set()
        self.messages.say("")
        self.query_one("#name", Static).update(Content(_("{name}, mark your choice.").format(name=shown(person.name))))
        self._draw()
        self._show_paper(shown=True)

    def action_up(self) -> None:
        """Go to the choice above."""
        self.query_one(OptionList).action_cursor_up()

    def action_down(self) -> None:
        """Go to the choice below."""
        self.query_one(OptionList).action_cursor_down()

    def action_mark(self) -> None:
        """Mark the choice under the cursor, or take the mark away; with one place only one mark stays."""
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return
        key = str(listed.get_option_at_index(listed.highlighted).id)
        if key in self._marked:
            self._marked.discard(key)
        else:
            self._marked = {key} if self._seats == 1 else {*self._marked, key}
        self._draw()

    def action_cast(self) -> None:
        """Put the ballot into the box, as it is marked; without a mark it is blank, and said to be so first."""
        voter = self._voter
        if voter is None:
            return
        if not self._marked and not self._warned:
            self._warned = True
            self.messages.say(_("Nothing is marked. ␣ marks; ⏎ once more hands in a blank ballot."))
            return
        key, marked = self._round.id, tuple(self._marked)
        self._ask_next()

        def job(store: Any) -> None:
            from models.acts.counting import cast_ballot

            cast_ballot(store, key, voter.id, marked)

        self.chibo.hold_keys()  # the next voter's name is for the line as it stands once the ballot is in the box
        answer = self.chibo.gateway.order(job)
        answer.add_done_callback(lambda done: self.post_message(self.CastDone(done)))

    def action_close_ballot(self) -> None:
        """Close the ballot: the totals are written down, and the box is wiped."""
        if self._voter is not None:
            self.messages.say(_("Somebody has the ballot in hand; it goes into the box first."))
            return
        missing = len(self._waiting())
        if missing and not self._warned:
            self._warned = True
            self.messages.say(_("Not voted yet: {count}. F10 once more closes without them.").format(count=missing))
            return
        self.do("round.close_ballot", round=self._round.id, absent_ok=bool(missing))

    def action_leave(self) -> None:
        """Go back to the meeting; the ballot stays open."""
        if self._voter is not None:
            self._ask_next()
            return
        self.chibo.pop_screen()

    def store_changed(self) -> None:
        """Leave when the round was closed."""
        still = open_round(self.chibo.gateway.reader, self._meeting_id)
        if (still is None or still[1].id != self._round.id) and self.is_current:
            self.chibo.pop_screen()

    @on(CastDone)
    def _cast_done(self, event: CastDone) -> None:
        self.app.call_later(self.chibo.release_keys)
        event.stop()
        error = event.answer.exception()
        if isinstance(error, ChiboError):
            self.messages.refused(str(error))
        elif error is not None:
            self.messages.refused(_("The ballot could not be put into the box; vote again."))
        else:
            self.messages.done(_("A ballot is in the box."))
        self.query_one(PersonField).offer(self._waiting())

    @property
    def _seats(self) -> int:
        return max(1, self._round.seats)

    def _waiting(self) -> list[Person]:
        """Return the voters who have not voted."""
        received = BallotBox(self.chibo.gateway.home).received()
        rows = roll_call(self.chibo.gateway.reader, self._meeting_id)
        voters = set(self._round.voters) - received
        return [Person(row.member_id, row.full_name) for row in rows if row.member_id in voters]

    def _ask_next(self) -> None:
        """Wipe what the last voter saw, and ask who is next."""
        self._voter, self._marked, self._warned = None, set(), False
        self.query_one(OptionList).clear_options()
        self.query_one("#name", Static).update("")
        self.query_one(PersonField).offer(self._waiting())
        self._show_paper(shown=False)

    def _show_paper(self, *, shown: bool) -> None:
        self.query_one("#paper").display = shown
        self.query_one("#who").display = not shown
        self.set_focus(None if shown else self.query_one(PersonField).line)
        self.refresh_keys()

    def _draw(self) -> None:
        listed = self.query_one(OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        for key, name in self._options():
            mark = "[x]" if key in self._marked else "[ ]"
            listed.add_option(Option(Content(f" {mark} {name}"), id=key))
        listed.highlighted = at

    def _options(self) -> list[tuple[str, str]]:
        if self._round.options:
            return [(one.option.id, shown(one.option.label)) for one in self._round.options]
        return [(vote.value, label(vote)) for vote in Vote]
