"""The list of the roll-call."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.domain.formats import hour_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import AttendanceState, Status
from models.queries.roll_call import RollCallRow

SIGNS = {
    AttendanceState.PRESENT: ("✓", "$success"),
    AttendanceState.EXCUSED: ("x", "$warning"),
    AttendanceState.UNEXCUSED: ("!", "$error"),
    AttendanceState.ELSEWHERE: ("e", "$foreground-muted"),
    AttendanceState.EXEMPT: ("m", "$foreground-muted"),
}
"""The sign and colour of each mark."""


class RollList(OptionList):
    """Shows the rows of the roll; the cursor stays on its row."""

    DEFAULT_CSS = """
    RollList { border: none; padding: 0; height: 1fr; background: $surface; }
    RollList:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: dict[str, RollCallRow] = {}

    @property
    def chosen(self) -> RollCallRow | None:
        return None if self.highlighted is None else list(self._rows.values())[self.highlighted]

    def show(self, roll: Iterable[RollCallRow]) -> list[str]:
        """Show the roll; return the keys of the members whose row changed, none for another roll."""
        chosen, at = self.chosen, self.highlighted or 0
        before, self._rows = self._rows, {row.member_id: row for row in roll}
        if list(before) != list(self._rows):
            self.clear_options()
            self.add_options(Option(_line(row), id=key) for key, row in self._rows.items())
            if chosen and chosen.member_id in self._rows:  # somebody came to the roll, or left it
                self.go_to(chosen.member_id)
            else:
                self.highlighted = min(at, len(self._rows) - 1) if self._rows else None
            return []
        changed = [key for key, row in self._rows.items() if row != before[key]]
        for key in changed:
            self.replace_option_prompt(key, _line(self._rows[key]))
        return changed

    def has(self, member_id: str) -> bool:
        """Return whether a member is on the roll."""
        return member_id in self._rows

    def go_to(self, member_id: str) -> None:
        """Move the cursor to a member."""
        self.highlighted = self.get_option_index(member_id)

    def go_to_uncalled(self, start: int) -> None:
        """Move the cursor to the first member without a mark, searching from a row; without one, leave it."""
        rows = list(self._rows.values())
        order = [*range(start, len(rows)), *range(min(start, len(rows)))]
        found = next((place for place in order if rows[place].state is None and place != start - 1), None)
        if found is not None:
            self.highlighted = found


def _line(row: RollCallRow) -> Content:
    sign, style = SIGNS[row.state] if row.state else ("·", "")
    return Content.assemble(
        (f" {sign} ", f"b {style}"), one_line(row.full_name), (f"  {_told(row)}", "$foreground-muted")
    )


def _told(row: RollCallRow) -> str:
    """Return the mark, time or reason of a member, or the status of the roster."""
    if row.left_at:
        return _("gone at {time}").format(time=hour_text(row.left_at))
    if row.state is AttendanceState.PRESENT and row.arrived_at:
        return f"{hour_text(row.arrived_at)} · {_('online')}" if row.online else hour_text(row.arrived_at)
    if row.state is not None:
        told = one_line(": ".join(filter(None, (label(row.state), row.reason))), 28)
        return _("{absence} · accepted").format(absence=told) if row.is_excused_whole else told
    known = [status for status in Status if status in row.statuses and status is not Status.OFFICIAL]
    return ", ".join(label(status) for status in known)
