"""Forms that capture a note or a conclusion."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from models.domain.errors import WrongUsage
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import NoteKind, Visibility
from models.queries.live import LiveView
from models.queries.meetings import meeting_title
from models.queries.roll_call import RollCallRow
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.forms.headings import item_heading
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person, person, visitor
from tui.widgets.person_field import PersonField

CONFIDENTIAL = (NoteKind.SELF_CRITICISM, NoteKind.CRITICISM)


def members_of(view: LiveView) -> list[Person]:
    """Return everybody on the roll, to pick from."""
    return [person(row) for row in view.roll]


def everybody(view: LiveView) -> list[RollCallRow]:
    """Return the rows of everybody on the roll, and of members who are not called."""
    return [*view.roll, *view.not_convened]


def sayers_of(view: LiveView) -> list[Person]:
    """Return the possible speakers: everybody on the roll, and the guests."""
    return [*members_of(view), *(visitor(one) for one in view.visitors)]


def said_by(view: LiveView, picked: str | None) -> dict[str, str | None]:
    """Return the author of a note as arguments of the act: a member, or a guest."""
    is_guest = picked in {one.id for one in view.visitors}
    return {"guest": picked} if is_guest else {"by": picked}


def note_fields() -> Iterable[Widget]:
    """Yield the fields of a note: the text is typed at once. The kind proposes who may see the note."""
    yield from Form.labelled(N_("Text"), EntryLine(id="text"))
    yield from Form.labelled(N_("Kind"), ChoiceField([(kind, label(kind)) for kind in NoteKind], id="kind"))
    yield from Form.labelled(N_("About (may stay empty)"), PersonField(id="about"))
    yield from Form.labelled(N_("By (may stay empty)"), PersonField(id="by"))
    yield from Form.labelled(
        N_("Who may see it"), ChoiceField([(word, label(word)) for word in Visibility], id="visibility")
    )


class NoteForm(Form):
    """Writes a note: text, kind, subject, speaker, visibility."""

    title = N_("Note")
    argument_fields = fields_by(guest="by")

    def fields(self) -> Iterable[Widget]:
        return note_fields()

    def subject(self, view: LiveView) -> str:
        return view.on.id if view.on else ""

    def prepare(self, view: LiveView) -> None:
        self.clear_fields("text")
        self.query_one("#kind", ChoiceField).value = NoteKind.GENERAL
        self._view = view
        self.query_one("#about", PersonField).offer(members_of(view))
        self.query_one("#by", PersonField).offer(sayers_of(view))

    def heading(self, view: LiveView) -> str:
        return item_heading(_("Note on item {number}: {item}"), view.on) or _("Note · {meeting}").format(
            meeting=meeting_title(view.meeting)
        )

    @on(ChoiceField.Changed, "#kind")
    def _propose_visibility(self, event: ChoiceField.Changed) -> None:
        if isinstance(event, ChoiceField.Submitted):
            return  # Enter goes on and keeps the chosen visibility
        kind = self.query_one("#kind", ChoiceField).value
        visibility = Visibility.CONFIDENTIAL if kind in CONFIDENTIAL else Visibility.MINUTES
        self.query_one("#visibility", ChoiceField).value = visibility

    def request(self) -> ActRequest:
        people = {field.id: field for field in self.query(PersonField)}
        return request_act(
            "note.write",
            text=self.text("text"),
            kind=NoteKind(self.query_one("#kind", ChoiceField).value),
            about=people["about"].picked,
            visibility=Visibility(self.query_one("#visibility", ChoiceField).value),
            **said_by(self._view, people["by"].picked),
        )


class ConclusionForm(Form):
    """Writes the conclusion of the current item."""

    title = N_("Conclusion of the item")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="text")

    def subject(self, view: LiveView) -> str:
        return item.id if (item := view.on or view.agenda.next) else ""

    def prepare(self, view: LiveView) -> None:
        self._item = view.on or view.agenda.next
        self.query_one("#text", EntryLine).value = self._item.conclusion if self._item else ""

    def heading(self, _view: LiveView) -> str:
        return item_heading(_("Conclusion of item {number}: {item}"), self._item)

    def request(self) -> ActRequest:
        if self._item is None:
            raise WrongUsage(N_("The agenda is done."))
        return request_act("item.conclude", item=self._item.id, text=self.text("text"))
