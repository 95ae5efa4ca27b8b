"""A screen whose list is narrowed by words that are typed."""

from __future__ import annotations

from textual import on

from models.domain.language import _
from tui.forms.filter_panel import FilterPanel
from tui.shell.panel_host import PanelHost
from tui.widgets.row_list import RowList


class FilteredScreen(PanelHost):
    """Narrows its list by a :class:`FilterPanel`, which a subclass yields below the list with the id ``filter``."""

    def rows_narrowed(self) -> None:
        """Show what depends on the rows that are shown; called after each typed letter."""

    async def action_panel(self, name: str) -> None:
        """Open a panel; the filter opens with its words, whatever is chosen."""
        if name != "filter":
            await super().action_panel(name)
            return
        panel = self.query_one(FilterPanel)
        await panel.mount_fields()
        panel.show_words(self.query_one(RowList).words)
        self._open_panel(panel)

    def narrow(self, words: str) -> None:
        """Show the rows with some words; empty for all rows."""
        rows = self.query_one(RowList)
        if words != rows.words:
            rows.narrow(words)
            self.rows_narrowed()

    @property
    def narrowed(self) -> str:
        """What the filter shows: “words”: 3 of 12; empty without a filter."""
        rows = self.query_one(RowList)
        shown = _("“{words}”: {shown} of {count}")
        return shown.format(words=rows.words, shown=rows.option_count, count=rows.row_count) if rows.words else ""

    def action_leave(self) -> None:
        """Show all rows again; without a filter, go back to the meetings."""
        if self.query_one(RowList).words:
            self.narrow("")
            self.messages.say(_("All rows are shown again."))
        else:
            super().action_leave()

    @on(FilterPanel.Changed)
    def _filtered(self, event: FilterPanel.Changed) -> None:
        event.stop()
        self.narrow(event.words)
