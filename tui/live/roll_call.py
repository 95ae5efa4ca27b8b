"""The roll-call by single keys: after a mark the cursor moves to the next member without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, cast

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.state_sets import NOT_OPENED
from models.domain.text import one_line
from models.domain.typed.hours import read_time
from models.domain.vocabulary import AttendanceState, MeetingState
from models.queries.live import LiveView
from tui.forms.form import ActRequest, Panel, request_act, request_by_words
from tui.forms.keys import FORM
from tui.live.list_keys import ROLL_CALL
from tui.live.roll_list import RollList
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, bindings

if TYPE_CHECKING:
    from tui.shell.screen import ChiboScreen

TYPED = tuple(key for key in FORM if key.id == "form.cancel")
"""The keys while a reason or time is typed."""

_ALWAYS = ("accept", "undo", "redo", "close", "up", "down")
_BEFORE_OPENING = frozenset(f"roll.{name}" for name in ("excused", "elsewhere", "exempt", "clear", *_ALWAYS))
_AFTER_CLOSING = frozenset(f"roll.{name}" for name in ("correct", *_ALWAYS))


def roll_call_keys(state: MeetingState) -> tuple[Key, ...]:
    """Return the keys for a meeting in a state: expected absences before it opens, corrections once it is closed."""
    if state in NOT_OPENED:
        return tuple(key for key in ROLL_CALL if key.id in _BEFORE_OPENING)
    if state is MeetingState.CLOSED:
        keys = (key for key in ROLL_CALL if key.id in _AFTER_CLOSING)
        return tuple(sorted(keys, key=lambda key: key.id != "roll.correct"))
    return ROLL_CALL


_ASKED = {
    "excused": N_("Reason of the absence, then ⏎:"),
    "arrived": N_("Arrived at (14:20), then ⏎:"),
    "left": N_("Left at (14:20), then ⏎:"),
}
"""The prompt of the line below the names."""


class RollCall(Panel):
    """Lists everybody on the roll with their mark."""

    DEFAULT_CSS = """
    RollCall { overflow-y: hidden; }
    """
    BINDINGS = bindings(ROLL_CALL)
    keys: tuple[Key, ...] = ROLL_CALL

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._undoing = False
        self._prompt = ""
        self._asked_about = ""
        """The member whom the prompt is about: the cursor may move while a reason or time is typed."""
        self._pending_members: list[str] = []
        """The members of requests that are not done yet: the cursor moves on before their outcome."""
        self._last_typed = ("", "")
        """The prompt and the text of the last request."""
        self._base_keys: tuple[Key, ...] = ROLL_CALL

    def contents(self) -> Iterable[Widget]:
        """Yield the names and, below them, the line for a reason or a time."""
        yield Static(classes="panel-title")
        yield RollList(id="names")
        yield Static(id="typed-label")
        yield EntryLine(id="typed")

    def initial_focus(self) -> Widget | None:
        return self.query_one(RollList)

    def prepare(self, view: LiveView) -> None:
        self._is_closed = view.meeting.state is MeetingState.CLOSED
        self._base_keys = roll_call_keys(view.meeting.state)
        self._show_prompt("")
        self._pending_members.clear()
        self.show(view)
        self.query_one(RollList).go_to_uncalled(0)

    def heading(self, view: LiveView) -> str:
        """Name the most important keys."""
        keys = {key.id.partition(".")[2]: key.shown for key in ROLL_CALL}
        title = _("Roll-call · {unexcused} unexcused, {undo} takes back")
        if view.meeting.state in NOT_OPENED:
            title = _("Roll-call · not open yet; {excused} notes a foreseen absence")
        if self._is_closed:
            title = _("Roll-call · closed; {correct} corrects a mark")
        return title.format_map(keys)

    def show(self, view: LiveView) -> None:
        """Show the marks; the cursor stays on its row."""
        names = self.query_one(RollList)
        changed = names.show(view.roll)
        self._pending_members = [key for key in self._pending_members if key not in changed]
        if changed and self._undoing:
            names.go_to(changed[0])
            self._undoing = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Allow only ``cancel`` while a reason or time is typed."""
        return not self.query_one("#typed").has_focus or action == "cancel"

    @property
    def takes_letters(self) -> bool:
        """Whether a reason or time is typed."""
        return bool(self.query_one("#typed").display)

    def action_mark(self, state: str) -> None:
        """Mark the member under the cursor (``online``: as present so), and move to the next without a mark."""
        if state == "online":
            self._request(_mark(AttendanceState.PRESENT, online=True))
        else:
            self._request(_mark(AttendanceState(state)))

    def action_ask(self, what: str) -> None:
        """Ask for a reason (``excused``) or a time (``arrived``, ``left``)."""
        chosen = self.query_one(RollList).chosen
        if self._is_closed:  # refused before anything is typed
            self._request(_mark(AttendanceState.EXCUSED))
        elif chosen is not None:
            self._asked_about = chosen.member_id
            self._show_prompt(what, chosen.full_name)

    def action_correct(self) -> None:
        """Correct the mark of the member under the cursor, with the reason."""
        self.post_message(self.OpenInstead("roll-correct"))

    def action_undo(self) -> None:
        """Undo the last act, and move to the row that changes."""
        self._undoing = True
        self.post_message(self.Submitted(self, request_act("undo"), close=False))

    def action_do(self, act: str) -> None:
        """Submit an act without further arguments for the member under the cursor, or for everybody."""
        if act == "attendance.present_rest":
            self.post_message(self.Submitted(self, request_act("attendance.present_rest"), close=False))
        elif act == "attendance.accept_reason":  # a second time reverses it
            chosen = self.query_one(RollList).chosen
            accepted = not (chosen and chosen.reason_accepted)
            self._request(lambda member: request_act("attendance.accept_reason", member=member, accepted=accepted))
        else:
            self._request(lambda member: ActRequest(act, {"member": member}))

    def action_choose(self, way: str) -> None:
        """Go to the member above (``up``) or below (``down``)."""
        names = self.query_one(RollList)
        names.action_cursor_up() if way == "up" else names.action_cursor_down()

    def action_cancel(self) -> None:
        """Close the line, or the roll-call."""
        if self.query_one("#typed").has_focus:
            self._show_prompt("")
        else:
            super().action_cancel()

    @on(EntryLine.Submitted, "#typed")
    def _typed(self, event: EntryLine.Submitted) -> None:
        event.stop()
        asked, text = self._prompt, event.value.strip()
        if not self.query_one(RollList).has(self._asked_about):
            self.post_message(
                self.Notice(_("This member is no longer on the roll; {key:form.cancel} closes the line."))
            )
            return
        self.query_one(RollList).go_to(self._asked_about)
        if asked == "excused":
            self._request(_mark(AttendanceState.EXCUSED, text))
        elif refusal := _no_time(text, self.today):
            self.post_message(self.Notice(refusal))  # the line stays open
            return
        elif asked == "arrived":
            state = AttendanceState.PRESENT
            self._request(lambda member: request_by_words("attendance.mark", member=member, state=state, at=text))
        else:
            self._request(lambda member: request_by_words("attendance.leave", member=member, at=text))
        self._last_typed = (asked, text)
        self._show_prompt("")

    def _request(self, request_for: Callable[[str], ActRequest]) -> None:
        self._undoing = False
        if (chosen := self.query_one(RollList).chosen) is None:
            self.post_message(self.Notice(_("Nobody is on the roll.")))
            return
        self._pending_members.append(chosen.member_id)
        self._last_typed = ("", "")
        request = request_for(chosen.member_id)
        self.post_message(self.Submitted(self, request, close=False))
        if request.act == "attendance.mark" and not self._is_closed:
            self.query_one(RollList).go_to_uncalled((self.query_one(RollList).highlighted or 0) + 1)

    def return_to_refused(self) -> None:
        """Return to the first refused member, and open the line again."""
        if not self._pending_members:
            return
        self.query_one(RollList).go_to(self._pending_members[0])
        self._pending_members.clear()
        asked, text = self._last_typed
        if asked:
            self.action_ask(asked)
            self.query_one("#typed", EntryLine).value = text

    def _show_prompt(self, what: str, name: str = "") -> None:
        """Show the line for a prompt about a member; hide it for an empty one."""
        line, asks = self.query_one("#typed", EntryLine), bool(what)
        self._prompt, line.value = what, ""
        self.query_one("#typed-label", Static).update(Content(f"{one_line(name)} · {_(_ASKED[what])}" if asks else ""))
        line.display = self.query_one("#typed-label").display = asks
        self.keys = TYPED if asks else self._base_keys
        if self.has_class("open"):
            self.screen.set_focus(line if asks else self.query_one(RollList))
            cast("ChiboScreen", self.screen).refresh_keys()


def _mark(state: AttendanceState, reason: str = "", *, online: bool = False) -> Callable[[str], ActRequest]:
    return lambda member: request_act("attendance.mark", member=member, state=state, reason=reason, online=online)


def _no_time(text: str, today: date) -> str:
    """Return why a text is no valid time; empty for a valid one."""
    try:
        read_time(text, today, on=today)
    except WrongUsage as refusal:
        return str(refusal)
    return ""
