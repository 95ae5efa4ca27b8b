"""The cell's indicators of the year: part, whole and percentage, beside the year before."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from models.domain.language import N_, _
from models.domain.ways_out import WayOut
from models.queries.indicators import IndicatorLine, indicators
from tui.widgets.key import bindings
from tui.widgets.row_list import RowList
from tui.year.indicator_lines import indicator_line, indicator_titles
from tui.year.keys import YEAR_INDICATORS
from tui.year.view import YearView


class YearIndicators(YearView):
    """One indicator per row; indicators without figures are left out."""

    DEFAULT_CSS = """
    YearIndicators #columns { height: 1; }
    YearIndicators #indicators { height: 1fr; }
    YearIndicators #hint { height: 2; padding: 0 1; background: $surface; color: $foreground-muted; }
    """
    BINDINGS = bindings(YEAR_INDICATORS)
    name_of_view, label, keys = "indicators", N_("Indicators"), YEAR_INDICATORS

    def compose(self) -> ComposeResult:
        yield Static(id="columns")
        yield RowList(id="indicators")
        yield Static(
            _("Counted from the records. To say how many members are to be admitted in the year: {way}.").format(
                way=WayOut("year.plan_admissions")
            ),
            id="hint",
        )

    def show(self, year: int) -> None:
        rows = self.query_one("#indicators", RowList)
        width = rows.line_width
        found, before = self._of(year), {one.indicator: one for one in self._of(year - 1)}
        rows.show_rows({one.indicator: indicator_line(one, before.get(one.indicator), width) for one in found})
        self.query_one("#columns", Static).update(indicator_titles(year, width))

    def on_resize(self) -> None:
        if self.has_class("current") and self.year_screen.is_ready:
            self.show(self.year_screen.year)

    def _of(self, year: int) -> tuple[IndicatorLine, ...]:
        gateway = self.year_screen.chibo.gateway
        return indicators(gateway.reader, gateway.home, f"{year}-01", f"{year}-12", self.today)
