"""The form of the shortcomings named with the score, and their remedy."""

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
    """The meeting with its present shortcomings."""

    of: MeetingView


class ShortcomingsForm(Form):
    """Two lines; they are printed in minutes and resolution, and read out at the next meeting."""

    title = N_("Shortcomings of the meeting")

    def fields(self) -> Iterable[Widget]:
        """Yield the shortcomings and the remedy."""
        yield from self.labelled(N_("Shortcomings"), EntryLine(id="shortcomings"))
        yield from self.labelled(N_("How they are put right"), EntryLine(id="remedy"))

    def prepare(self, view: ShortcomingsFormData) -> None:
        """Fill in the present values."""
        self._of = view
        self.query_one("#shortcomings", EntryLine).value = view.of.shortcomings
        self.query_one("#remedy", EntryLine).value = view.of.remedy

    def heading(self, view: ShortcomingsFormData) -> str:
        """Return the title of the meeting."""
        return f"{_(self.title)}: {meeting_title(view.of)}"

    def request(self) -> ActRequest:
        """Return the act."""
        told = {name: self.text(name) for name in ("shortcomings", "remedy")}
        return ActRequest("score.shortcomings", {"meeting": self._of.of.id, **told})
