"""The base of panels and forms: Enter goes to the next field, and on the last one submits the act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar, cast

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label, Static

from models.domain.clock import day_of
from models.domain.errors import ChiboError
from models.domain.language import N_, _
from models.domain.text import one_line
from tui.forms.act_request import ActRequest, request_act, request_by_words
from tui.forms.field_values import is_displayed, text_fields
from tui.forms.keys import FORM
from tui.forms.program import PanelProgram
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, bindings
from tui.widgets.people import Person, echo, people_named
from tui.widgets.person_field import PersonField

__all__ = ["ActRequest", "Form", "Panel", "request_act", "request_by_words"]

Parsed = TypeVar("Parsed")


class Panel(VerticalScroll, can_focus=False):
    """A panel that opens over the side pane. Its widgets are mounted when it first opens."""

    DEFAULT_CSS = """
    Panel { display: none; padding: 0 1; background: $surface; border-left: vkey $accent; }
    Panel.open { display: block; }
    Panel .panel-title { text-style: bold; color: $accent; margin-bottom: 1; height: auto; }
    Panel Label { color: $text-muted; height: auto; }
    Panel .panel-hint { color: $text-muted; height: auto; margin-top: 1; }
    """

    keys: tuple[Key, ...] = FORM
    keeps_draft = False
    """Whether text that is typed and not submitted is kept as a draft."""

    draft_name = ""
    """The key of the draft, while the panel is open and until its act is done."""

    initial_texts: Mapping[str, str] = MappingProxyType({})
    """The text fields as the panel opened."""

    _initial_choices: Mapping[ChoiceField, int] = MappingProxyType({})

    class Submitted(Message):
        """An act is requested; ``close`` tells whether the panel closes."""

        def __init__(self, panel: Panel, request: ActRequest, *, close: bool = True) -> None:
            super().__init__()
            self.panel = panel
            self.request = request
            self.close = close

    class Closed(Message):
        """The panel is to be closed."""

    class OpenInstead(Message):
        """Another panel, or a place, is to open instead of this one."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class DiscardDraft(Message):
        """The panel is to start again, without its draft."""

    class Notice(Message):
        """A sentence for the message line: the reason why a key does nothing."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    @property
    def program(self) -> PanelProgram:
        """The store and the clock."""
        return cast("PanelProgram", self.app)

    @property
    def today(self) -> date:
        """The day in the cell's zone."""
        return day_of(self.program.clock())

    def contents(self) -> Iterable[Widget]:
        """Yield the widgets of the panel."""
        return ()

    async def mount_fields(self) -> None:
        """Mount the widgets of the panel when it first opens.

        A screen has some twenty panels and a meeting uses a few: mounting all of them takes half a second.
        """
        if not self.children:
            await self.mount_all(self.contents())
            self._initial_choices = {choice: choice.index for choice in self.query(ChoiceField)}

    def reset(self) -> None:
        """Empty the text fields and set the choices back to their first value."""
        for line in text_fields(self).values():
            line.typed = ""
        for choice, index in self._initial_choices.items():
            with choice.prevent(ChoiceField.Changed):
                choice.index = index

    def subject(self, view: Any) -> str:  # noqa: ARG002
        """Return the key of the record that the panel is about; empty for the meeting or the cell."""
        return ""

    def field_texts(self) -> dict[str, str]:
        """Return the text fields by their ids."""
        return {name: line.typed for name, line in text_fields(self).items()}

    def field_values(self) -> dict[str, str]:
        """Return every field by its id."""
        return self.field_texts() | {str(choice.id): choice.value for choice in self.query(ChoiceField)}

    def show(self, view: Any) -> None:
        """Update what the panel shows; typed text stays."""

    def prepare(self, view: Any) -> None:
        """Fill the panel before it opens."""

    @property
    def takes_letters(self) -> bool:
        """Whether letters are typed, not keys, while the panel is open."""
        return bool(self.query(EntryLine))

    def heading(self, view: Any) -> str:  # noqa: ARG002 - a subclass wants it
        """Return the heading that names the record; empty when the title is enough."""
        return ""

    def show_heading(self, view: Any) -> None:
        """Show the heading, once the panel is prepared."""
        if named := self.heading(view):
            self.query_one(".panel-title", Static).update(Content(one_line(named)))

    def initial_focus(self) -> Widget | None:
        """Return the widget that is focused when the panel opens."""
        return next(iter(self.focusable_fields()), None)

    def field_to_correct(self, left_at: Widget | None) -> Widget | None:
        """Return the field to focus after a refusal: the one that had the focus, if it takes text.

        Otherwise the first empty text field: the next letters must not change a choice.
        """
        if isinstance(left_at, EntryLine) and self in left_at.ancestors:
            return left_at
        return next((one for one in self.focusable_fields() if isinstance(one, EntryLine) and not one.value), None)

    def return_to_refused(self) -> None:
        """Return to the row of a refused act, in a panel that stays open."""

    def action_scroll(self, way: str) -> None:
        """Scroll (``up``, ``down``, ``page_up``, ``page_down``)."""
        getattr(self, f"scroll_{way}")(animate=False)

    def action_cancel(self) -> None:
        """Close without doing anything."""
        self.post_message(self.Closed())

    def action_discard_draft(self) -> None:
        """Discard what is typed, and the draft."""
        self.post_message(self.DiscardDraft())

    def focusable_fields(self) -> list[Widget]:
        """Return the fields that can be focused."""
        return [one for one in self.query(Widget) if one.can_focus and not one.disabled and is_displayed(one, self)]


