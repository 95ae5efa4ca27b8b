"""The agenda as a list: state, number, title, planned minutes, time.

The time of a finished item is its duration (``2′05″``), of a running one its beginning (``14:53``), of a pending one
the expected beginning (``~15:10``).
"""

from __future__ import annotations

from datetime import datetime

from rich.cells import cell_len
from textual import events
from textual.content import Content

from models.domain.formats import duration_text, hour_text
from models.domain.text import one_line
from models.domain.vocabulary import ItemState
from models.queries.agenda import AgendaView, ItemView
from tui.lines.items import ITEM_SIGNS
from tui.widgets.row_list import RowList

RIGHT = 13  # cells of minutes and time at the end of a line
_STYLES = {
    ItemState.RUNNING: "b $accent",
    ItemState.PAUSED: "b $warning",
    ItemState.DONE: "$foreground-muted",
    ItemState.SKIPPED: "$foreground-muted",
    ItemState.DEFERRED: "$foreground-muted",
}


class AgendaPane(RowList):
    """Shows an :class:`AgendaView`; the chosen item stays chosen when the view changes."""

    DEFAULT_CSS = "AgendaPane { text-wrap: nowrap; }"

    _view: AgendaView | None = None
    _now: datetime | None = None

    @property
    def chosen(self) -> ItemView | None:
        return self._view.item(self.chosen_id) if self._view and self.chosen_id else None

    def show(self, view: AgendaView, now: datetime) -> None:
        """Show the agenda; only lines that differ are drawn again."""
        began = self._view is None
        running_before = self._view.running if self._view else None
        self._view, self._now = view, now
        self._draw()
        if view.running and (running_before is None or running_before.id != view.running.id):
            self.choose(view.running.id)
        elif began and (first := self._in_hand(view)):
            self.choose(first.id)

    @staticmethod
    def _in_hand(view: AgendaView) -> ItemView | None:
        """Return the item to continue with: a paused one, else the next."""
        return next((item for item in view.items if item.state is ItemState.PAUSED), view.next)

    def choose(self, item_id: str) -> None:
        """Put the cursor on an item."""
        self.highlighted = self.get_option_index(item_id)

    def on_resize(self, _event: events.Resize) -> None:
        self._draw()
        self.call_after_refresh(self.scroll_to_highlight)  # a form that opens leaves fewer rows

    def _draw(self) -> None:
        if self._view is None or self._now is None:
            return
        starts = self._view.forecast(self._now).starts
        elapsed = self._view.elapsed_seconds(self._now)
        lines = {item.id: self._line(item, starts.get(item.id), elapsed[item.id]) for item in self._view.items}
        self.show_rows(lines)

    def _line(self, item: ItemView, start: datetime | None, seconds: int) -> Content:
        style = _STYLES.get(item.state, "")
        left = f" {ITEM_SIGNS[item.state]} {'  ' * item.depth}{item.number:>2} "
        added = "+" if item.added_after_agreement else ""
        width = max(8, self.line_width - cell_len(left) - RIGHT - 1)
        title = one_line(added + item.title, width)
        time = self._time(item, start, seconds)
        filling = " " * (width - cell_len(title))
        return Content.assemble(
            (left, style), (title, style), filling, (f"{item.minutes:>4}′ {time:>7}", "$foreground-muted")
        )

    @staticmethod
    def _time(item: ItemView, start: datetime | None, seconds: int) -> str:
        if item.state is ItemState.DONE:
            return duration_text(seconds)
        if item.state in (ItemState.SKIPPED, ItemState.DEFERRED) or start is None:
            return ""
        return hour_text(start) if item.started_at else f"~{hour_text(start)}"
