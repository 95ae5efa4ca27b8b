"""The base of forms: Enter goes to the next field, and on the last one submits the act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label, Static

from models.domain.errors import ChiboError, argument
from models.domain.language import N_, _
from tui.forms.act_request import ActRequest, request_act, request_by_words
from tui.forms.field_holder import fields_by
from tui.forms.keys import FORM
from tui.forms.panel import Panel
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import bindings
from tui.widgets.people import Person, echo, people_named
from tui.widgets.person_field import PersonField

__all__ = [
    "ActRequest",
    "Form",
    "Panel",
    "fields_by",
    "request_act",
    "request_by_words",
]

Parsed = TypeVar("Parsed")


class Form(Panel):
    """A panel of fields that submits one act."""

    BINDINGS = bindings(FORM)
    keeps_draft = True
    title = ""
    _named: Mapping[str, Sequence[Person]] = MappingProxyType({})
    """The fields with names separated by commas, and the people they may name."""

    hint = N_("⏎ next, {key:form.done} done   {key:form.cancel} cancel")

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

        ``parse`` raises :class:`ChiboError`, which then names the line as the one at fault.
        """
        with argument(name):
            return parse(self.text(name))

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

    def action_done(self) -> None:
        """Submit the act, from any field."""
        self.finish()

    def finish(self) -> None:
        """Submit the act from any field; show what is missing or wrong at its field."""
        try:
            other = self.opens_instead()
            self.post_message(self.OpenInstead(other) if other else self.Submitted(self, self.request()))
        except ChiboError as refusal:
            self.focus_fault(refusal)
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
