"""A screen with a list and a side pane: moving in the list, scrolling and switching to the side pane."""

from __future__ import annotations

import contextlib

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import OptionDoesNotExist

from models.domain.language import _
from tui.shell.store_screen import StoreScreen
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList


class BrowsingScreen(StoreScreen):
    """Moves the cursor of the list, and scrolls texts; the message line shows where they end."""

    switches_sides = False
    """Whether the side pane replaces the list on a narrow screen."""

    @property
    def messages(self) -> MessageLine:
        """The message line."""
        return self.query_one(MessageLine)

    def choose_row(self, key: str) -> None:
        """Move the cursor to the row of a record in every list that has it."""
        for listed in self.query(OptionList):
            with contextlib.suppress(OptionDoesNotExist):
                listed.highlighted = listed.get_option_index(key)

    def action_choose(self, way: str) -> None:
        """Move the cursor of the list (``up``, ``down``)."""
        if not self.query_one(RowList).move(way):
            self.messages.say(_("There is nothing here yet."))

    def side_pane(self) -> Widget | None:
        """Return the pane beside the list; ``None`` for none."""
        return None

    def switch_to_side_pane(self) -> bool:
        """Show the side pane in place of the list where only one has room; return whether it was hidden."""
        is_hidden = self.switches_sides and self.has_class("narrow") and not self.has_class("other-side")
        self.set_class(is_hidden or self.has_class("other-side"), "other-side")
        return is_hidden

    def action_other_side(self) -> None:
        """Switch between the list and the side pane if only one has room."""
        self.toggle_class("other-side")

    def action_page(self, way: int) -> None:
        """Scroll the side pane a page down (1) or up (-1), or show it if only one has room."""
        if not self.switch_to_side_pane():
            self.scroll_or_say(self.side_pane(), "page_down" if way > 0 else "page_up")

    def scroll_or_say(self, pane: Widget | None, way: str) -> None:
        """Scroll a pane (``up``, ``page_down``, ``home`` …), or show that it ends there."""
        if pane is None or not pane.max_scroll_y:
            self.messages.say(_("All of it stands on the screen."))
            return
        if way.endswith(("down", "end")) and pane.scroll_target_y >= pane.max_scroll_y:
            self.messages.say(_("This is the end of it."))
        elif way.endswith(("up", "home")) and pane.scroll_target_y <= 0:
            self.messages.say(_("This is the beginning of it."))
        getattr(pane, f"scroll_{way}")(animate=False)

    def action_scroll(self, way: str) -> None:
        """Scroll the text of the screen (``up``, ``down``, ``page_up``, ``page_down``)."""
        self.scroll_or_say(self.query_one(VerticalScroll), way)
