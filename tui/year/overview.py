"""The year at a glance: its meetings by month, and below them their sums."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from models.domain.errors import ChiboError
from models.domain.language import N_, _
from models.domain.vocabulary import SheetKind
from models.profiles.in_force import load_profile
from models.queries.reviews import member_reviews
from models.queries.superior import praises
from models.queries.year import YearOfMeetings, year_of_meetings
from models.queries.year_points import YearSheet, year_points
from tui.widgets.key import bindings
from tui.widgets.row_list import RowList
from tui.year.keys import YEAR_OVERVIEW
from tui.year.overview_lines import column_titles, month_line, year_sums
from tui.year.view import YearView


class YearOverview(YearView):
    """Twelve months, one meeting per row; a month without one has a row that says so."""

    DEFAULT_CSS = """
    YearOverview #columns { height: 1; }
    YearOverview #months { height: 1fr; }
    YearOverview #sums { height: auto; padding: 0 1; background: $surface; }
    """
    BINDINGS = bindings(YEAR_OVERVIEW)
    name_of_view, label, keys = "overview", N_("Overview"), YEAR_OVERVIEW

    def compose(self) -> ComposeResult:
        yield Static(id="columns")
        yield RowList(id="months")
        yield Static(id="sums")

    def show(self, year: int) -> None:
        """Read the year again; the cursor stays on its row."""
        screen = self.year_screen
        reader, home = screen.chibo.gateway.reader, screen.chibo.gateway.home
        found = year_of_meetings(reader, year, load_profile(home, self.today), home)
        rows = self.query_one("#months", RowList)
        rows.show_rows(dict(self._lines(found)))
        self.query_one("#columns", Static).update(column_titles(self._width))
        reviews = member_reviews(reader, home, year, self.today)
        self.query_one("#sums", Static).update(
            year_sums(found, self._four_good(year), reviews, self.today, praises(reader, year))
        )

    def _four_good(self, year: int) -> YearSheet | None:
        """Return the four-good sheet; ``None`` if no file fits the cell."""
        gateway = self.year_screen.chibo.gateway
        try:
            return year_points(gateway.reader, gateway.home, SheetKind.FOUR_GOOD, year, self.today)
        except ChiboError:
            return None

    def on_resize(self) -> None:
        if self.has_class("current") and self.year_screen.is_ready:
            self.show(self.year_screen.year)

    def action_open(self) -> None:
        """Open the chosen meeting at the place for its state."""
        if key := self.shown_meeting:
            self.year_screen.chibo.navigation.show_meeting(key)
        else:
            self.year_screen.messages.say(
                _("No meeting is recorded in this month; {key:home.plan} on the first screen plans one.")
            )

    @property
    def shown_meeting(self) -> str:
        """The key of the chosen meeting; empty in a month without one."""
        key = self.query_one("#months", RowList).chosen_id
        return "" if key.startswith("#") else key

    @property
    def _width(self) -> int:
        return max(40, self.query_one("#months", RowList).line_width)

    def _lines(self, found: YearOfMeetings) -> Iterator[tuple[str, Content]]:
        for month in range(1, 13):
            of_month = found.of_month(month)
            if not of_month:
                yield f"#{month}", month_line(found, month, None, self._width, self.today)
            for one in of_month:
                yield one.meeting.id, month_line(found, month, one, self._width, self.today)
