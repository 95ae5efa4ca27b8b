"""The fields of a panel under the cursor: where it begins, where a refusal sends it, where typed letters go."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from textual import on
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from models.domain.errors import ChiboError
from models.domain.language import _
from tui.forms.field_values import field_of, is_displayed, text_near
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


def fields_by(**fields: str) -> Mapping[str, str]:
    """Return fields by arguments, for :attr:`Panel.argument_fields`."""
    return MappingProxyType(fields)


class FieldHolder(VerticalScroll, can_focus=False):
    """A container of fields, which goes to the field at fault after a refusal."""

    starts_in = ""
    """The id of the field that has the focus when the panel opens; by default the first."""

    argument_fields: Mapping[str, str] = MappingProxyType({})
    """The fields by the arguments of the act; by default a field has the name of its argument as id."""

    class Notice(Message):
        """A sentence for the message line: the reason why a key does nothing."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def initial_focus(self) -> Widget | None:
        """Return the widget that is focused when the panel opens."""
        fields = self.focusable_fields()
        return field_of(fields, self.starts_in) or next(iter(fields), None)

    def focus_fault(self, refusal: ChiboError) -> Widget | None:
        """Go to the field that a refusal is about; return it, or ``None`` where no field is shown for that."""
        wanted = self.argument_fields.get(refusal.argument, refusal.argument)
        if (field := field_of(self.focusable_fields(), wanted)) is not None:
            self.screen.set_focus(field)
        return field

    def focus_to_correct(self, refusal: ChiboError, left_at: Widget | None) -> None:
        """Go to the field to correct after a refusal: the one it is about, else the one that had the focus.

        Otherwise to the first empty text field.
        """
        if self.focus_fault(refusal) is not None:
            return
        fields = self.focusable_fields()
        empty = (one for one in fields if isinstance(one, EntryLine) and not one.value)
        if field := left_at if left_at in fields else next(empty, None):
            self.screen.set_focus(field)

    @on(ChoiceField.Typed)
    def _type_in_text(self, event: ChoiceField.Typed) -> None:
        """Type a letter in a text field: it changes no choice, and is not lost.

        Where there is nothing to type, it goes to the word that begins with it.
        """
        event.stop()
        field = text_near(self.focusable_fields(), event.choice)
        if field is None:
            if not event.choice.go_to(event.key.character or ""):
                self.post_message(self.Notice(_("There is no text to type here; ← → change the choice.")))
            return
        self.screen.set_focus(field)
        field.post_message(event.key)

    def focusable_fields(self) -> list[Widget]:
        """Return the fields that can be focused."""
        return [one for one in self.query(Widget) if one.can_focus and not one.disabled and is_displayed(one, self)]
