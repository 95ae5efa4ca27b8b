"""A sheet of the year: points proposed from the records with their evidence; a person decides each, with a remark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.errors import ChiboError
from models.domain.language import N_, _
from models.domain.vocabulary import SheetKind
from models.queries.year_points import YearSheet, year_points
from tui.forms.form import ActRequest, Panel
from tui.point_sheet.keys import DIGITS
from tui.point_sheet.point_acts import YearPointActs
from tui.point_sheet.point_keys import ScoreKeys, keys_for, sheet_bindings
from tui.point_sheet.remark_form import RemarkForm, RemarkFormData
from tui.point_sheet.rows import ScoreRows, evidence_of
from tui.point_sheet.summary import line_in_full, stage_line
from tui.widgets.key import Key
from tui.year.keys import YEAR_SHEET
from tui.year.sheet_lines import year_sum
from tui.year.view import YearView


class YearSheetView(YearView):
    """Stages, lines, the chosen one in full, the sum with what is missing to the standard."""

    DEFAULT_CSS = """
    YearSheetView #stages { height: 1; padding: 0 1; }
    YearSheetView #columns { height: 1; padding: 0 1 0 0; }
    YearSheetView #sheet { height: 1fr; }
    YearSheetView #detail { height: 3; padding: 0 1; background: $surface; }
    YearSheetView #sum { height: auto; padding: 0 1; background: $panel; }
    """
    BINDINGS = sheet_bindings(YEAR_SHEET)
    kind: SheetKind
    sheet: YearSheet | None = None

    def __init__(self) -> None:
        super().__init__()
        self._score_keys = ScoreKeys(self)
        self._no_sheet_reason = ""

    def compose(self) -> ComposeResult:
        yield Static(id="stages")
        yield Static(id="columns")
        yield ScoreRows(id="sheet")
        yield Static(id="detail")
        yield Static(id="sum")

    @property
    def keys(self) -> tuple[Key, ...]:  # type: ignore[override]
        """The keys of the shown sheet."""
        return keys_for(self.sheet, YEAR_SHEET)

    def show(self, year: int) -> None:
        """Read the sheet again; if no file fits the cell, show that instead."""
        gateway = self.year_screen.chibo.gateway
        try:
            self.sheet = year_points(gateway.reader, gateway.home, self.kind, year, self.today)
        except ChiboError as refusal:
            self.sheet, self._no_sheet_reason = None, str(refusal)
        self._score_keys.forget_stored()
        self.draw_sheet()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw_sheet)

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys without the digits, which the chosen line explains."""
        return tuple(key for key in self.keys if key is not DIGITS)

    def panel_data(self) -> RemarkFormData | None:
        """Return the points for a remark; without any, show a message."""
        self._score_keys.commit_typed()
        line = self.rows.chosen
        given = self.sheet.given[self.rows.stage].get(line.key) if self.sheet and line else None
        if line is None or given is None or self.sheet is None:
            self.messages.say(_("Give the points first; the remark stands beside them."))
            return None
        acts, about = YearPointActs(self.sheet.year, self.sheet.kind), str(line.title).partition(":")[0]
        return RemarkFormData(acts, line.key, given.points, self.rows.stage, given.remark, about)

    def refused(self) -> None:
        """Forget submitted points: they were refused."""
        self._score_keys.clear_pending()

    def action_points(self, key: str, *arguments: Any) -> None:
        """Handle a key of the sheet."""
        self._score_keys.handle(key, *arguments)

    def commit_typed(self) -> None:
        """Commit the typed points."""
        self._score_keys.commit_typed()

    async def action_remark(self) -> None:
        """Write a remark beside the points."""
        await self.action_panel(f"{self.name_of_view}-remark")

    @property
    def rows(self) -> ScoreRows:
        return self.query_one(ScoreRows)

    def no_sheet_reason(self) -> str:
        """Return why there is no sheet."""
        return self._no_sheet_reason or _("There is no line here.")

    @property
    def point_acts(self) -> YearPointActs | None:
        """The acts on the points of this year."""
        return YearPointActs(self.sheet.year, self.sheet.kind) if self.sheet else None

    def submit(self, request: ActRequest) -> None:
        """Submit an act on the points of this year."""
        self.year_screen.submit(request)

    def draw_sheet(self) -> None:
        """Draw the sheet and the lines around it."""
        if not self.is_mounted or not self.has_class("current"):
            return
        if self.sheet is None:
            self.query_one("#detail", Static).update(Content.assemble((self._no_sheet_reason, "$warning")))
            return
        self.query_one("#stages", Static).update(stage_line(self.sheet, self.rows.stage))
        self.query_one("#sum", Static).update(year_sum(self.sheet, self.rows.stage))
        self.rows.show(self.sheet)
        self.query_one("#columns", Static).update(self._titles())
        self._draw_detail()

    def _titles(self) -> Content:
        """Return the title of the sheet, which shows whether it is a sample, and the titles of the columns."""
        columns = self.rows.column_titles().plain
        title = str(self.sheet.table.title) if self.sheet else ""
        room = len(columns) - len(columns.lstrip()) - 2
        return Content.assemble((f" {title[:room]:<{room}} ", "i"), (columns[room + 2 :], "$foreground-muted"))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._draw_detail()

    def _draw_detail(self) -> None:
        line = self.rows.chosen
        if self.sheet and line:
            text = line_in_full(self.sheet, line, evidence_of(self.sheet, line), self.rows.stage)
            self.query_one("#detail", Static).update(text)


class FourGoodView(YearSheetView):
    """The four-good sheet."""

    name_of_view, label, kind = "four-good", N_("Four-good"), SheetKind.FOUR_GOOD
    panels: Mapping[str, type[Panel]] = {"four-good-remark": RemarkForm}


class ClassificationView(YearSheetView):
    """The sheet by which the cell is classified."""

    name_of_view, label, kind = "classification", N_("Cell's class"), SheetKind.CLASSIFICATION
    panels: Mapping[str, type[Panel]] = {"classification-remark": RemarkForm}
