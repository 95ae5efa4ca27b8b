"""The form of a member's status with its first and last day."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.typed.days import YearHint, optional_day
from models.domain.unset import UNSET
from models.domain.vocabulary import Status
from tui.forms.form import ActRequest, Form, request_act
from tui.records.follow_up_forms import RecordFormData, needed_member
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


class StatusForm(Form):
    """Asks for a status and its period: exempt, elsewhere, suspended …; a last day alone ends the present one."""

    title = N_("Status of the member")

    def fields(self) -> Iterable[Widget]:
        yield Static(id="holding")
        yield from self.labelled(N_("Status"), ChoiceField([(word, label(word)) for word in Status], id="status"))
        yield from self.labelled(N_("From (day/month/year; empty: today)"), EntryLine(id="since"))
        yield from self.labelled(N_("First day without it (may stay empty)"), EntryLine(id="until"))
        yield from self.labelled(N_("Reason (may stay empty)"), EntryLine(id="status-reason"))

    def heading(self, view: RecordFormData) -> str:
        return f"{_(self.title)}: {needed_member(view).full_name}"

    def subject(self, view: RecordFormData) -> str:
        return view.member.id if view.member else ""

    def prepare(self, view: RecordFormData) -> None:
        """Show the present statuses; the first condition among them is preselected, so that a day ends it."""
        self._member, self._today = needed_member(view), view.today
        words = [label(word) for word in (self._member.standing, *self._member.conditions) if word]
        self.update_line("#holding", Content(one_line(", ".join(words))))
        self.query_one("#status", ChoiceField).value = next(iter(self._member.conditions), Status.EXEMPT)
        self.clear_fields("since", "until", "status-reason")

    def request(self) -> ActRequest:
        """Return the act without empty arguments."""
        return request_act(
            "member.status",
            member=self._member.id,
            status=Status(self.query_one("#status", ChoiceField).value),
            since=self.parsed("since", lambda text: optional_day(text, self._today, YearHint.NEAR)),
            until=self.parsed("until", lambda text: optional_day(text, self._today, YearHint.AHEAD)) or UNSET,
            reason=self.text("status-reason") or UNSET,
        )
