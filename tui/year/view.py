"""The base of the views of the year: a view has the keys while it is shown, and reads again after every change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from textual.containers import Container

from models.domain.language import _
from tui.forms.form import Panel
from tui.widgets.key import Key
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList
from tui.year.host import YearHost


class YearView(Container, can_focus=True):
    """One view. A subclass names it, yields its widgets, and draws the year in :meth:`show`.

    Its ``BINDINGS`` are those of ``keys``, with its own actions: it has the focus while it is shown.
    """

    DEFAULT_CSS = "YearView { height: 1fr; display: none; }  YearView.current { display: block; }"

    name_of_view = ""
    """The stable name for ``YearScreen.show_view``."""

    label = ""
    """The label of the view, an English gettext message."""

    panels: Mapping[str, type[Panel]] = {}
    """The panels that the view opens, by their ids."""

    keys: tuple[Key, ...] = ()
    """The keys of the view, for footer, help and palette."""

    def show(self, year: int) -> None:
        """Read the year and draw it; called when the view is shown and after every change of the store."""
        raise NotImplementedError

    def panel_data(self) -> Any:
        """Return the data for the forms; ``None``, with a message, if there is nothing."""
        return None

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys that are useful now, the most useful first."""
        return self.keys

    def refused(self) -> None:
        """Drop submitted points: they were refused."""

    def commit_typed(self) -> None:
        """Commit typed digits, before the view is left."""

    @property
    def shown_meeting(self) -> str:
        """The key of the meeting under the cursor; empty if there is none."""
        return ""

    async def action_panel(self, name: str) -> None:
        """Open a form of the view."""
        await self.year_screen.action_panel(name)

    def action_choose(self, way: str) -> None:
        """Move the cursor of the list (``up``, ``down``)."""
        if not self.query_one(RowList).move(way):
            self.messages.say(_("There is nothing here yet."))

    @property
    def year_screen(self) -> YearHost:
        """The screen that the view is part of."""
        return self.screen  # type: ignore[return-value]

    @property
    def messages(self) -> MessageLine:
        """The message line."""
        return self.year_screen.messages

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.year_screen.today
