"""A screen of framed panes: keys go to a pane, enlarge it, and move in it; on a narrow screen one shows at a time.

A screen yields its :class:`~tui.widgets.pane.Pane` widgets once, in the order of their numbers, and a
:class:`~tui.widgets.pane_tabs.PaneTabs`; its key table has :func:`tui.shell.pane_keys.pane_keys`.
"""

from __future__ import annotations

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget

from models.domain.language import _
from tui.shell.panel_host import PanelHost
from tui.widgets.pane import Pane
from tui.widgets.pane_tabs import PaneTabs
from tui.widgets.row_list import RowList

NARROW = 100
"""Below this width one pane shows at a time."""


class PaneHost(PanelHost):
    """Lights the active pane; shows it alone while it is enlarged, or where the screen is narrow."""

    DEFAULT_CSS = """
    PaneHost.single Pane { display: none; }
    PaneHost.single Pane.active { display: block; }
    PaneHost.narrow.single Pane.active { border: none; padding: 0; }
    PaneHost.single PaneTabs { display: block; }
    """
    narrow_under = NARROW

    shown_pane = 1
    """The number of the active pane."""
    is_zoomed = False
    """Whether the active pane is enlarged."""

    def on_mount(self) -> None:
        """Number the panes."""
        for number, pane in enumerate(self.panes, start=1):
            pane.numbered(number)
        self._show_panes()

    @property
    def panes(self) -> list[Pane]:
        """The panes, in the order of their numbers."""
        return list(self.query(Pane))

    @property
    def active_pane(self) -> Pane:
        """The pane in which the keys of lists move."""
        return self.panes[self.shown_pane - 1]

    def read(self) -> None:
        """Show the store, and one pane only on a narrow screen."""
        super().read()
        self._show_panes()

    def width_changed(self) -> None:
        """Show one pane on a narrow screen, else all of them."""
        self._show_panes()

    def action_pane(self, number: int) -> None:
        """Go to a pane by its number."""
        if number == self.shown_pane:
            self.messages.say(_("This pane is the active one already."))
        self.shown_pane = number
        self._show_panes()
        self.refresh_keys()

    def action_next_pane(self) -> None:
        """Go to the next pane, after the last to the first."""
        self.action_pane(self.shown_pane % len(self.panes) + 1)

    def action_zoom(self) -> None:
        """Enlarge the active pane, or show all panes again."""
        if self.has_class("narrow"):
            self.messages.say(_("The pane has the whole screen already."))
        else:
            self.is_zoomed = not self.is_zoomed
            self._show_panes()

    def action_choose(self, way: str) -> None:
        """Move the cursor of the active pane's list (``up``, ``down``), or scroll its text."""
        listed = self.active_pane.listed
        if listed is None:
            self.scroll_or_say(self.active_pane.content_widget, way)
        elif not (isinstance(listed, RowList) and listed.move(way)):
            self.messages.say(_("There is nothing here yet."))

    def action_page(self, way: int) -> None:
        """Scroll the active pane, else the first text, a page down (1) or up (-1)."""
        self.scroll_or_say(self.side_pane(), "page_down" if way > 0 else "page_up")

    def side_pane(self) -> Widget | None:
        """Return the text of the active pane, else the first text that is longer than its pane."""
        texts = [pane.content_widget for pane in (self.active_pane, *self.panes)]
        scrolling = [one for one in texts if isinstance(one, VerticalScroll) and one.is_on_screen]
        return next((one for one in scrolling if one.max_scroll_y), next(iter(scrolling), None))

    @on(Pane.TitleChanged)
    def _title_changed(self, event: Pane.TitleChanged) -> None:
        event.stop()
        self._name_panes()

    def _show_panes(self) -> None:
        for number, pane in enumerate(self.panes, start=1):
            pane.set_class(number == self.shown_pane, "active")
        self.set_class(self.is_zoomed or self.has_class("narrow"), "single")
        self._name_panes()

    def _name_panes(self) -> None:
        self.query_one(PaneTabs).name_panes([pane.title for pane in self.panes], self.shown_pane)
