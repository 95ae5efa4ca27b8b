"""Home: the list of meetings, with the cursor on the next one."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from models.domain.language import N_, _
from models.domain.state_sets import NOT_OPENED
from models.domain.text import one_line
from models.queries.lookup import latest_meeting
from models.queries.meetings import MeetingView, meetings
from models.queries.names import member_names
from models.queries.overview import Overview, Trend, overview
from models.queries.people import find_cell
from models.queries.preparation import PreparationStep, checklist
from models.queries.reports import ReportView, reports
from models.queries.rules import meeting_rules
from tui.forms.form import Panel
from tui.home.doubles_form import DoublesForm
from tui.home.keys import HOME
from tui.home.meeting_rows import meeting_row
from tui.home.next_step import next_step_lines
from tui.home.overview_pane import (
    LinesPane,
    conflict_lines,
    double_lines,
    meeting_lines,
    open_lines,
    praise_lines,
    reminder_lines,
    step_lines,
    trend_lines,
)
from tui.home.place import PLACE
from tui.home.planning_form import CellForm, PlanForm, proposed_day
from tui.lines.report import report_lines
from tui.shell.pane_host import PaneHost
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.pane import Frame, Pane
from tui.widgets.pane_tabs import PaneTabs
from tui.widgets.row_list import RowList
from tui.widgets.static_text import set_text
from tui.widgets.sync_sign import sync_lines

REMARK = 28
"""Maximum width of a superior's remark; the minutes show all of it."""


_OF_A_MEETING = frozenset({"home.open", "home.prepare", "home.remove", "home.up", "home.down"})
"""The keys that need a meeting: the footer leaves them out when there is none."""


