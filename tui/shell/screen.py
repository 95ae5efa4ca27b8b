"""The base of all screens: message line, footer, key table, side pane."""

from __future__ import annotations

from textual import events, on
from textual.content import Content

from models.domain.language import _
from tui.shell.browsing_screen import BrowsingScreen
from tui.shell.keys import EVERYWHERE
from tui.shell.sources import sources_of
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, is_redo, is_undo
from tui.widgets.key_bar import KeyBar
from tui.widgets.row_list import RowList


class ChiboScreen(BrowsingScreen):
    """A screen. A subclass yields a ``MessageLine`` and a ``KeyBar``, and names its keys."""

    idle_keys: frozenset[str] = frozenset()
    """The ids of keys that have no effect now: the footer leaves them out."""

    key_table: tuple[Key, ...] = ()
    """The keys of the screen that are in force."""

    narrow_under = 0
    """Below this width the screen has the class ``narrow``: there is no room for a side pane."""

    AUTO_FOCUS = ""  # a widget hidden in a panel must not be focused

    def read(self) -> None:
        """Show the store, with the class ``narrow`` set."""
        self.set_class(self.size.width < self.narrow_under, "narrow")
        super().read()

    def on_resize(self, event: events.Resize) -> None:
        """Set the class ``narrow``."""
        self.set_class(event.size.width < self.narrow_under, "narrow")
        self.width_changed()

    @on(RowList.WidthChanged)
    def _row_width_changed(self) -> None:
        self.width_changed()

    def width_changed(self) -> None:
        """Redraw the parts that depend on the width."""

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

    def close_overlays(self) -> None:
        """Close panels when the place's own key is typed: a sequence of keys that starts with it continues here."""

    @property
    def is_typing(self) -> bool:
        """Whether letters are typed now, not keys."""
        return isinstance(self.focused, EntryLine) or getattr(self.focused, "takes_letters", False)

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

    def action_sources(self) -> None:
        """Show the documents behind the rules of the meeting."""
        gateway = self.chibo.gateway
        self.app.push_screen(sources_of(gateway.reader, gateway.home, self.chibo.clock(), self.shown_meeting))

    async def action_press(self, key_id: str) -> None:
        """Run the action of a key whose word was clicked."""
        for key in self.all_keys():
            if key.id == key_id:
                await self.run_action(key.action)
