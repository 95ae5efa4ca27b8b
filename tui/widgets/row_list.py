"""A list whose cursor is cheap: moving it draws the row it leaves and the row it comes to, not the whole list."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import OptionList


class RowList(OptionList):
    """An ``OptionList`` for the program's screens; the screens move its cursor, it never takes the focus."""

    DEFAULT_CSS = """
    RowList { border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
           scrollbar-gutter: stable; }  /* lines are cut to a width that no scrollbar changes */
    RowList > .option-list--option-highlighted { background: $primary 40%; text-style: none; }
    RowList:nocolor > .option-list--option-highlighted { background: $foreground 35%; text-style: bold; }
    """
    can_focus = False

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    @property
    def line_width(self) -> int:
        """Cells of a line; before the list is laid out, those of the whole screen, lest titles be cut to nothing."""
        return self.scrollable_content_region.width or self.app.size.width

    def watch_highlighted(self, before: int | None, now: int | None) -> None:  # type: ignore[override]
        """Draw the two rows that differ."""
        super().watch_highlighted(now)
        for index in (before, now):
            self._refresh_row(index)

    def _refresh_row(self, index: int | None) -> None:
        line = None if index is None else self._index_to_line.get(index)
        if line is None or index is None:
            self.refresh()  # the lines are not laid out yet
        else:
            self.refresh_lines(line, self._heights[index])