class HomeScreen(PaneHost):
    """What is next, above the meetings, the chosen one, the open work and the year's figures."""

    CSS_PATH = "home.tcss"
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {
        "cell-form": CellForm,
        "plan": PlanForm,
        "doubles": DoublesForm,
    }
    BINDINGS = bindings(HOME)
    key_table = HOME

    class OverviewRead(Message):
        """The overview was read."""

        def __init__(self, answer: Future[Overview]) -> None:
            super().__init__()
            self.answer = answer

    def __init__(self) -> None:
        super().__init__()
        self._meetings: dict[str, MeetingView] = {}
        self._steps: dict[str, tuple[PreparationStep, ...]] = {}
        self._reports: dict[str, ReportView] = {}
        self._has_members = False
        self._figures: Mapping[str, Trend] = {}
        self._shown = ""
        self._is_asked_for_name = False
        self._overview: Future[Overview] | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="cell")
        yield Static(id="hint")
        yield Frame(Static(id="next-lines"), id="next")
        yield PaneTabs(id="tabs")
        with Container(id="body"):
            yield Pane(N_("Meetings"), RowList(id="meetings"), _keys("home.open", "home.plan", "home.prepare"))
            yield Pane(N_("The chosen meeting"), LinesPane(id="chosen"))
            yield Pane(N_("Open work"), LinesPane(id="work"), _keys("home.records"))
            yield Pane(N_("The year's figures"), LinesPane(id="year"), _keys("home.year"))
        with Container(id="strip"):
            yield from self.compose_panels()
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def store_changed(self) -> None:
        """Show the meetings; the cursor stays on its row."""
        reader = self.chibo.gateway.reader
        found = find_cell(reader)
        self.query_one("#cell", Static).update(Content(one_line(found.name) if found else "chibo"))
        self._ask_for_name(has_cell=found is not None)
        every = meetings(reader)[::-1]
        self._meetings = {one.id: one for one in every}
        self._steps.clear()
        self._reports = {one.meeting_id: one for one in reports(reader)}
        self._has_members = bool(member_names(reader))
        hint = _hint(has_cell=found is not None, has_members=self._has_members, has_meeting=bool(every))
        self.query_one("#hint", Static).update(Content(hint))
        self.query_one("#hint").display = bool(hint)
        chosen = self._chosen or latest_meeting(reader) or ""
        self._show_rows(choose=chosen)
        self.refresh_keys()
        self._show_chosen()
        self._show_next()
        self._query_overview()

    def _ask_for_name(self, *, has_cell: bool) -> None:
        """Open the form that names the cell, once: the store may be read again before its act is done."""
        if has_cell and isinstance(self.panel, CellForm):
            self.close_overlays()  # another program named the cell, or joined one
        elif not has_cell and not self._is_asked_for_name:
            self.call_after_refresh(self.action_panel, "cell-form")
        self._is_asked_for_name = not has_cell

    def _query_overview(self) -> None:
        """Query the overview in the background."""
        if self._overview:
            self._overview.cancel()  # a query of an older state
        home, today = self.chibo.gateway.home, self.today
        self._overview = self.chibo.gateway.query_in_background(lambda reader: overview(reader, home, today))
        self._overview.add_done_callback(lambda done: self.post_message(self.OverviewRead(done)))

    @on(OverviewRead)
    def _show_overview(self, event: OverviewRead) -> None:
        if event.answer is not self._overview:
            return
        self.chibo.gateway.throttle.pause()
        found, sign = event.answer.result(), self.chibo.sync_sign
        sync, is_well = sync_lines(sign), sign is None or sign.is_well
        self.query_one("#work", LinesPane).show(
            [] if is_well else sync,
            conflict_lines(found.conflicts, found.aside),
            double_lines(found.doubles),
            open_lines(found.tasks, found.petitions),
            sync if is_well else [],
        )
        self.query_one("#year", LinesPane).show(
            trend_lines(found.trends, found.target_percent),
            reminder_lines(found.reminders),
            praise_lines(found.praises),
        )
        self._figures = {trend.meeting.id: trend for trend in found.trends}
        self._show_rows()

    def _show_rows(self, choose: str = "") -> None:
        """Show the meetings, newest first, with the figures that are read."""
        rows = self.query_one(RowList)
        width = rows.line_width
        lines = {key: meeting_row(one, self._figures.get(key), width) for key, one in self._meetings.items()}
        rows.show_rows(lines, choose=choose)

    def width_changed(self) -> None:
        """Show the rows for the new width."""
        super().width_changed()
        if self.is_ready:
            self._show_rows()

    def _show_next(self) -> None:
        """Show what is to be done next, about the current meeting or the last one."""
        reader, home = self.chibo.gateway.reader, self.chibo.gateway.home
        found = self._meetings.get(latest_meeting(reader) or "")
        frame = self.query_one("#next", Frame)
        frame.set_class(found is None, "empty")
        if found:
            frame.show_title(_("What is next"))
            common = proposed_day(home, self.today)
            lines = next_step_lines(found, self._steps_of(found), self.today, common)
            set_text(self, "#next-lines", Content("\n").join(lines))

    def _show_chosen(self) -> None:
        """Show the meeting under the cursor."""
        self._shown = self.shown_meeting
        chosen = self._meetings.get(self._shown)
        report = report_lines(self._reports.get(self._shown), REMARK)
        steps = step_lines(self._steps_of(chosen)) if chosen else []
        lines = [*meeting_lines(chosen), *(Content.assemble("  ", line) for line in report), *steps]
        self.query_one("#chosen", LinesPane).show(lines)

    def _steps_of(self, chosen: MeetingView) -> tuple[PreparationStep, ...]:
        """Return the steps of a meeting's preparation, cached until the store changes."""
        if chosen.state not in NOT_OPENED:
            return ()
        if chosen.id not in self._steps:
            rules = meeting_rules(self.chibo.gateway.home, chosen)
            self._steps[chosen.id] = checklist(self.chibo.gateway.reader, chosen.id, rules)
        return self._steps[chosen.id]

    @property
    def shown_meeting(self) -> str:
        return self._chosen or ""

    @property
    def _chosen(self) -> str | None:
        """The key of the meeting under the cursor."""
        return self.query_one(RowList).chosen_id or None

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the key of the next step first: import members, then plan a meeting."""
        if self.panel or (self._has_members and self._meetings):
            return self.all_keys()
        next_one = "home.plan" if self._has_members else "home.import"
        offered = [key for key in HOME if self._meetings or key.id not in _OF_A_MEETING]
        return tuple(sorted(offered, key=lambda key: key.id != next_one))

    def action_open(self) -> None:
        """Open the meeting under the cursor."""
        if self._chosen is None:
            self.messages.say(_("There is no meeting yet; {key:home.plan} plans one."))
        else:
            self.chibo.navigation.show_meeting(self._chosen)

    def action_remove(self) -> None:
        """Remove the meeting under the cursor."""
        if self._chosen is not None:
            self.do("meeting.remove", meeting=self._chosen)

    def panel_data(self) -> tuple[MeetingView, ...]:
        return meetings(self.chibo.gateway.reader)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if self.is_ready and self._shown != self.shown_meeting:
            self.call_after_refresh(self._show_chosen)  # draw the cursor first; this may read the store

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.chibo.navigation.show_meeting(str(event.option.id))


def _hint(*, has_cell: bool, has_members: bool, has_meeting: bool) -> str:
    """Return the next step while the store is empty."""
    if not has_cell:
        return _(
            "chibo prepares, chairs and records the meetings of a Party cell.\n"
            "Name your cell to begin. Nothing is sent anywhere.\n"
            "Only looking? {key:quit} leaves; “chibo demo” opens a furnished cell to play with."
        )
    if not has_members:
        return _("There are no members yet; {key:home.import} reads them from a spreadsheet.")
    return "" if has_meeting else _("There is no meeting yet; {key:home.plan} plans one.")


def _keys(*ids: str) -> list[Key]:
    return [key for key in HOME if key.id in ids]
