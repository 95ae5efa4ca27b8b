"""The base of all screens: message line, footer, key table, side pane."""

from __future__ import annotations

import contextlib

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import OptionDoesNotExist

from models.domain.language import _
from tui.shell.keys import EVERYWHERE
from tui.shell.store_screen import StoreScreen
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, is_redo, is_undo
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList


class ChiboScreen(StoreScreen):
    """A screen. A subclass yields a ``MessageLine`` and a ``KeyBar``, and names its keys."""

    idle_keys: frozenset[str] = frozenset()
    """The ids of keys that have no effect now: the footer leaves them out."""

    key_table: tuple[Key, ...] = ()
    """The keys of the screen that are in force."""

    narrow_under = 0
    """Below this width the screen has the class ``narrow``: there is no room for a side pane."""

    switches_sides = False
    """Whether the side pane takes the place of the list on a narrow screen."""

    AUTO_FOCUS = ""  # what is hidden in a panel must not take the keys

    def read(self) -> None:
        """Show the store, with the class ``narrow`` set."""
        self.set_class(self.size.width < self.narrow_under, "narrow")
        super().read()

    def on_resize(self, event: events.Resize) -> None:
        """Set the class ``narrow``."""
        self.set_class(event.size.width < self.narrow_under, "narrow")
        self.width_changed()

    def width_changed(self) -> None:
        """Draw again what depends on the width."""

    @property
    def messages(self) -> MessageLine:
        """The message line."""
        return self.query_one(MessageLine)

    @property
    def key_bar(self) -> KeyBar:
        """The footer."""
        return self.query_one(KeyBar)

    def may_leave(self) -> bool:
        """Return whether the screen may be left; if not, the message line says why."""
        return True

    def all_keys(self) -> tuple[Key, ...]:
        """Return every key in force, for the help."""
        return self.key_table

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys for the footer, the most useful first."""
        return self.all_keys()

    def choose_row(self, key: str) -> None:
        """Move the cursor to the row of a record in every list that has it."""
        for listed in self.query(OptionList):
            with contextlib.suppress(OptionDoesNotExist):
                listed.highlighted = listed.get_option_index(key)

    def close_overlays(self) -> None:
        """Close panels when the place's own key is typed: a sequence of keys that starts with it continues here."""

    def action_choose(self, way: str) -> None:
        """Move the cursor of the list (``up``, ``down``)."""
        if not self.query_one(RowList).move(way):
            self.messages.say(_("There is nothing here yet."))

    @property
    def is_typing(self) -> bool:
        """Whether letters are typed now, not keys."""
        return isinstance(self.focused, EntryLine) or getattr(self.focused, "takes_letters", False)

    def side_pane(self) -> Widget | None:
        """Return the pane beside the list; ``None`` for none."""
        return None

    def switch_to_side_pane(self) -> bool:
        """Show the side pane in place of the list where only one has room; return whether it was hidden."""
        is_hidden = self.switches_sides and self.has_class("narrow") and not self.has_class("other-side")
        self.set_class(is_hidden or self.has_class("other-side"), "other-side")
        return is_hidden

    def action_other_side(self) -> None:
        """Change between the list and the side pane where only one has room."""
        self.toggle_class("other-side")

    def action_page(self, way: int) -> None:
        """Scroll the side pane a page down (1) or up (-1), or show it where only one has room."""
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

    def on_entry_line_notice(self, event: EntryLine.Notice) -> None:
        """Show a notice about a pasted text, or an invalid number."""
        (self.messages.refused if event.is_refusal else self.messages.say)(event.sentence)

    def on_key(self, event: events.Key) -> None:
        """Show that a key without binding does nothing."""
        if event.key in self.active_bindings:
            return
        name = Key("", event.key, "", "", "").shown
        said = event.character if event.is_printable and event.character else name
        self.messages.update(Content.from_markup(_("“$key” does nothing here; {key:help} shows every key."), key=said))

    def refresh_keys(self) -> None:
        """Bring the footer up to date."""
        bar = self.key_bar
        undo = tuple(key for key in self.all_keys() if is_undo(key))
        offered = (key for key in self.footer_keys() if key not in undo and key.id not in self.idle_keys)
        bar.keys = tuple(sorted(offered, key=is_redo))
        bar.always = EVERYWHERE[1:2] if self.is_typing else (*undo, *EVERYWHERE[:1])

    async def action_press(self, key_id: str) -> None:
        """Run the action of a key whose word was clicked."""
        for key in self.all_keys():
            if key.id == key_id:
                await self.run_action(key.action)
