"""Forms that correct captured records: a note, the text of a motion, task or petition, the agenda item of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.vocabulary import NoteKind, Visibility
from models.queries.captured import CapturedRecord
from models.queries.live import LiveView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.live.note_forms import members_of, note_fields, said_by, sayers_of
from tui.live.notes_list import NotesList
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person
from tui.widgets.person_field import PersonField


class _CapturedForm(Form):
    """A form for the record under the cursor; the list opens again after it."""

    def subject(self, view: Any) -> str:  # noqa: ARG002
        return self._listed().id

    def heading(self, view: LiveView) -> str:  # noqa: ARG002
        return f"{_(self.title)}: {self._of.called}"

    def prepare(self, view: LiveView) -> None:
        self._of = self._listed()
        self.offer(view)

    def offer(self, view: LiveView) -> None:
        """Fill in the present values."""

    def _listed(self) -> CapturedRecord:
        found = self.screen.query_one(NotesList).chosen
        if found is None:
            raise WrongUsage(N_("There is nothing here yet."))
        return found

    @staticmethod
    def back(request: ActRequest) -> ActRequest:
        """Return the request, after which the list of the records opens again."""
        return request.opening("notes")


class NoteCorrectForm(_CapturedForm):
    """Corrects a note: text, kind, subject, speaker, visibility."""

    title = N_("Correct the note")
    argument_fields = fields_by(guest="by")

    def fields(self) -> Iterable[Widget]:
        return note_fields()

    def offer(self, view: LiveView) -> None:
        self.query_one("#kind", ChoiceField).value = self._of.kind or NoteKind.GENERAL
        self.query_one("#visibility", ChoiceField).value = self._of.visibility
        self.query_one("#text", EntryLine).typed = self._of.text
        self._view = view
        offered = (("about", self._of.about, members_of(view)), ("by", self._of.by, sayers_of(view)))
        for name, person, people in offered:
            field = self.query_one(f"#{name}", PersonField)
            field.offer(people)
            field.line.typed = person

    def request(self) -> ActRequest:
        people = {field.id: field for field in self.query(PersonField)}
        change = request_act(
            "note.change",
            note=self._of.id,
            text=self.text("text"),
            kind=NoteKind(self.query_one("#kind", ChoiceField).value),
            about=people["about"].picked,
            **said_by(self._view, people["by"].picked),
            visibility=Visibility(self.query_one("#visibility", ChoiceField).value),
        )
        return self.back(change)


class WordsForm(_CapturedForm):
    """Corrects the text of a motion, task or petition."""

    title = N_("Correct the words")
    argument_fields = fields_by(title="words", text="words")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="words")

    def offer(self, view: LiveView) -> None:  # noqa: ARG002
        self.query_one("#words", EntryLine).typed = self._of.text

    def request(self) -> ActRequest:
        of, words = self._of, self.text("words")
        match of.table:
            case "motion":
                return self.back(request_act("motion.amend", motion=of.id, title=words))
            case "task":
                return self.back(request_act("task.change", task=of.id, title=words))
            case _:
                return self.back(request_act("petition.change", petition=of.id, text=words))


class MoveForm(_CapturedForm):
    """Moves a note, motion, task or petition to another agenda item."""

    title = N_("Move to another item")
    argument_fields = fields_by(item="where")

    def fields(self) -> Iterable[Widget]:
        field = PersonField(id="where", list_at_once=True, unknown=N_("No item is called that."))
        yield from self.labelled(N_("Agenda item"), field)

    def offer(self, view: LiveView) -> None:
        items = [Person(item.id, f"{item.number}. {item.title}") for item in view.agenda.items]
        self.query_one("#where", PersonField).offer(items)

    def request(self) -> ActRequest:
        """Return the act. Raises :class:`WrongUsage` for an unknown item."""
        picked = self.query_one("#where", PersonField).picked
        if picked is None:
            raise WrongUsage(N_("No item is called that.")).at("where")
        of = self._of
        match of.table:
            case "note":
                return self.back(request_act("note.change", note=of.id, item=picked))
            case "motion":
                return self.back(request_act("motion.amend", motion=of.id, item=picked))
            case "task":
                return self.back(request_act("task.change", task=of.id, item=picked))
            case _:
                return self.back(request_act("petition.change", petition=of.id, item=picked))
