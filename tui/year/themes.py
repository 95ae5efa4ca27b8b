"""The plan of themes: by quarter, with the rest of the catalogue below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.errors import ChiboError
from models.domain.language import N_, _
from models.domain.quarters import QUARTERS, quarter_of
from models.queries.meetings import meetings
from models.queries.themes import OfferedTheme, PlannedView, QuarterView, YearPlan, offered_themes, year_plan
from tui.forms.form import Panel, request_act
from tui.widgets.key import bindings
from tui.widgets.row_list import RowList
from tui.year import theme_lines as lines
from tui.year.keys import YEAR_THEMES
from tui.year.theme_forms import (
    OwnThemeForm,
    PickThemeForm,
    TakenUpForm,
    ThemeFormData,
    ThemeMeetingForm,
    ThemeMonthForm,
    ThemeWordsForm,
    needed_theme,
)
from tui.year.view import YearView

Row = QuarterView | PlannedView | OfferedTheme


class YearThemes(YearView):
    """Quarters with their themes; the chosen row in full below."""

    DEFAULT_CSS = """
    YearThemes #themes { height: 1fr; }
    YearThemes #detail { height: 3; padding: 0 1; background: $surface; }
    """
    BINDINGS = bindings(YEAR_THEMES)
    name_of_view, label, keys = "themes", N_("Themes"), YEAR_THEMES
    panels: Mapping[str, type[Panel]] = {
        "pick-theme": PickThemeForm,
        "own-theme": OwnThemeForm,
        "theme-words": ThemeWordsForm,
        "theme-month": ThemeMonthForm,
        "theme-meeting": ThemeMeetingForm,
        "taken-up": TakenUpForm,
    }
    _plan: YearPlan | None = None
    _offered: tuple[OfferedTheme, ...] = ()

    def compose(self) -> ComposeResult:
        yield RowList(id="themes")
        yield Static(id="detail")

    def show(self, year: int) -> None:
        """Read the plan again; the cursor stays on its theme."""
        gateway = self.year_screen.chibo.gateway
        self._plan = year_plan(gateway.reader, gateway.home, year, self.today)
        self._offered = offered_themes(gateway.reader, gateway.home)
        rows = self.query_one("#themes", RowList)
        listed = list(self._listed(self._plan, rows.line_width))
        self._rows = {key: row for key, row, _line in listed if row}
        headings = {key for key, row, _line in listed if row is None}
        rows.show_rows({key: line for key, _row, line in listed}, disabled=headings)
        self._draw_detail()

    def on_resize(self) -> None:
        if self.has_class("current") and self.year_screen.is_ready:
            self.show(self.year_screen.year)

    def panel_data(self) -> ThemeFormData | None:
        if self._plan is None:
            return None
        row, reader = self._chosen, self.year_screen.chibo.gateway.reader
        theme = row if isinstance(row, PlannedView) else None
        held = tuple(one for one in meetings(reader) if one.day.year == self._plan.year)
        return ThemeFormData(self._plan.year, self._quarter(row), theme, self._offered, held, self.today)

    async def action_panel(self, name: str) -> None:
        """Open a form, or show what has to be chosen first."""
        try:
            await super().action_panel(name)
        except ChiboError as refusal:
            self.year_screen.messages.refused(str(refusal))

    def action_move(self, step: int) -> None:
        """Move the chosen theme to the next quarter or the one before, within its year."""
        theme = self._needed()
        if theme is None:
            return
        quarter = theme.quarter + step
        if quarter not in QUARTERS:
            self.year_screen.messages.say(
                _("A theme of another year is planned there: {key:year.after} shows the next year.")
            )
            return
        moved = request_act("theme.move", theme=theme.id, quarter=quarter)
        self.year_screen.submit(moved.awaited_by_keys())  # the next key depends on the new position

    def action_remove(self) -> None:
        """Remove the chosen theme from the plan."""
        if theme := self._needed():
            self.year_screen.do("theme.remove", theme=theme.id)

    def action_open(self) -> None:
        """Open the theme's meeting; take a theme of the catalogue into the plan."""
        row = self._chosen
        if isinstance(row, OfferedTheme) and self._plan:
            self.year_screen.do("theme.choose", key=row.theme.key, quarter=self._lacking(), year=self._plan.year)
        elif isinstance(row, PlannedView) and row.meeting:
            self.year_screen.chibo.navigation.show_meeting(row.meeting.id)
        else:
            self.year_screen.messages.say(_("No meeting takes this theme up yet: {key:themes.meeting} plans one."))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._draw_detail()

    _rows: dict[str, Row] = {}  # noqa: RUF012 - replaced whole, never changed

    @property
    def _chosen(self) -> Row | None:
        return self._rows.get(self.query_one("#themes", RowList).chosen_id)

    def _needed(self) -> PlannedView | None:
        view = self.panel_data()
        try:
            return needed_theme(view) if view else None
        except ChiboError as refusal:
            self.year_screen.messages.refused(str(refusal))
            return None

    def _quarter(self, row: Row | None) -> int:
        if isinstance(row, (QuarterView, PlannedView)):
            return row.quarter
        return self._lacking()

    def _lacking(self) -> int:
        """Return the first quarter from now on without a theme; 0 if each has one."""
        if self._plan is None:
            return 0
        now = quarter_of(self.today) if self._plan.year == self.today.year else 1
        return next((one.quarter for one in self._plan.quarters if one.quarter >= now and not one.themes), 0)

    def _listed(self, plan: YearPlan, width: int) -> Iterator[tuple[str, Row | None, Content]]:
        for quarter in plan.quarters:
            yield f"#{quarter.quarter}", quarter, lines.quarter_line(quarter)
            yield from ((one.id, one, lines.planned_line(one, width)) for one in quarter.themes)
        if plan.open:
            yield "#open", None, lines.section_line(_("Without a quarter"))
            yield from ((one.id, one, lines.planned_line(one, width)) for one in plan.open)
        yield "#catalogue", None, lines.section_line(_("Catalogue ({key:themes.open} takes into the plan)"))
        for one in self._offered:
            if plan.year not in one.planned:
                yield f"+{one.theme.key}", one, lines.offered_line(one, width)

    def _draw_detail(self) -> None:
        row = self._chosen
        if isinstance(row, PlannedView):
            text = lines.planned_details(row)
        elif isinstance(row, OfferedTheme):
            text = lines.offered_details(row)
        else:
            text = lines.quarter_details(row)
        self.query_one("#detail", Static).update(text)
