"""A list that draws only the two rows that differ when its cursor moves."""

from __future__ import annotations

from collections.abc import Container, Mapping
from types import MappingProxyType

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.domain.text import matches


class RowList(OptionList):
    """An ``OptionList`` that never takes the focus; screens move its cursor."""

    DEFAULT_CSS = """
    RowList { border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
           scrollbar-gutter: stable; }  /* lines are cut to a width that no scrollbar changes */
    """
    can_focus = False

    class WidthChanged(Message):
        """The lines were written for another width than the list now has."""

    _width_read = 0
    """The width that was last read, for lines to be written."""

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    words = ""
    """The words of the filter; empty for none."""

    _every: Mapping[str, Content] = MappingProxyType({})
    """The rows with and without a match."""
    _searched: Mapping[str, str] = MappingProxyType({})
    _disabled: Container[str] = ()
    _shown: Mapping[str, Content] = MappingProxyType({})

    @property
    def chosen_id(self) -> str:
        """The id of the row under the cursor; empty when there is none."""
        return "" if self.highlighted is None else str(self.get_option_at_index(self.highlighted).id)

    def move(self, way: str) -> bool:
        """Move the cursor (``up``, ``down``, ``first``, ``last``); return whether the list has rows."""
        getattr(self, f"action_cursor_{way}" if way in ("up", "down") else f"action_{way}")()
        return bool(self.option_count)

    @property
    def row_count(self) -> int:
        """The number of rows, those that the filter hides included."""
        return len(self._every)

    def show_rows(
        self,
        rows: Mapping[str, Content],
        *,
        choose: str = "",
        disabled: Container[str] = (),
        searched: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Show rows by their ids; only those that differ are drawn again.

        The cursor goes to the row ``choose``, else stays on its row; without that row, it keeps its place. ``searched``
        has the texts in which a filter looks, where the line does not say all.
        """
        self._every, self._disabled, self._searched = dict(rows), disabled, searched
        self._show(choose)

    def narrow(self, words: str) -> None:
        """Show only the rows that contain every word, with or without diacritics; empty for all rows."""
        self.words = words
        self._show("")

    def _show(self, choose: str) -> None:
        disabled = self._disabled
        rows = {
            key: line
            for key, line in self._every.items()
            if not self.words or matches(self.words, self._searched.get(key) or line.plain)
        }
        chosen, at = choose or self.chosen_id, self.highlighted or 0
        if list(rows) != list(self._shown):
            self.clear_options()
            self.add_options(Option(line, id=key, disabled=key in disabled) for key, line in rows.items())
            places = [place for place, key in enumerate(rows) if key not in disabled]
            nearest = next((place for place in places if place >= at), places[-1] if places else None)
            self.highlighted = self.get_option_index(chosen) if chosen in rows else nearest
        else:
            for key, line in rows.items():
                if line != self._shown[key]:
                    self.replace_option_prompt(key, line)
            if choose in rows:
                self.highlighted = self.get_option_index(choose)
        self._shown = dict(rows)

    @property
    def line_width(self) -> int:
        """The width of a line; before the layout, that of the screen.

        :class:`WidthChanged` follows where the layout gives another width than was read.
        """
        self._width_read = self.scrollable_content_region.width or self.app.size.width
        return self._width_read

    def on_resize(self, _event: events.Resize) -> None:
        """Ask for other lines where they were written for another width; subclasses that write them came first."""
        if self._width_read and self._width_read != self.scrollable_content_region.width > 0:
            self.post_message(self.WidthChanged())

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
