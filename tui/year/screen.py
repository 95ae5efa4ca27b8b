"""The year: its views, one at a time — meetings by month, sheets, members."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import ChiboError
from models.domain.language import _
from models.queries.year import first_and_last_year
from tui.forms.form import Panel
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.year.host import YearHost
from tui.year.keys import YEAR
from tui.year.place import PLACE
from tui.year.view import YearView
from tui.year.views import views


class YearScreen(YearHost):
    """The names of the views in the first line; the shown view has the keys."""

    CSS_PATH = "year.tcss"
    BINDINGS = bindings(YEAR)
    key_table = YEAR
    place = PLACE.name

    def __init__(self, view: str = "") -> None:
        super().__init__()
        self._views = tuple(views())
        self.panels = {name: panel for one in self._views for name, panel in one.panels.items()}
        self._at = next((place for place, one in enumerate(self._views) if one.name_of_view == view), 0)

    def compose(self) -> ComposeResult:
        yield Static(id="header")
        with Container(id="views"):
            yield from self._views
        yield from self.compose_panels()
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.year = self.today.year
        self._show_view()

    @property
    def shown_meeting(self) -> str:
        """The key of the meeting under the cursor of the view."""
        return self.view.shown_meeting if self.is_ready else ""

    @property
    def view(self) -> YearView:
        """The view that is shown."""
        return self._views[self._at]

    def store_changed(self) -> None:
        self._draw_header()
        self.view.show(self.year)
        self.refresh_keys()

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the open form, else those of the view and of the year."""
        return self.panel.keys if self.panel else (*self.view.keys, *YEAR)

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the current keys; the key of the next view must be among the first."""
        if self.panel:
            return self.all_keys()
        first, *rest = self.view.footer_keys() or YEAR[:1]
        return (first, YEAR[0], *rest, *YEAR[1:]) if self.view.keys else YEAR

    def panel_data(self) -> Any:
        """Return the data for the forms of the view."""
        return self.view.panel_data()

    def refused(self, panel: Panel | None, refusal: ChiboError) -> None:
        """Let the view drop submitted points: they were refused."""
        self.view.refused()
        super().refused(panel, refusal)

    def show_view(self, name: str) -> None:
        """Go to the view of that name."""
        self._go(next(place for place, one in enumerate(self._views) if one.name_of_view == name))

    def action_view(self, step: int) -> None:
        """Go to the next view, or the one before."""
        self._go((self._at + step) % len(self._views))

    def action_year(self, step: int) -> None:
        """Show another year; after the years with meetings only the next one, which is being planned."""
        self.view.commit_typed()
        first, last = first_and_last_year(self.chibo.gateway.reader, self.today)
        if not first - 1 <= self.year + step <= last + 1:
            self.messages.say(_("Nothing is recorded of {year}.").format(year=self.year + step))
            return
        self.year += step
        self.store_changed()

    def may_leave(self) -> bool:
        """Commit typed digits, and return whether the screen may be left."""
        self.view.commit_typed()
        return super().may_leave()

    def action_leave(self) -> None:
        self.view.commit_typed()
        self.chibo.navigation.show_home()

    async def action_press(self, key_id: str) -> None:
        """Run the action of a clicked key; the view has its own."""
        for key in self.view.keys if self.panel is None else ():
            if key.id == key_id:
                await self.app.run_action(key.action, self.view)
                return
        await super().action_press(key_id)

    def set_focus(self, widget: Widget | None, *arguments: Any, **more: Any) -> None:
        """Focus the view when no form has the focus."""
        super().set_focus(widget or (self.view if self.is_ready and self.panel is None else None), *arguments, **more)

    def _go(self, place: int) -> None:
        if place == self._at:
            self.messages.say(_("There is no other view."))
            return
        self.view.commit_typed()
        self._at = place
        self._show_view()

    def _show_view(self) -> None:
        for one in self._views:
            one.set_class(one is self.view, "current")
        super().set_focus(self.view)
        self.read()

    def _draw_header(self) -> None:
        parts = [
            Content.assemble((f" {_(one.label)} ", "reverse b" if one is self.view else "$foreground-muted"))
            for one in self._views
        ]
        header = Content(" ").join([Content.assemble((f"{self.year}", "b")), *parts])
        self.query_one("#header", Static).update(header)