class Form(Panel):
    """A panel of fields that submits one act."""

    BINDINGS = bindings(FORM)
    keeps_draft = True
    title = ""
    _named: Mapping[str, Sequence[Person]] = MappingProxyType({})
    """The fields with names separated by commas, and the people they may name."""

    hint = N_("⏎ next, and on the last field: done   {key:form.cancel} cancel")

    def contents(self) -> Iterable[Widget]:
        """Yield the title, the fields with their labels, and the hint."""
        yield Static(_(self.title), classes="panel-title")
        yield from self.fields()
        yield Static(_(self.hint), classes="panel-hint")

    def show_hint(self) -> None:
        """Show what Enter does: in a form of one field it submits the act."""
        hint = N_("⏎ done   {key:form.cancel} cancel") if len(self.focusable_fields()) == 1 else self.hint
        self.query_one(".panel-hint", Static).update(_(hint))

    def fields(self) -> Iterable[Widget]:
        """Yield the fields in their order, each after its label (see :meth:`labelled`)."""
        raise NotImplementedError

    def request(self) -> ActRequest:
        """Return the act with the fields as arguments. Raises :class:`ChiboError` when a field cannot be read."""
        raise NotImplementedError

    @staticmethod
    def labelled(text: str, widget: Widget) -> tuple[Label, Widget]:
        """Return a field under its label, an English gettext message."""
        return Label(_(text), id=f"{widget.id}-label" if widget.id else None), widget

    def show_field(self, name: str, *, needed: bool) -> None:
        """Show or hide a field with its label."""
        self.query_one(f"#{name}").display = needed
        self.query_one(f"#{name}-label").display = needed
        self.show_hint()

    def text(self, name: str) -> str:
        """Return the text of an entry line."""
        return self.query_one(f"#{name}", EntryLine).value.strip()

    def parsed(self, name: str, parse: Callable[[str], Parsed]) -> Parsed:
        """Return the text of an entry line as ``parse`` reads it.

        A line that cannot be read is focused; ``parse`` raises :class:`ChiboError`.
        """
        try:
            return parse(self.text(name))
        except ChiboError:
            self.screen.set_focus(self.query_one(f"#{name}"))
            raise

    def clear_fields(self, *names: str) -> None:
        """Empty entry lines."""
        for name in names:
            self.query_one(f"#{name}", EntryLine).value = ""

    def action_next_field(self) -> None:
        """Go to the next field, after the last to the first."""
        self._go(1)

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        fields = self.focusable_fields()
        at = next((place for place, widget in enumerate(fields) if widget.has_focus), 0)
        self.screen.set_focus(fields[(at + step) % len(fields)])

    @on(EntryLine.Submitted)
    @on(PersonField.Submitted)
    @on(ChoiceField.Submitted)
    def _entered(self, event: Message) -> None:
        event.stop()
        fields = self.focusable_fields()
        try:
            self._check_names(event)
        except ChiboError as refusal:
            self.post_message(self.Notice(str(refusal)))
            return
        if fields and not fields[-1].has_focus:
            self._go(1)
        else:
            self.finish()

    def finish(self) -> None:
        """Submit the act from any field; show what is missing or wrong at its field."""
        try:
            other = self.opens_instead()
            self.post_message(self.OpenInstead(other) if other else self.Submitted(self, self.request()))
        except ChiboError as refusal:
            self.post_message(self.Notice(str(refusal)))

    def opens_instead(self) -> str:
        """Return the panel or place to open instead of submitting an act; empty for none."""
        return ""

    def echo_names(self, name: str, people: Sequence[Person]) -> None:
        """Show below a field of names the people they mean."""
        self._named = {**self._named, name: people}
        named = echo(self.text(name), people)
        self.update_line(f"#{name}-named", named)
        self.query_one(f"#{name}-named").display = bool(named)

    def _check_names(self, entered: Message) -> None:
        """Check that each name of a field means one person. Raises :class:`ChiboError`."""
        if isinstance(entered, EntryLine.Submitted) and (people := self._named.get(entered.input.id or "")):
            people_named(entered.value, people)

    def update_line(self, selector: str, text: Content) -> None:
        """Update a line of text in the form."""
        self.query_one(selector, Static).update(text)
