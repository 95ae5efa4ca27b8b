"""The preparation of a meeting: its agenda, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from models.domain.errors import ChiboError, Refused
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.roles import Role
from models.domain.text import one_line
from models.materials.files import place_of
from models.queries.meetings import meeting_title
from models.queries.preparation import PreparationView, preparation
from models.queries.roll_call import not_convened, roll_call
from models.queries.rules import rules_of_meeting
from tui.forms.form import Panel
from tui.forms.resolutions import ResolutionForm
from tui.forms.role_people import people_for
from tui.preparation.act_requests import AWAITED, REQUESTS, next_step
from tui.preparation.board_pane import BoardPane
from tui.preparation.item_forms import AttachForm, ItemForm, ItemFormData, NewItemForm, PresenterForm, needed
from tui.preparation.keys import PREPARATION
from tui.preparation.missing_pane import MissingPane, total_line
from tui.preparation.place import PLACE
from tui.shell.open_file import open_file
from tui.shell.panel_host import PanelHost
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.path_line import PathLine

NARROW = 96
"""Below this width, either the agenda or the side pane is shown."""


class PreparationScreen(PanelHost):
    """The preparation of one meeting."""

    CSS_PATH = "preparation.tcss"
    BINDINGS = bindings(PREPARATION)
    key_table = PREPARATION
    narrow_under = NARROW
    switches_sides = True
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {
        "edit": ItemForm,
        "add": NewItemForm,
        "presenter": PresenterForm,
        "attach": AttachForm,
        "resolution": ResolutionForm,
    }

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._view: PreparationView | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Horizontal(id="body"):
            yield BoardPane(id="board")
            with Container(id="side"):
                yield MissingPane(id="missing")
                yield from self.compose_panels()
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def width_changed(self) -> None:
        """Show both sides if there is room."""
        self._show_header()
        self.refresh_keys()

    def store_changed(self) -> None:
        """Read the meeting again, and update each pane."""
        reader, home = self.chibo.gateway.reader, self.chibo.gateway.home
        view = preparation(reader, self.meeting_id, rules_of_meeting(reader, home, self.meeting_id), home)
        if view != self._view:
            self._view = view
            self.query_one(BoardPane).show(view)
            self.query_one(MissingPane).show(view)
            self._show_header()
        self.refresh_keys()

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys, with those of the next step and of the hidden side early."""
        if self.panel:
            return self.all_keys()
        side = ("prepare.side",) if self.has_class("narrow") else ()
        first = ("prepare.edit", "prepare.presenter", *side, next_step(self._view))
        rank = {name: place for place, name in enumerate(first)}
        return tuple(sorted(PREPARATION, key=lambda key: rank.get(key.id, len(first))))

    def panel_data(self) -> ItemFormData | None:
        if self._view is None:
            return None
        reader = self.chibo.gateway.reader
        rows = (*roll_call(reader, self.meeting_id), *not_convened(reader, self.meeting_id))
        people = people_for(Role.PRESENTER, rows)
        return ItemFormData(self.meeting_id, self.query_one(BoardPane).chosen, people)

    def action_choose(self, way: str) -> None:
        """Choose the item above (``up``) or below (``down``)."""
        if self.has_class("narrow") and self.has_class("other-side"):
            self.scroll_or_say(self.query_one(MissingPane), way)
            return
        super().action_choose(way)

    def action_do(self, name: str) -> None:
        """Submit the act of a key, or show why it is refused."""
        if self._view is None:
            return
        try:
            request = REQUESTS[name](self._view, self.query_one(BoardPane).chosen)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))
        else:
            self.submit(replace(request, awaited=name in AWAITED))

    def action_read(self) -> None:
        """Open the newest document of the item."""
        try:
            item = needed(self.query_one(BoardPane).chosen)
            attached = self._view.materials.get(item.id) if self._view else None
            if not attached:
                raise Refused(N_("No document lies with this item; {key:prepare.attach} attaches one."))
            document = attached[-1]
            open_file(place_of(self.chibo.gateway.home, document.sha256, document.name))
        except ChiboError as refusal:
            self.messages.refused(str(refusal))
        else:
            self.messages.say(_("Opened {name}.").format(name=one_line(document.name)))

    def side_pane(self) -> MissingPane:
        return self.query_one(MissingPane)

    @on(PathLine.Offered)
    def _offered(self, event: PathLine.Offered) -> None:
        event.stop()
        self.messages.say("  ".join(one_line(name) for name in event.names))

    def _show_header(self) -> None:
        if self._view is None:
            return
        of = self._view.agenda.meeting
        agreed = _(" · agenda version {version}").format(version=of.agenda_version) if of.agenda_version else ""
        right = total_line(self._view, self.chibo.clock())
        if self.has_class("narrow") and self._view.warnings:
            right = f"⚠{len(self._view.warnings)} {right}"
        room = max(10, self.size.width - cell_len(right) - 4)
        left = one_line(f"{meeting_title(of)} · {label(of.state)}{agreed}", room)
        line = Content.assemble((left, "b"), " " * (room - cell_len(left) + 2), right)
        self.query_one("#header", Static).update(line)
