"""The form that corrects a member's mark in the roll-call."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from models.domain.clock import beginning
from models.domain.errors import WrongUsage
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import AttendanceState
from models.queries.live import LiveView
from tui.forms.form import ActRequest, fields_by, request_by_words
from tui.forms.meeting_times import Correction, changed_times, typed_times
from tui.live.roll_list import RollList
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


class MarkForm(Correction):
    """Corrects the mark of the member under the cursor, with the reason."""

    title = N_("Correct the roll-call")
    argument_fields = fields_by(reason="why")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(
            N_("Mark"), ChoiceField([(state, label(state)) for state in AttendanceState], id="state")
        )
        yield from self.labelled(N_("Arrived at (14:20)"), EntryLine(id="arrived"))
        yield from self.labelled(N_("Left at (14:20); empty: stayed until the end"), EntryLine(id="left"))
        yield from self.labelled(N_("Reason of the absence"), EntryLine(id="absence"))
        yield from self.reason()

    def subject(self, view: LiveView) -> str:  # noqa: ARG002
        return row.member_id if (row := self.screen.query_one(RollList).chosen) else ""

    def heading(self, view: LiveView) -> str:  # noqa: ARG002
        return f"{_(self.title)}: {self._row.full_name}"

    def prepare(self, view: LiveView) -> None:
        """Fill in the present mark. Raises :class:`WrongUsage` if nobody is on the roll."""
        row = self.screen.query_one(RollList).chosen
        if row is None:
            raise WrongUsage(N_("Nobody is on the roll."))
        self._row, begun = row, beginning(view.meeting.scheduled_at, view.meeting.opened_at)
        self.query_one("#state", ChoiceField).value = row.state or AttendanceState.PRESENT
        self._stood = typed_times(begun, arrived=row.arrived_at, left=row.left_at)
        for name, text in (self._stood | {"absence": row.reason}).items():
            self.query_one(f"#{name}", EntryLine).typed = text
        self._show_needed()

    @on(ChoiceField.Changed, "#state")
    def _show_needed(self) -> None:
        state = self.query_one("#state", ChoiceField).value
        for name in ("arrived", "left"):
            self.show_field(name, needed=state == AttendanceState.PRESENT)
        self.show_field("absence", needed=state == AttendanceState.EXCUSED)

    def request(self) -> ActRequest:
        state, words = self.query_one("#state", ChoiceField).value, {}
        if state == AttendanceState.PRESENT:
            words = changed_times(self._stood, {name: self.text(name) for name in self._stood})
        if state == AttendanceState.EXCUSED:
            words = {"absence": self.text("absence")}
        member, reason = self._row.member_id, self.given_reason()
        correcting = request_by_words("attendance.correct_mark", member=member, state=state, reason=reason, **words)
        return correcting.opening("roll")
