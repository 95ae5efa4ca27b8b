"""The roll-call by single keys: a mark, and the cursor goes to the next who has none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from models.domain.labels import label
from models.domain.language import _
from models.domain.vocabulary import AttendanceState, Status
from models.queries.live import LiveView
from models.queries.roll_call import RollCallRow
from tui.drawers.form import Drawer, Order
from tui.format import hour, shown
from tui.keys import FORM, ROLL_CALL, Key, bindings
from tui.widgets.entry_line import EntryLine

if TYPE_CHECKING:
    from tui.screens.base import ChiboScreen

_SIGNS = {
    AttendanceState.PRESENT: ("✓", "$success"),
    AttendanceState.EXCUSED: ("x", "$warning"),
    AttendanceState.UNEXCUSED: ("!", "$error"),
    AttendanceState.ELSEWHERE: ("e", "$foreground-muted"),
    AttendanceState.EXEMPT: ("m", "$foreground-muted"),
}


REASON = tuple(key for key in FORM if key.id == "form.cancel")
"""The keys while a reason is typed: the letters of the roll-call are letters then."""


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
    RollCall #reason-row { display: none; height: 2; }
    RollCall.reason #reason-row { display: block; }
    """
    BINDINGS = bindings(ROLL_CALL)
    keys: tuple[Key, ...] = ROLL_CALL

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: dict[str, RollCallRow] = {}
        self._undoing = False

    def contents(self) -> Iterable[Widget]:
        """Yield the names and, under them, the line for a reason."""
        title = _("Roll-call · {unexcused} unexcused, {undo} takes back")
        keys = {key.id: key.shown for key in ROLL_CALL}
        yield Static(title.format(unexcused=keys["roll.unexcused"], undo=keys["roll.undo"]), classes="drawer-title")
        yield _Names(id="names")
        yield Static(_("Reason of the absence, then ⏎:"), id="reason-label")
        yield EntryLine(id="reason")

    async def furnish(self) -> None:
        """Hide the line for a reason until somebody is absent."""
        await super().furnish()
        self._ask_reason(asked=False)

    def first(self) -> Widget | None:
        """Return the list of names."""
        return self.query_one(_Names)

    def prepare(self, view: LiveView) -> None:
        """Show the roll, the cursor on the first who is not called yet."""
        self._ask_reason(asked=False)
        self.show(view)
        self._go_to_uncalled(0)

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
        if changed and self._undoing:
            names.highlighted = names.get_option_index(changed[0])
            self._undoing = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a reason is typed the letters are letters."""
        typing = self.query_one("#reason").has_focus
        return not typing or action == "cancel"

    @property
    def takes_letters(self) -> bool:
        """Whether a reason is being typed; the letters are keys else."""
        return bool(self.query_one("#reason").display)

    def action_mark(self, state: str) -> None:
        """Mark who is under the cursor, and go on to the next without a mark."""
        self._order("attendance.mark", state=AttendanceState(state))

    def action_excuse(self) -> None:
        """Ask for the reason of the absence."""
        if self._chosen() is not None:
            self._ask_reason(asked=True)

    def action_undo(self) -> None:
        """Take back the last act, and go to the row that it was about."""
        self._undoing = True
        self.post_message(self.Ordered(self, Order("undo"), close=False))

    def action_left(self) -> None:
        """Tell that who is under the cursor has gone."""
        self._order("attendance.leave")

    def action_clear(self) -> None:
        """Take the mark away."""
        self._order("attendance.clear")

    def action_rest(self) -> None:
        """Mark everybody else as present."""
        self.post_message(self.Ordered(self, Order("attendance.present_rest"), close=False))

    def action_up(self) -> None:
        """Go to the member above."""
        self.query_one(_Names).action_cursor_up()

    def action_down(self) -> None:
        """Go to the member below."""
        self.query_one(_Names).action_cursor_down()

    def action_cancel(self) -> None:
        """Leave the line for a reason, or the roll-call."""
        if self.query_one("#reason").has_focus:
            self._ask_reason(asked=False)
        else:
            super().action_cancel()

    @on(EntryLine.Submitted, "#reason")
    def _excuse(self, event: EntryLine.Submitted) -> None:
        event.stop()
        self._order("attendance.mark", state=AttendanceState.EXCUSED, reason=event.value.strip())
        self._ask_reason(asked=False)

    def _order(self, act: str, **arguments: Any) -> None:
        self._undoing = False
        chosen = self._chosen()
        if chosen is None:
            self.post_message(self.Said(_("Nobody is on the roll.")))
            return
        self.post_message(self.Ordered(self, Order(act, {"member": chosen, **arguments}), close=False))
        if act == "attendance.mark":
            self._go_to_uncalled((self.query_one(_Names).highlighted or 0) + 1)

    def _chosen(self) -> str | None:
        names = self.query_one(_Names)
        return None if names.highlighted is None else str(names.get_option_at_index(names.highlighted).id)

    def _go_to_uncalled(self, start: int) -> None:
        rows = list(self._rows.values())
        order = [*range(start, len(rows)), *range(min(start, len(rows)))]
        found = next((place for place in order if rows[place].state is None and place != start - 1), None)
        if found is not None:
            self.query_one(_Names).highlighted = found

    def _ask_reason(self, *, asked: bool) -> None:
        line = self.query_one("#reason", EntryLine)
        line.value = ""
        line.display = self.query_one("#reason-label").display = asked
        self.keys = REASON if asked else ROLL_CALL
        if self.has_class("open"):
            self.screen.set_focus(line if asked else self.query_one(_Names))
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
        return _("gone at {time}").format(time=hour(row.left_at))
    if row.state is AttendanceState.PRESENT and row.arrived_at:
        return hour(row.arrived_at)
    if row.state is not None:
        return shown(": ".join(filter(None, (label(row.state), row.reason))), 28)
    known = [status for status in Status if status in row.statuses and status is not Status.OFFICIAL]
    return ", ".join(label(status) for status in known)
