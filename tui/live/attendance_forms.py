"""Forms that correct what the records say of times: the mark of a member, the beginning and end of the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from textual import on
from textual.widget import Widget

from models.domain.clock import beginning
from models.domain.errors import WrongUsage
from models.domain.formats import end_hour_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import AttendanceState
from models.queries.live import LiveView
from models.queries.meetings import meeting
from tui.format import meeting_title
from tui.forms.form import Form, Order
from tui.live.roll_list import RollList
from tui.widgets.choice import Choice
from tui.widgets.entry_line import EntryLine

NOTHING = "-"
"""What empties an argument, as words are read (:mod:`models.acts.words`)."""


WHY = N_("Why is it corrected?")


class _Correction(Form):
    """A form that ends with the reason of a correction."""

    def reason(self) -> Iterable[Widget]:
        """Ask for the reason."""
        return self.labelled(WHY, EntryLine(id="why"))

    def given_reason(self) -> str:
        """Return the reason. Raises :class:`WrongUsage` without one, and the cursor goes there."""
        if not (why := self.text("why")):
            self.screen.set_focus(self.query_one("#why"))
            raise WrongUsage(N_("“{field}” is empty; fill it in."), field=_(WHY))
        return why


class MarkForm(_Correction):
    """Corrects the mark of the member under the cursor of the roll-call, with the reason."""

    title = N_("Correct the roll-call")

    def fields(self) -> Iterable[Widget]:
        """The mark, then what belongs to it, then why it is corrected."""
        yield from self.labelled(N_("Mark"), Choice([(state, label(state)) for state in AttendanceState], id="state"))
        yield from self.labelled(N_("Arrived at (14:20)"), EntryLine(id="arrived"))
        yield from self.labelled(N_("Left at (14:20); empty: stayed until the end"), EntryLine(id="left"))
        yield from self.labelled(N_("Reason of the absence"), EntryLine(id="absence"))
        yield from self.reason()

    def subject(self, view: LiveView) -> str:  # noqa: ARG002
        """Return the key of the member."""
        return row.member_id if (row := self.screen.query_one(RollList).chosen) else ""

    def heading(self, view: LiveView) -> str:  # noqa: ARG002
        """Name the member."""
        return f"{_(self.title)}: {self._row.full_name}"

    def prepare(self, view: LiveView) -> None:
        """Offer what stands. Raises :class:`WrongUsage` where nobody is on the roll."""
        row = self.screen.query_one(RollList).chosen
        if row is None:
            raise WrongUsage(N_("Nobody is on the roll."))
        self._row, begun = row, beginning(view.meeting.scheduled_at, view.meeting.opened_at)
        self.query_one("#state", Choice).value = row.state or AttendanceState.PRESENT
        self._stood = _written(begun, arrived=row.arrived_at, left=row.left_at)
        for name, text in (self._stood | {"absence": row.reason}).items():
            self.query_one(f"#{name}", EntryLine).typed = text
        self._show_needed()

    @on(Choice.Changed, "#state")
    def _show_needed(self) -> None:
        state = self.query_one("#state", Choice).value
        for name in ("arrived", "left"):
            self.need(name, needed=state == AttendanceState.PRESENT)
        self.need("absence", needed=state == AttendanceState.EXCUSED)

    def order(self) -> Order:
        """Correct the mark, and go back to the roll."""
        words = {"member": self._row.member_id, "state": self.query_one("#state", Choice).value}
        if words["state"] == AttendanceState.PRESENT:
            words |= _changed(self._stood, {name: self.text(name) for name in self._stood})
        if words["state"] == AttendanceState.EXCUSED:
            words["absence"] = self.text("absence")
        words["reason"] = self.given_reason()
        return Order("attendance.correct_mark", words, then="roll", by_words=True)


class TimesForm(_Correction):
    """When the meeting began and ended, corrected with the reason."""

    title = N_("Correct the times of the meeting")

    def fields(self) -> Iterable[Widget]:
        """Both times, then the reason."""
        yield from self.labelled(N_("Opened at (14:05)"), EntryLine(id="opened"))
        yield from self.labelled(N_("Closed at (15:40)"), EntryLine(id="closed"))
        yield from self.reason()

    def prepare(self, view: Any) -> None:  # noqa: ARG002 - the screen's meeting is asked for, whatever the view is
        """Offer what stands. Raises :class:`WrongUsage` for a meeting that was not opened yet."""
        screen: Any = self.screen
        self._of = meeting(screen.chibo.gateway.reader, screen.meeting_id)
        begun = self._of.opened_at
        if begun is None:
            raise WrongUsage(N_("The meeting was not opened yet, so there is no time to correct."))
        self._stood = _written(begun, opened=begun, closed=self._of.closed_at)
        for name, text in self._stood.items():
            self.query_one(f"#{name}", EntryLine).typed = text
        self.need("closed", needed=self._of.closed_at is not None)

    def heading(self, view: Any) -> str:  # noqa: ARG002
        """Name the meeting."""
        return f"{_(self.title)}: {meeting_title(self._of)}"

    def order(self) -> Order:
        """Correct what was changed."""
        changed = _changed(self._stood, {name: self.text(name) for name in self._stood})
        words = {"meeting": self._of.id, **changed, "reason": self.given_reason()}
        return Order("meeting.correct_times", words, by_words=True)


def _written(begun: datetime, **moments: datetime | None) -> dict[str, str]:
    """Return times as they may be typed: the hour, with the day where that is not the one of the meeting."""
    return {name: end_hour_text(moment, begun) if moment else "" for name, moment in moments.items()}


def _changed(stood: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the times that were changed: one that stands is not given anew, since a line leaves its seconds out."""
    return {name: text or NOTHING for name, text in typed.items() if text != stood[name]}
