"""Forms that record a task or a petition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.roles import Role
from models.domain.text import one_line
from models.domain.typed.days import YearHint, optional_day
from models.domain.typed.numbers import measured, optional_amount
from models.queries.live import LiveView
from models.queries.meetings import meeting_title
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.forms.headings import item_heading
from tui.forms.role_people import people_for
from tui.widgets.count_line import AmountLine
from tui.widgets.entry_line import EntryLine
from tui.widgets.person_field import PersonField


class _OwnedForm(Form):
    """A form with an owner and a due day."""

    def prepare(self, view: LiveView) -> None:
        for line in self.query(EntryLine):
            line.value = ""
        for field in self.query(PersonField):
            field.offer(people_for(Role.OWNER, view.roll, view.visitors if field.id == "owner" else ()))

    def _owner(self) -> str | None:
        return self.query_one("#owner", PersonField).picked

    def _due(self) -> date | None:
        return self.parsed("due", lambda text: optional_day(text, self.today, YearHint.AHEAD))


def _in_meeting(title: str, view: LiveView) -> str:
    return f"{title} · {meeting_title(view.meeting)}"


class TaskForm(_OwnedForm):
    """Records a task: owner, title, due day, baseline and target, initial state."""

    title = N_("Task")
    argument_fields = fields_by(measured_in="unit", state_at_start="state-at-start")

    def heading(self, view: LiveView) -> str:
        return item_heading(_("Task from item {number}: {item}"), view.on) or _in_meeting(_(self.title), view)

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("For whom"), PersonField(id="owner"))
        yield from self.labelled(N_("What is to be done"), EntryLine(id="title"))
        yield from self.labelled(N_("Until (day/month)"), EntryLine(id="due"))
        yield from self.labelled(N_("Baseline (a number; may stay empty)"), AmountLine(id="baseline"))
        yield from self.labelled(N_("Target (a number; may stay empty)"), AmountLine(id="target"))
        yield from self.labelled(N_("Counted in"), EntryLine(id="unit"))
        yield from self.labelled(N_("State at the start (may stay empty)"), EntryLine(id="state-at-start"))
        yield Static(id="without")

    def prepare(self, view: LiveView) -> None:
        super().prepare(view)
        self.show(view)

    def show(self, view: LiveView) -> None:
        names = ", ".join(one_line(name) for name in view.without_task)
        text = _("Without a task: {names}").format(names=names) if names else _("Everybody has a task.")
        self.update_line("#without", Content.assemble((text, "$text-muted")))

    def request(self) -> ActRequest:
        owner = self._owner()
        if owner is None:
            raise WrongUsage(N_("Say for whom the task is.")).at("owner")
        amounts = measured(
            baseline=self.parsed("baseline", optional_amount), target=self.parsed("target", optional_amount)
        )
        return request_act(
            "task.assign",
            title=self.text("title"),
            owner=owner,
            due=self._due(),
            measured_in=self.text("unit"),
            baseline=amounts.get("baseline"),
            target=amounts.get("target"),
            decimals=amounts["decimals"],
            state_at_start=self.text("state-at-start"),
        )


class PetitionForm(_OwnedForm):
    """Records a petition: text, owner, due day, petitioner."""

    title = N_("Petition")

    def heading(self, view: LiveView) -> str:
        return item_heading(_("Petition in item {number}: {item}"), view.on) or _in_meeting(_(self.title), view)

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("What is asked for"), EntryLine(id="text"))
        yield from self.labelled(N_("Whose business it is"), PersonField(id="owner"))
        yield from self.labelled(N_("Until (day/month)"), EntryLine(id="due"))
        yield from self.labelled(N_("From (may stay empty)"), PersonField(id="by"))

    def request(self) -> ActRequest:
        by = self.query_one("#by", PersonField)
        return request_act(
            "petition.record", text=self.text("text"), owner=self._owner(), due=self._due(), by=by.picked
        )
