"""The form of the shortcomings that the chair names with the score, and how they are put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.widget import Widget

from models.domain.language import N_, _
from models.queries.meetings import MeetingView, meeting_title
from tui.forms.form import ActRequest, Form
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class ShortcomingsFormData:
    """The meeting with what was named of it so far."""

    of: MeetingView


class ShortcomingsForm(Form):
    """Two lines; they stand in minutes and resolution, and are read out at the next meeting."""

    title = N_("Shortcomings of the meeting")

    def fields(self) -> Iterable[Widget]:
        """What was lacking, and what is done about it."""
        yield from self.labelled(N_("Shortcomings"), EntryLine(id="shortcomings"))
        yield from self.labelled(N_("How they are put right"), EntryLine(id="remedy"))

    def prepare(self, view: ShortcomingsFormData) -> None:
        """Offer what stands."""
        self._of = view
        self.query_one("#shortcomings", EntryLine).value = view.of.shortcomings
        self.query_one("#remedy", EntryLine).value = view.of.remedy

    def heading(self, view: ShortcomingsFormData) -> str:
        """Name the meeting."""
        return f"{_(self.title)}: {meeting_title(view.of)}"

    def request(self) -> ActRequest:
        """Write both down."""
        told = {name: self.text(name) for name in ("shortcomings", "remedy")}
        return ActRequest("score.shortcomings", {"meeting": self._of.of.id, **told})
