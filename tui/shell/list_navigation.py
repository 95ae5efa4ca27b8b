"""List navigation: PgUp, PgDn, Home and End move in the list or text of every place.

They move in the list of a place, panel, form or palette, or in the names below an entry line. Without a list, they
scroll a text that is longer than its pane. In an entry line without names below they keep their own meaning, also
beside the list of a panel: what is typed is about the row for which the line was opened.
"""

from __future__ import annotations

from typing import Any

from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList, TextArea

from tui.forms.form import Panel
from tui.shell.booth import BoothApp
from tui.shell.keys import MOVING
from tui.shell.screen import ChiboScreen
from tui.widgets.entry_line import EntryLine
from tui.widgets.names_list import STEPS
from tui.widgets.person_field import PersonField

_KEYS = {key.action: key.keys for key in MOVING}
_STEPS = {"page_up": STEPS["pageup"], "first": STEPS["home"], "page_down": STEPS["pagedown"], "last": STEPS["end"]}
_SCROLLS = {"page_up": "page_up", "page_down": "page_down", "first": "home", "last": "end"}

Scrollable = OptionList | PersonField | VerticalScroll


class ListNavigationApp(BoothApp):
    """An app whose lists move by the same keys."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to the focused widget when there is nothing to move in."""
        if action == "move" and self.is_running and scrollable_for(self.screen, str(parameters[0])) is None:
            return False
        return super().check_action(action, parameters)

    def action_move(self, way: str) -> None:
        """Move ``page_up``, ``page_down``, ``first`` or ``last`` in what is listed."""
        found = scrollable_for(self.screen, way)
        if isinstance(found, PersonField):
            found.move(_STEPS[way])
        elif isinstance(found, OptionList):
            getattr(found, f"action_{way}")()
        elif found is not None and isinstance(self.screen, ChiboScreen):
            self.screen.scroll_or_say(found, _SCROLLS[way])
        elif found is not None:
            getattr(found, f"scroll_{_SCROLLS[way]}")(animate=False)


def scrollable_for(screen: Screen[Any], way: str) -> Scrollable | None:
    """Return the widget that a key moves in; ``None`` when the key means something else, or there is none."""
    if isinstance(screen, ChiboScreen) and _has_a_meaning(screen, way):
        return None
    focused = screen.focused
    if isinstance(focused, TextArea):
        return None
    for node in focused.ancestors_with_self if focused else ():
        if isinstance(node, PersonField):
            return node
        if isinstance(node, Panel):
            listed = None if isinstance(focused, EntryLine) else _listed(node)
            return listed or _scrolled(node, way, is_typed=node is not focused)
        if isinstance(node, Screen):
            break
        if isinstance(node, Widget) and (found := _listed(node)):
            return found
    panel = getattr(screen, "panel", None)
    scopes = [panel] if panel else [getattr(screen, "active_pane", None) or screen, screen]
    return next((one for one in map(_movable, scopes) if one), None) or _beside(screen)


def _movable(within: Widget) -> OptionList | VerticalScroll | None:
    """Return the first list with rows within a widget, else the first text that is longer than its pane."""
    return _listed(within) or next((one for one in _texts(within) if one.max_scroll_y), None)


def _has_a_meaning(screen: ChiboScreen, way: str) -> bool:
    """Return whether the place, or its panel, binds the key itself, as the minutes do."""
    mine = {name for key in screen.all_keys() for name in key.keys.split(",")}
    return _KEYS[f"app.move('{way}')"] in mine


def _beside(screen: Screen[Any]) -> VerticalScroll | None:
    """Return the side pane that replaces the list on a narrow screen."""
    beside = screen.side_pane() if isinstance(screen, ChiboScreen) else None
    return beside if isinstance(beside, VerticalScroll) and beside.is_on_screen else None


def _listed(within: Widget) -> OptionList | None:
    """Return the first visible list with rows within a widget, itself included."""
    lists = [within] if isinstance(within, OptionList) else within.query(OptionList)
    return next((one for one in lists if one.option_count and one.is_on_screen), None)


def _scrolled(form: Panel, way: str, *, is_typed: bool) -> Panel | None:
    """Return a form that is longer than its pane; Home and End belong to a focused entry line."""
    return form if form.max_scroll_y and not (is_typed and way in ("first", "last")) else None


def _texts(within: Widget) -> list[VerticalScroll]:
    """Return the visible scrolling widgets within a widget, itself included."""
    own = [within] if isinstance(within, VerticalScroll) else []
    return [*own, *(one for one in within.query(VerticalScroll) if one.is_on_screen)]
