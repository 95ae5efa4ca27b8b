"""The row that names the panes of a screen where only one of them shows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class PaneTabs(Widget):
    """Names every pane with its number, the shown one in reverse; a click goes to a pane."""

    DEFAULT_CSS = """
    PaneTabs {
        display: none; height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis;
        link-style: none; link-color: $foreground;
        link-style-hover: bold; link-background-hover: $panel-lighten-2; link-color-hover: $foreground;
    }
    """

    titles: reactive[tuple[str, ...]] = reactive(())
    shown: reactive[int] = reactive(1)

    def name_panes(self, titles: Sequence[str], shown: int) -> None:
        """Name the panes, and mark the one that shows by its number."""
        self.titles, self.shown = tuple(titles), shown

    def render(self) -> Content:
        return Content(" ").join(self._tab(number, title) for number, title in enumerate(self.titles, start=1))

    def _tab(self, number: int, title: str) -> Content:
        text = f" {number} {title} "
        if number == self.shown:
            return Content.assemble((text, "b reverse"))
        return Content.from_markup(f"[@click=screen.pane({number})]$text[/]", text=text)
