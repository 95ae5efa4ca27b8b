"""The lines of a score sheet below their headings: maximum, proposed and given points, with marks."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content

from models.domain.formats import percent_text
from models.domain.language import _
from models.domain.points import Points
from models.domain.text import one_line
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import CriteriaHeading, Criterion
from models.queries.score_sheet import PointSheet
from tui.widgets.row_list import RowList

COLUMN = 9
"""The width of a column."""

WITH_EVIDENCE = 100
"""From this width on, the lines show the evidence."""

NOTHING = "·"

UNFINISHED = "–"
"""Shown for the sum of a heading while lines are without points."""


class ScoreRows(RowList):
    """Shows a :class:`PointSheet` at one stage; ``typed`` are digits that are not committed."""

    _sheet: PointSheet | None = None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.stage = ScoreStage.SELF
        self.typed = ""

    @property
    def chosen(self) -> Criterion | None:
        return self._sheet.lines.get(self.chosen_id) if self._sheet else None

    def show(self, sheet: PointSheet) -> None:
        """Show the sheet; only lines that differ are drawn again."""
        self._sheet = sheet
        self.draw()

    def draw(self) -> None:
        """Draw the lines that differ."""
        if self._sheet is None:
            return
        sheet = self._sheet
        lines = {key: line for heading in sheet.table.headings for key, line in self._block(sheet, heading).items()}
        self.show_rows(lines, disabled={f"#{heading.key}" for heading in sheet.table.headings})

    def column_titles(self) -> Content:
        """Return the titles of the columns."""
        words = (_("most"), _("proposed"), _("given"))
        columns = "".join(f"{word:>{COLUMN}}" for word in words)
        return Content.assemble((" " * max(0, self._width - cell_len(columns)) + columns, "$foreground-muted"))

    def on_resize(self, _event: events.Resize) -> None:
        self.draw()

    @property
    def _width(self) -> int:
        return self.line_width - 1

    def _block(self, sheet: PointSheet, heading: CriteriaHeading) -> dict[str, Content]:
        lines = {line.key: self._line(sheet, line) for line in heading.criteria}
        return {f"#{heading.key}": self._heading(sheet, heading)} | lines

    def _heading(self, sheet: PointSheet, heading: CriteriaHeading) -> Content:
        found = sheet.heading_total(heading, self.stage)
        given = str(found.given) if not found.missing else UNFINISHED
        right = f"{found.most:>{COLUMN}}{'':>{COLUMN}}{given:>{COLUMN}}"
        title = one_line(str(heading.title), max(8, self._width - cell_len(right) - 1))
        filling = " " * max(0, self._width - cell_len(title) - cell_len(right) - 1)
        return Content.assemble((f" {title}{filling}{right}", "b $accent"))

    def _line(self, sheet: PointSheet, line: Criterion) -> Content:
        evidence = evidence_of(sheet, line)
        if not sheet.applies(line):
            return self._assembled(line, evidence, ("", "–", "–"))
        proposed, given = sheet.proposals[line.key].points, sheet.given[self.stage].get(line.key)
        told = NOTHING if given is None else self._points(given.points)
        if self.typed and self.chosen == line:
            told = f"{self.typed}_"
        sign = ("≠" if sheet.differs(line.key, self.stage) else "") + ("✎" if given and given.remark else "")
        return self._assembled(line, evidence, (sign, "?" if proposed is None else self._points(proposed), told))

    def _points(self, points: Points) -> str:
        """Return points, or the sign of a line that is met or not met."""
        if self._sheet is None or not self._sheet.table.is_pass_fail:
            return str(points)
        return "✓" if points else "✗"

    def _assembled(self, line: Criterion, evidence: str, marks: tuple[str, str, str]) -> Content:
        """Return a line of its title and columns: marks, proposed, given."""
        sign, proposed, given = marks
        right = f"{line.points:>{COLUMN}}{proposed:>{COLUMN}}"
        room = max(8, self._width - cell_len(right) - COLUMN - 5)
        return Content.assemble(
            (f" {sign:<3} ", "b $warning"),
            self._words(line, evidence, room),
            (right, "$foreground-muted"),
            (f"{given:>{COLUMN}}", "b" if given[:1].isdigit() or given in "✓✗" else "$foreground-muted"),
        )

    def _words(self, line: Criterion, evidence: str, room: int) -> Content:
        """Return the title, with the evidence where there is room."""
        if self.size.width < WITH_EVIDENCE:
            return Content(_filled(_name(line), room))
        half = room // 2
        return Content.assemble(
            _filled(_name(line), half - 2), "  ", (_filled(evidence, room - half), "$foreground-muted")
        )


def evidence_of(sheet: PointSheet, line: Criterion) -> str:
    """Return the evidence of a line, with the percentage of a share."""
    finding = sheet.proposals[line.key].finding
    share = f" = {percent_text(finding.rate)}" if finding.rate and finding.rate.denominator else ""
    return f"{finding}{share}"


def _name(line: Criterion) -> str:
    """Return the title up to its colon; the detail below shows all of it."""
    return str(line.name)


def _filled(text: str, width: int) -> str:
    """Return a text cut or padded to a width."""
    cut = one_line(text, width)
    return cut + " " * max(0, width - cell_len(cut))
