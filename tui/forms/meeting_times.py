"""The form that corrects when the meeting began and ended; the base of forms of corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from textual.widget import Widget

from models.domain.errors import WrongUsage
from models.domain.formats import end_hour_text
from models.domain.language import N_, _
from models.queries.meetings import meeting, meeting_title
from tui.forms.form import ActRequest, Form, fields_by, request_by_words
from tui.widgets.entry_line import EntryLine

EMPTIED = "-"
"""The word that empties an argument (:mod:`models.acts.words`)."""


REASON_LABEL = N_("Why is it corrected?")


class Correction(Form):
    """A correction form, which ends with the reason."""

    def reason(self) -> Iterable[Widget]:
        """Ask for the reason."""
        return self.labelled(REASON_LABEL, EntryLine(id="why"))

    def given_reason(self) -> str:
        """Return the reason. Raises :class:`WrongUsage` for an empty one."""
        if not (why := self.text("why")):
            raise WrongUsage(N_("“{field}” is empty; fill it in."), field=_(REASON_LABEL)).at("why")
        return why


class TimesForm(Correction):
    """Corrects when the meeting began and ended, with the reason."""

    title = N_("Correct the times of the meeting")
    argument_fields = fields_by(reason="why")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Opened at (14:05)"), EntryLine(id="opened"))
        yield from self.labelled(N_("Closed at (15:40)"), EntryLine(id="closed"))
        yield from self.reason()

    def prepare(self, view: Any) -> None:  # noqa: ARG002 - the screen's meeting is asked for, whatever the view is
        """Fill in the present times. Raises :class:`WrongUsage` for a meeting that was not opened yet."""
        screen: Any = self.screen
        self._of = meeting(screen.chibo.gateway.reader, screen.meeting_id)
        begun = self._of.opened_at
        if begun is None:
            raise WrongUsage(N_("The meeting was not opened yet, so there is no time to correct."))
        self._stood = typed_times(begun, opened=begun, closed=self._of.closed_at)
        for name, text in self._stood.items():
            self.query_one(f"#{name}", EntryLine).typed = text
        self.show_field("closed", needed=self._of.closed_at is not None)

    def heading(self, view: Any) -> str:  # noqa: ARG002
        return f"{_(self.title)}: {meeting_title(self._of)}"

    def request(self) -> ActRequest:
        altered = changed_times(self._stood, {name: self.text(name) for name in self._stood})
        return request_by_words("meeting.correct_times", meeting=self._of.id, reason=self.given_reason(), **altered)


def typed_times(begun: datetime, **moments: datetime | None) -> dict[str, str]:
    """Return times as typed: the hour, with the day when it differs from the meeting's."""
    return {name: end_hour_text(moment, begun) if moment else "" for name, moment in moments.items()}


def changed_times(stood: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return the times that were changed. An unchanged one is left out: the field has no seconds."""
    return {name: text or EMPTIED for name, text in typed.items() if text != stood[name]}
