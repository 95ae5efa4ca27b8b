"""The roll-call by single keys: a mark, and the cursor goes to the next who has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from models.domain.clock import day_of
from models.domain.errors import WrongUsage
from models.domain.formats import hour_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.typed.hours import read_time
from models.domain.vocabulary import AttendanceState, MeetingState, Status
from models.queries.live import LiveView
from models.queries.roll_call import RollCallRow
from tui.format import shown
from tui.forms.form import Drawer, Order
from tui.forms.keys import FORM
from tui.live.list_keys import ROLL_CALL
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, bindings

if TYPE_CHECKING:
    from tui.shell.screen import ChiboScreen

_SIGNS = {
    AttendanceState.PRESENT: ("✓", "$success"),
    AttendanceState.EXCUSED: ("x", "$warning"),
    AttendanceState.UNEXCUSED: ("!", "$error"),
    AttendanceState.ELSEWHERE: ("e", "$foreground-muted"),
    AttendanceState.EXEMPT: ("m", "$foreground-muted"),
}


TYPED = tuple(key for key in FORM if key.id == "form.cancel")
"""The keys while something is typed: the letters of the roll-call are letters then."""

_OF_CLOSED = frozenset(f"roll.{name}" for name in ("correct", "undo", "redo", "close", "up", "down"))
CLOSED = tuple(sorted((key for key in ROLL_CALL if key.id in _OF_CLOSED), key=lambda key: key.id != "roll.correct"))
"""The keys that do something after the meeting closed."""

_ASKED = {
    "excused": N_("Reason of the absence, then ⏎:"),
    "arrived": N_("Arrived at (14:20), then ⏎:"),
    "left": N_("Left at (14:20), then ⏎:"),
}
"""What the line under the names asks for."""


class _Names(OptionList):
    DEFAULT_CSS = """
    _Names { border: none; padding: 0; height: 1fr; background: $surface; }
    _Names:focus { border: none; background-tint: $foreground 0%; }
    _Names > .option-list--option-highlighted { background: $primary 40%; text-style: none; }
    _Names:nocolor > .option-list--option-highlighted { background: $foreground 35%; text-style: bold; }
    """


class RollCall(Drawer):
    """Everybody on the roll with their mark."""

    DEFAULT_CSS = """
    RollCall { overflow-y: hidden; }
    """
    BINDINGS = bindings(ROLL_CALL)
    keys: tuple[Key, ...] = ROLL_CALL

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: dict[str, RollCallRow] = {}
        self._undoing = False
        self._asking = ""
        self._under_way: list[str] = []
        """The members of orders that are not done yet: the cursor goes on before it is known whether they are."""
        self._typed_last = ("", "")
        """What was asked for and typed for the last of them."""
        self._standing_keys: tuple[Key, ...] = ROLL_CALL

    def contents(self) -> Iterable[Widget]:
        """Yield the names and, under them, the line for a reason or a time."""
        yield Static(classes="drawer-title")
        yield _Names(id="names")
        yield Static(id="typed-label")
        yield EntryLine(id="typed")

    async def furnish(self) -> None:
        """Hide the line until something is asked for."""
        await super().furnish()
        self._ask("")

    def first(self) -> Widget | None:
        """Return the list of names."""
        return self.query_one(_Names)

    def prepare(self, view: LiveView) -> None:
        """Show the roll, the cursor on the first who is not called yet."""
        self._is_closed = view.meeting.state is MeetingState.CLOSED
        self._standing_keys = CLOSED if self._is_closed else ROLL_CALL
        self._ask("")
        self._under_way.clear()
        self.show(view)
        self._go_to_uncalled(0)

    def heading(self, view: LiveView) -> str:  # noqa: ARG002
        """Name the keys that are asked for most; of a closed meeting the one that corrects."""
        keys = {key.id.partition(".")[2]: key.shown for key in ROLL_CALL}
        title = _("Roll-call · {unexcused} unexcused, {undo} takes back")
        return (_("Roll-call · closed; {correct} corrects a mark") if self._is_closed else title).format_map(keys)

    def show(self, view: LiveView) -> None:
        """Show the marks as they stand; the cursor stays where it is."""
        names = self.query_one(_Names)
        before, self._rows = self._rows, {row.member_id: row for row in view.roll}
        if list(before) != list(self._rows):
            at = names.highlighted
            names.clear_options()
            names.add_options(Option(self._line(row), id=key) for key, row in self._rows.items())
            names.highlighted = min(at or 0, len(self._rows) - 1) if self._rows else None
            return
        changed = [key for key, row in self._rows.items() if row != before[key]]
        for key in changed:
            names.replace_option_prompt(key, self._line(self._rows[key]))
        self._under_way = [key for key in self._under_way if key not in changed]
        if changed and self._undoing:
            names.highlighted = names.get_option_index(changed[0])
            self._undoing = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While something is typed the letters are letters."""
        return not self.query_one("#typed").has_focus or action == "cancel"

    @property
    def takes_letters(self) -> bool:
        """Whether something is being typed; the letters are keys else."""
        return bool(self.query_one("#typed").display)

    @property
    def chosen(self) -> RollCallRow | None:
        """The member under the cursor."""
        at = self.query_one(_Names).highlighted
        return None if at is None else list(self._rows.values())[at]

    def action_mark(self, state: str) -> None:
        """Mark who is under the cursor, and go on to the next without a mark."""
        self._order("attendance.mark", state=AttendanceState(state))

    def action_ask(self, what: str) -> None:
        """Ask for a reason (``excused``) or a time (``arrived``, ``left``), to be typed under the names."""
        if self._is_closed:  # refused before anything is typed
            self._order("attendance.mark", state=AttendanceState.EXCUSED)
        elif self.chosen is not None:
            self._ask(what)

    def action_correct(self) -> None:
        """Correct the mark of who is under the cursor, with the reason."""
        self.post_message(self.Instead("roll-correct"))

    def action_undo(self) -> None:
        """Take back the last act, and go to the row that it was about."""
        self._undoing = True
        self.post_message(self.Ordered(self, Order("undo"), close=False))

    def action_order(self, act: str) -> None:
        """Have an act done on who is under the cursor, or on everybody."""
        if act == "attendance.present_rest":
            self.post_message(self.Ordered(self, Order(act), close=False))
        else:
            self._order(act)

    def action_choose(self, way: str) -> None:
        """Go to the member above (``up``) or below (``down``)."""
        names = self.query_one(_Names)
        names.action_cursor_up() if way == "up" else names.action_cursor_down()

    def action_cancel(self) -> None:
        """Leave the line, or the roll-call."""
        if self.query_one("#typed").has_focus:
            self._ask("")
        else:
            super().action_cancel()

    @on(EntryLine.Submitted, "#typed")
    def _typed(self, event: EntryLine.Submitted) -> None:
        event.stop()
        asked, text = self._asking, event.value.strip()
        if asked == "excused":
            self._order("attendance.mark", state=AttendanceState.EXCUSED, reason=text)
        elif not self._is_time(text):
            return
        elif asked == "arrived":
            self._order("attendance.mark", state=AttendanceState.PRESENT, at=text)
        else:
            self._order("attendance.leave", at=text)
        self._typed_last = (asked, text)
        self._ask("")

    def _is_time(self, text: str) -> bool:
        """Tell whether a time was typed; if not, say so: the line stays open. Whether it can be, the act decides."""
        today = day_of(cast("ChiboScreen", self.screen).chibo.clock())
        try:
            read_time(text, today, on=today)
        except WrongUsage as refusal:
            self.post_message(self.Said(str(refusal)))
            return False
        return True

    def _order(self, act: str, **arguments: Any) -> None:
        self._undoing = False
        if (chosen := self.chosen) is None:
            self.post_message(self.Said(_("Nobody is on the roll.")))
            return
        self._under_way.append(chosen.member_id)
        self._typed_last = ("", "")
        order = Order(act, {"member": chosen.member_id, **arguments}, by_words="at" in arguments)
        self.post_message(self.Ordered(self, order, close=False))
        if act == "attendance.mark" and not self._is_closed:
            self._go_to_uncalled((self.query_one(_Names).highlighted or 0) + 1)

    def go_back(self) -> None:
        """Go back to the first who was refused, and open the line again: the next key is about that member."""
        if not self._under_way:
            return
        self.query_one(_Names).highlighted = list(self._rows).index(self._under_way[0])
        self._under_way.clear()
        asked, text = self._typed_last
        if asked:
            self._ask(asked)
            self.query_one("#typed", EntryLine).value = text

    def _go_to_uncalled(self, start: int) -> None:
        rows = list(self._rows.values())
        order = [*range(start, len(rows)), *range(min(start, len(rows)))]
        found = next((place for place in order if rows[place].state is None and place != start - 1), None)
        if found is not None:
            self.query_one(_Names).highlighted = found

    def _ask(self, what: str) -> None:
        """Show the line that asks for something; empty for nothing hides it."""
        line, asks = self.query_one("#typed", EntryLine), bool(what)
        self._asking, line.value = what, ""
        self.query_one("#typed-label", Static).update(_(_ASKED[what]) if asks else "")
        line.display = self.query_one("#typed-label").display = asks
        self.keys = TYPED if asks else self._standing_keys
        if self.has_class("open"):
            self.screen.set_focus(line if asks else self.query_one(_Names))
            cast("ChiboScreen", self.screen).refresh_keys()

    @staticmethod
    def _line(row: RollCallRow) -> Content:
        sign, style = _SIGNS[row.state] if row.state else ("·", "")
        return Content.assemble(
            (f" {sign} ", f"b {style}"), shown(row.full_name), (f"  {_told(row)}", "$foreground-muted")
        )


def _told(row: RollCallRow) -> str:
    """Return what is known of a member today: the mark, the time, the reason, or what the roster says."""
    if row.left_at:
        return _("gone at {time}").format(time=hour_text(row.left_at))
    if row.state is AttendanceState.PRESENT and row.arrived_at:
        return hour_text(row.arrived_at)
    if row.state is not None:
        return shown(": ".join(filter(None, (label(row.state), row.reason))), 28)
    known = [status for status in Status if status in row.statuses and status is not Status.OFFICIAL]
    return ", ".join(label(status) for status in known)
