"""The base of panels: what opens over the side pane of a screen, its fields, and the field at fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from models.domain.clock import day_of
from models.domain.text import one_line
from tui.forms.act_request import ActRequest
from tui.forms.field_holder import FieldHolder
from tui.forms.field_values import text_fields
from tui.forms.keys import FORM
from tui.forms.program import PanelProgram
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key


class Panel(FieldHolder, can_focus=False):
    """A panel that opens over the side pane. Its widgets are mounted when it first opens."""

    DEFAULT_CSS = """
    Panel { display: none; padding: 0 1; background: $surface; border-left: vkey $accent; }
    Panel.open { display: block; }
    Panel .panel-title { text-style: bold; color: $accent; margin-bottom: 1; height: auto; }
    Panel Label { color: $text-muted; width: 1fr; height: auto; }
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
