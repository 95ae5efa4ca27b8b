"""Forms of the records: progress, result, due day of a task; answer, forwarding of a petition; removal of a member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import Refused, WrongUsage
from models.domain.formats import day_text, kept_day
from models.domain.language import N_, _
from models.domain.progress import amount
from models.domain.text import one_line
from models.domain.typed.days import YearHint, optional_day
from models.domain.typed.numbers import Measured, measured, optional_amount
from models.queries.people import MemberView
from models.queries.records import PetitionRecord, TaskRecord
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import AmountLine
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person
from tui.widgets.person_field import PersonField


class _RecordForm(Form):
    """A form for the task or petition under the cursor."""

    def heading(self, view: RecordFormData) -> str:
        about = view.petition.text if view.petition else needed_task(view).task.title
        return f"{_(self.title)}: {about}"

    def subject(self, view: RecordFormData) -> str:
        record = view.petition or (view.task and view.task.task)
        return record.id if record else ""


@dataclass(frozen=True, slots=True)
class RecordFormData:
    """The record under the cursor, the day, and the members to choose from."""

    task: TaskRecord | None
    petition: PetitionRecord | None
    today: date
    people: list[Person] = field(default_factory=list)
    member: MemberView | None = None


class _TaskForm(_RecordForm):
    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Reached (a number; may stay empty)"), AmountLine(id="actual"))
        yield from self.labelled(N_("Result in words"), EntryLine(id="result"))

    def prepare(self, view: RecordFormData) -> None:
        self._chosen = view
        task = needed_task(view).task
        self.query_one("#actual", EntryLine).value = "" if task.actual is None else amount(task.actual, task.decimals)
        self.query_one("#result", EntryLine).value = task.result

    @property
    def task_id(self) -> str:
        """The key of the task."""
        return needed_task(self._chosen).task.id

    def _reached(self) -> Measured:
        return measured(actual=self.parsed("actual", optional_amount))


class FinishForm(_TaskForm):
    """Finishes a task."""

    title = N_("The task is done")

    def request(self) -> ActRequest:
        reached = self._reached()
        return request_act(
            "task.finish",
            task=self.task_id,
            result=self.text("result"),
            actual=reached["actual"],
            decimals=reached["decimals"],
        )


class ReportForm(_TaskForm):
    """Reports the progress of a task."""

    title = N_("Progress of the task")

    def request(self) -> ActRequest:
        reached = self._reached()
        return request_act(
            "task.report",
            task=self.task_id,
            result=self.text("result"),
            actual=reached["actual"],
            decimals=reached["decimals"],
        )


class DueForm(_RecordForm):
    """Changes the due day of a task or petition."""

    title = N_("Another day")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Until (day/month)"), EntryLine(id="due"))

    def prepare(self, view: RecordFormData) -> None:
        self._chosen = view
        due = view.petition.due_on if view.petition else needed_task(view).task.due_on
        self.query_one("#due", EntryLine).value = kept_day(due) if due else ""

    def request(self) -> ActRequest:
        due = self.parsed("due", lambda text: optional_day(text, self._chosen.today, YearHint.AHEAD))
        if petition := self._chosen.petition:
            return request_act("petition.change", petition=petition.id, due=due)
        return request_act("task.change", task=needed_task(self._chosen).task.id, due=due)


class RecordWordsForm(_RecordForm):
    """Changes the text of a task or petition."""

    title = N_("Correct the words")
    argument_fields = fields_by(title="words", text="words")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="words")

    def prepare(self, view: RecordFormData) -> None:
        self._chosen = view
        text = view.petition.text if view.petition else needed_task(view).task.title
        self.query_one("#words", EntryLine).typed = text

    def request(self) -> ActRequest:
        if petition := self._chosen.petition:
            return request_act("petition.change", petition=petition.id, text=self.text("words"))
        return request_act("task.change", task=needed_task(self._chosen).task.id, title=self.text("words"))


class OwnerForm(_RecordForm):
    """Changes the owner of a task or petition."""

    title = N_("Whose business it is")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Name"), PersonField(id="owner"))

    def prepare(self, view: RecordFormData) -> None:
        self._chosen = view
        self.query_one("#owner", PersonField).offer(view.people)

    def request(self) -> ActRequest:
        """Change the owner; a petition may have none. Raises :class:`WrongUsage` for an unknown name."""
        picked = self.query_one("#owner", PersonField).picked
        if petition := self._chosen.petition:
            return request_act("petition.change", petition=petition.id, owner=picked)
        if picked is None:
            raise WrongUsage(N_("Nobody is called that; write another name.")).at("owner")
        return request_act("task.change", task=needed_task(self._chosen).task.id, owner=picked)


class AnswerForm(_RecordForm):
    """Answers a petition."""

    title = N_("Answer the petition")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Answer"), EntryLine(id="answer"))

    def prepare(self, view: RecordFormData) -> None:
        self._chosen = view
        found = needed_petition(view)
        self.query_one("#answer", EntryLine).value = found.answer

    def request(self) -> ActRequest:
        return request_act("petition.answer", petition=needed_petition(self._chosen).id, answer=self.text("answer"))


class ForwardForm(_RecordForm):
    """Forwards a petition."""

    title = N_("Forward the petition")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("To whom"), EntryLine(id="to"))

    def prepare(self, view: RecordFormData) -> None:
        self._chosen = view
        needed_petition(view)
        self.clear_fields("to")

    def request(self) -> ActRequest:
        return request_act("petition.forward", petition=needed_petition(self._chosen).id, to=self.text("to"))


class OfMemberForm(Form):
    """A form for the member under the cursor."""

    def heading(self, view: RecordFormData) -> str:
        return f"{_(self.title)}: {needed_member(view).full_name}"

    def subject(self, view: RecordFormData) -> str:
        return view.member.id if view.member else ""


class RemoveForm(OfMemberForm):
    """Asks yes or no: removes a member recorded by mistake."""

    title = N_("Remove the member")

    def fields(self) -> Iterable[Widget]:
        yield Static(id="who")
        yield Static(_("For somebody taken in by mistake. Who has left the cell gets the status “left”, and stays."))
        choice = ChoiceField([("no", _("no")), ("yes", _("yes"))], id="sure")
        yield from self.labelled(N_("Remove?"), choice)

    def prepare(self, view: RecordFormData) -> None:
        self._member = needed_member(view)
        told = ((_("born {day}"), self._member.birth_date), (_("joined {day}"), self._member.joined_on))
        days = [text.format(day=day_text(day)) for text, day in told if day]
        self.update_line("#who", Content(" · ".join([one_line(self._member.full_name), *days])))

    def request(self) -> ActRequest:
        """Remove the member. Raises :class:`Refused` for “no”."""
        if self.query_one("#sure", ChoiceField).value != "yes":
            raise Refused(N_("Not removed; choose yes, or leave with {key:form.cancel}."))
        return request_act("member.remove", member=self._member.id)


def needed_member(chosen: RecordFormData) -> MemberView:
    """Return the chosen member. Raises :class:`WrongUsage` for none."""
    if chosen.member is None:
        raise WrongUsage(N_("Choose a member first; {key:records.next} shows the list of members."))
    return chosen.member


def needed_task(chosen: RecordFormData) -> TaskRecord:
    """Return the chosen task. Raises :class:`WrongUsage` for none."""
    if chosen.task is None:
        raise WrongUsage(N_("Choose a task first; {key:records.next} shows the list of tasks."))
    return chosen.task


def needed_petition(chosen: RecordFormData) -> PetitionRecord:
    """Return the chosen petition. Raises :class:`WrongUsage` for none."""
    if chosen.petition is None:
        raise WrongUsage(N_("Choose a petition first; {key:records.next} shows the list of petitions."))
    return chosen.petition
