"""The score sheet of a meeting: proposed points with their evidence, given by a person, stage by stage."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.errors import UnknownRecord
from models.domain.language import _
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import Criterion
from models.profiles.loading import load_profile
from models.queries.meetings import meeting
from models.queries.score_sheet import ScoreSheet, score_sheet
from models.queries.sheets import meeting_sheet
from tui.drawers.form import Drawer
from tui.drawers.remark import Remarked, RemarkForm
from tui.format import meeting_title
from tui.keys import SCORE, Key, bindings
from tui.keys.score import DIGITS
from tui.panes.score_rows import ScoreRows, evidence_of
from tui.panes.score_summary import line_in_full, stage_line, sum_lines
from tui.screens.drawer_host import DrawerHost
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine

_STAGES = tuple(ScoreStage)
_MINE = frozenset(key.action.partition("(")[0] for key in SCORE)


class ScoreScreen(DrawerHost):
    """The sheet as a table, the chosen line in full below it, the sum with its arithmetic always in sight."""

    CSS_PATH = "score.tcss"
    place = "score"
    BINDINGS = bindings(tuple(key for key in SCORE if key is not DIGITS)) + [
        Binding(digit, f"digit({digit})", show=False, priority=True) for digit in DIGITS.keys.split(",")
    ]

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._sheet: ScoreSheet | None = None
        self._ordered: dict[str, int] = {}
        """Points that are on their way to the store: the next press of + counts from them."""

    def compose(self) -> ComposeResult:
        """Lay out header, stages, sheet, the chosen line, sum, message and keys."""
        yield Static(id="header", markup=False)
        yield Static(id="stages")
        yield Static(id="columns")
        yield ScoreRows(id="sheet")
        yield Static(id="detail")
        yield RemarkForm(id="remark-form")
        yield Static(id="sum")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the sheet."""
        self.store_changed()

    def on_screen_resume(self) -> None:
        """Read again what may have changed while another screen stood."""
        if self._sheet:
            self.store_changed()

    def on_resize(self) -> None:
        """Put the titles over their columns, once the sheet has its width."""
        self.call_after_refresh(self._draw)

    def store_changed(self) -> None:
        """Read the sheet again; lines that differ are drawn again."""
        chibo = self.chibo
        reader, home = chibo.gateway.reader, chibo.gateway.home
        try:
            of = meeting(reader, self.meeting_id)
        except UnknownRecord:  # its plan was undone, here or elsewhere
            chibo.show_home()
            return
        rules = load_profile(home, of.day, of.profile or None)
        table = meeting_sheet(reader, home, self.meeting_id)
        self._sheet = score_sheet(reader, self.meeting_id, table, rules, chibo.clock())
        points = self._sheet.points(self.rows.stage)
        self._ordered = {key: wanted for key, wanted in self._ordered.items() if points.get(key) != wanted}
        self._draw()
        self.refresh_keys()

    @property
    def rows(self) -> ScoreRows:
        """The sheet."""
        return self.query_one(ScoreRows)

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the form that is open, else those of the sheet."""
        return self.drawer.keys if self.drawer else SCORE

    def keys_now(self) -> tuple[Key, ...]:
        """Return what is useful now; that digits are points, the chosen line says."""
        return tuple(key for key in self.all_keys() if key is not DIGITS)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """While a form is open, the sheet's keys belong to it."""
        return self.drawer is None or action not in _MINE

    def drawer_view(self) -> Remarked | None:
        """Return the points that a remark would stand beside; without any, say so."""
        line = self.rows.chosen
        given = self._sheet.given[self.rows.stage].get(line.key) if self._sheet and line else None
        if line is None or given is None:
            self.messages.say(_("Give the points first; the remark stands beside them."))
            return None
        return Remarked(self.meeting_id, line.key, self.rows.stage, given.points, given.remark)

    def refused(self, drawer: Drawer | None) -> None:
        """Forget what was on its way: it was not given."""
        self._ordered.clear()
        super().refused(drawer)

    def action_choose(self, way: str) -> None:
        """Go to the line above (``up``) or below (``down``); digits that were typed become points."""
        self._settle()
        rows = self.rows
        rows.action_cursor_up() if way == "up" else rows.action_cursor_down()

    def action_accept(self) -> None:
        """Take the typed points and go on."""
        self.action_choose("down")

    def action_digit(self, digit: int | None = None) -> None:
        """Add a digit; the points are given as soon as another digit would exceed the line."""
        line = self.rows.chosen
        if line is None or digit is None:
            self.messages.say(_("Type the points with the digits."))
            return
        typed = self.rows.typed + str(digit)
        self.rows.typed = typed
        if int(typed) * 10 > line.points or typed.startswith("0"):
            self._settle()
        self.rows.draw()

    def action_step(self, by: int) -> None:
        """Give one point more or less than stands there; from nothing, begin at the proposal."""
        self._settle()
        line = self.rows.chosen
        if line is None or self._sheet is None:
            return
        now = self._ordered.get(line.key, self._sheet.points(self.rows.stage).get(line.key))
        if now is None:
            proposed = self._sheet.proposals[line.key].points
            wanted = proposed if proposed is not None else (line.points if by > 0 else 0)
        else:
            wanted = now + by
        self._give(line, wanted)

    def action_take(self) -> None:
        """Give the chosen line what is proposed."""
        line = self.rows.chosen
        proposal = self._sheet.proposals[line.key] if self._sheet and line else None
        if line is None or proposal is None or proposal.points is None:
            self.messages.say(_("No points are proposed here; type them with the digits."))
            return
        self.rows.typed = ""
        self._give(line, proposal.points, evidence=proposal.finding.figures)

    def action_take_all(self) -> None:
        """Give every line without points what is proposed, as one act."""
        self.do("score.take_proposals", stage=self.rows.stage, meeting=self.meeting_id)

    def action_copy(self) -> None:
        """Give every line without points those of the stage before."""
        at = _STAGES.index(self.rows.stage)
        if not at:
            self.messages.say(_("There is no stage before the self score."))
            return
        self.do("score.take_from", source=_STAGES[at - 1], stage=self.rows.stage, meeting=self.meeting_id)

    def action_clear(self) -> None:
        """Drop digits that were typed; else take the points of the chosen line away."""
        if self.rows.typed:
            self.rows.typed = self.rows.typed[:-1]
            self.rows.draw()
        elif line := self.rows.chosen:
            self._ordered.pop(line.key, None)
            self.do("score.clear", criterion=line.key, stage=self.rows.stage, meeting=self.meeting_id)

    def action_stage(self, by: int) -> None:
        """Show the points of another stage; they are kept apart."""
        self._settle()
        rows = self.rows
        rows.stage = _STAGES[(_STAGES.index(rows.stage) + by) % len(_STAGES)]
        self._ordered.clear()
        self._draw()

    def action_leave(self) -> None:
        """Go back to the meetings; digits that were typed become points."""
        self._settle()
        self.chibo.show_home()

    def _settle(self) -> None:
        """Give the points that were typed."""
        rows, line = self.rows, self.rows.chosen
        typed, rows.typed = rows.typed, ""
        if typed and line:
            self._give(line, int(typed))
        rows.draw()

    def _give(self, line: Criterion, points: int, **more: str) -> None:
        if not 0 <= points <= line.points:
            said = _("This line has 0 to {most} points.").format(most=line.points)
            self.messages.refused(said)
            return
        self._ordered[line.key] = points
        stage = self.rows.stage
        self.do("score.give", criterion=line.key, points=points, stage=stage, meeting=self.meeting_id, **more)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if self.stands:
            self._draw_detail()

    def _draw(self) -> None:
        if self._sheet is None:
            return
        title = f"{_('Score sheet')} · {meeting_title(self._sheet.meeting)}"
        self.query_one("#header", Static).update(title)
        self.query_one("#stages", Static).update(stage_line(self._sheet, self.rows.stage))
        self.query_one("#sum", Static).update(sum_lines(self._sheet, self.rows.stage))
        self.rows.show(self._sheet)
        self.query_one("#columns", Static).update(self.rows.column_titles())
        self._draw_detail()

    def _draw_detail(self) -> None:
        line = self.rows.chosen
        if self._sheet and line:
            text = line_in_full(self._sheet, line, evidence_of(self._sheet, line), self.rows.stage)
        else:
            text = Content("")
        self.query_one("#detail", Static).update(text)
