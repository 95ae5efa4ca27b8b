"""The form of an act chosen in the palette; it stays open until the act is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from models.domain.language import _
from models.queries.agenda import agenda
from models.queries.meetings import meeting, meeting_title
from models.queries.names import named_members
from tui.forms.act_form import ActForm, Names, is_of_meeting, kind_name
from tui.forms.form import Panel
from tui.forms.keys import FORM
from tui.shell.panel_host import PanelHost
from tui.shell.screen import ChiboScreen
from tui.widgets.key import Key
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.people import Person

if TYPE_CHECKING:
    from models.acts.registry import Act


class ActScreen(PanelHost):
    """Asks for the arguments of an act, and submits it."""

    DEFAULT_CSS = """
    ActScreen #body { height: 1fr; }
    ActScreen ActForm { border-left: none; padding: 1 3; height: 1fr; background: $background; }
    """

    def __init__(self, act: Act, meeting_id: str) -> None:
        super().__init__()
        self._act = act
        self.meeting_id = meeting_id

    def compose(self) -> ComposeResult:
        with Container(id="body"):
            yield ActForm(self._act, self._names(), self.meeting_id)
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.call_next(self.action_panel, "act-form")

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the form."""
        return FORM

    def panel_data(self) -> Any:
        """Return the title of the meeting that the act changes; empty for none."""
        shown = bool(self.meeting_id) and is_of_meeting(self._act)
        return meeting_title(meeting(self.chibo.gateway.reader, self.meeting_id)) if shown else ""

    def act_done(self, _panel: Panel | None) -> None:
        if self.panel:
            self.chibo.drafts.keep(self.panel.draft_name, None)
            self.panel.draft_name = ""
        self.dismiss()

    @on(Panel.Submitted)
    def _panel_submitted(self, event: Panel.Submitted) -> None:
        event.stop()
        event.prevent_default()  # the form stays until the act is done
        self.submit(event.request)

    @on(Panel.Closed)
    def _panel_closed(self, event: Panel.Closed) -> None:
        event.stop()
        event.prevent_default()
        is_kept, below = self.keep_draft(), self.app.screen_stack[-2]
        self.dismiss()
        if is_kept and isinstance(below, ChiboScreen):
            below.messages.say(_("Draft kept; the same act in the palette opens it again."))

    def _names(self) -> Names:
        from models.acts.record_finders import PICKED

        reader = self.chibo.gateway.reader
        names: Names = {"MemberId": [Person(one.key, one.name, one.detail) for one in named_members(reader)]}
        if self.meeting_id:
            items = agenda(reader, self.meeting_id).items
            names["ItemId"] = [Person(item.id, item.title) for item in items]
        asked = {kind_name(parameter.kind) for parameter in self._act.parameters}
        for kind in (kind for kind in PICKED if kind.__name__ in asked):
            found = PICKED[kind](reader, self.meeting_id)
            names[kind.__name__] = [Person(one.key, one.name, one.detail) for one in found]
        return names
