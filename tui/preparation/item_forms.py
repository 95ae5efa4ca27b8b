"""Forms of the preparation: title and minutes of an item, its presenter, its documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.widget import Widget

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.typed.numbers import optional_whole
from models.queries.agenda import ItemView
from tui.forms.form import ActRequest, Form, request_act
from tui.forms.headings import item_heading
from tui.preparation.keys import ATTACH
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import CountLine
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import bindings
from tui.widgets.path_line import PathLine
from tui.widgets.people import Person
from tui.widgets.person_field import PersonField


@dataclass(frozen=True, slots=True)
class ItemFormData:
    """The meeting, the chosen item, and the possible presenters."""

    meeting_id: str
    chosen: ItemView | None
    people: Sequence[Person]


class ItemForm(Form):
    """Changes the title and minutes of an item."""

    title = N_("Change the item")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Title"), EntryLine(id="title"))
        yield from self.labelled(N_("Planned minutes"), CountLine(id="minutes"))

    def subject(self, view: ItemFormData) -> str:
        return view.chosen.id if view.chosen else ""

    def prepare(self, view: ItemFormData) -> None:
        self._item = view.chosen
        self.query_one("#title", EntryLine).value = view.chosen.title if view.chosen else ""
        self.query_one("#minutes", EntryLine).value = (
            str(view.chosen.placed.item.planned_minutes) if view.chosen else ""
        )

    def heading(self, view: ItemFormData) -> str:
        return item_heading(_("Item {number}: {item}"), view.chosen)

    def request(self) -> ActRequest:
        item = needed(self._item)
        title = self.text("title")
        minutes = self.parsed("minutes", optional_whole) or 0
        return request_act("item.change", item=item.id, minutes=minutes, title=None if title == item.title else title)


class NewItemForm(Form):
    """Adds an item after the chosen one."""

    title = N_("Add an item")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Title"), EntryLine(id="title"))
        yield from self.labelled(N_("Planned minutes"), CountLine(id="minutes"))
        yield from self.labelled(N_("Presenter"), PersonField(id="presenter"))
        yield from self.labelled(
            N_("Theme of the meeting"), ChoiceField([("", _("no")), ("1", _("★ this item"))], id="thematic")
        )

    def prepare(self, view: ItemFormData) -> None:
        self._view = view
        self.clear_fields("title", "minutes")
        self.query_one(PersonField).offer(view.people)
        self.query_one(ChoiceField).index = 0

    def heading(self, view: ItemFormData) -> str:
        return item_heading(_("Add an item behind {number}: {item}"), view.chosen)

    def request(self) -> ActRequest:
        return request_act(
            "item.add",
            title=self.text("title"),
            minutes=self.parsed("minutes", optional_whole) or 0,
            presenter=self.query_one(PersonField).picked,
            thematic=bool(self.query_one(ChoiceField).value),
            meeting=self._view.meeting_id,
            after=self._view.chosen.id if self._view.chosen else None,
        )


class PresenterForm(Form):
    """Asks for the presenter: a member, or a text."""

    title = N_("Hand the item to")

    def fields(self) -> Iterable[Widget]:
        yield PersonField(id="presenter", list_at_once=True)
        yield from self.labelled(N_("Or somebody else, in words"), EntryLine(id="text"))

    def subject(self, view: ItemFormData) -> str:
        return view.chosen.id if view.chosen else ""

    def prepare(self, view: ItemFormData) -> None:
        self._item = view.chosen
        self.query_one(PersonField).offer(view.people)
        self.clear_fields("text")

    def heading(self, view: ItemFormData) -> str:
        return item_heading(_("Presenter of item {number}: {item}"), view.chosen)

    def request(self) -> ActRequest:
        """Set the presenter: the text if there is one. Raises :class:`WrongUsage` for a text and a typed name."""
        words, field = self.text("text"), self.query_one(PersonField)
        if words and field.line.value.strip():
            raise WrongUsage(N_("A member and words: empty one of the two fields.")).at("text")
        who = {"text": words} if words else {"presenter": field.picked}
        return request_act("item.present", item=needed(self._item).id, **who)


class AttachForm(Form, inherit_bindings=False):
    """Attaches a document by its path; Tab completes the path."""

    BINDINGS = bindings(ATTACH)
    keys = ATTACH
    title = N_("Attach a document")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(
            N_("File ({key:attach.complete} completes; a path can be pasted)"), PathLine(id="file")
        )

    def subject(self, view: ItemFormData) -> str:
        return view.chosen.id if view.chosen else ""

    def prepare(self, view: ItemFormData) -> None:
        self._item = view.chosen
        self.query_one(PathLine).begin()

    def action_complete(self) -> None:
        """Complete the path as far as it is unambiguous."""
        self.query_one(PathLine).complete()

    def heading(self, view: ItemFormData) -> str:
        return item_heading(_("Attach to item {number}: {item}"), view.chosen)

    def request(self) -> ActRequest:
        return request_act("material.attach", item=needed(self._item).id, file=self.query_one(PathLine).path)


def needed(item: ItemView | None) -> ItemView:
    """Return the item. Raises :class:`WrongUsage` for none."""
    if item is None:
        raise WrongUsage(N_("The agenda is empty."))
    return item
