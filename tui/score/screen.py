"""The score sheet of a meeting: proposed points with evidence, points given at each stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.errors import ChiboError, DataFileWrong
from models.domain.language import _
from models.domain.vocabulary import ScoreStage
from models.profiles.files import CRITERIA
from models.profiles.in_force import problems
from models.queries.evaluations import EvaluationView, offered_evaluation
from models.queries.meetings import meeting, meeting_title
from models.queries.rules import meeting_rules
from models.queries.score_sheet import ScoreSheet, score_sheet
from models.queries.sheets import meeting_sheet
from tui.forms.form import Panel
from tui.point_sheet.keys import DIGITS
from tui.point_sheet.point_acts import MeetingPointActs
from tui.point_sheet.point_keys import ScoreKeys, keys_for, sheet_bindings
from tui.point_sheet.remark_form import RemarkForm, RemarkFormData
from tui.point_sheet.rows import ScoreRows, evidence_of
from tui.point_sheet.summary import line_in_full, stage_line, sum_lines
from tui.score.evaluation_form import EvaluationForm, EvaluationFormData
from tui.score.evaluation_line import evaluation_line, official_line
from tui.score.keys import SCORE
from tui.score.place import PLACE
from tui.score.shortcomings_form import ShortcomingsForm, ShortcomingsFormData
from tui.shell.panel_host import PanelHost
from tui.widgets.key import Key
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine


class ScoreScreen(PanelHost):
    """Shows the sheet, the chosen line in full, and the sum."""

    CSS_PATH = "score.tcss"
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {
        "remark-form": RemarkForm,
        "evaluation-form": EvaluationForm,
        "shortcomings-form": ShortcomingsForm,
    }
    key_table = SCORE
    sheet: ScoreSheet | None = None
    BINDINGS = sheet_bindings(SCORE)

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._score_keys = ScoreKeys(self)
        self._evaluation = EvaluationView()

    def compose(self) -> ComposeResult:
        yield Static(id="header", markup=False)
        yield Static(id="stages")
        yield Static(id="columns")
        yield ScoreRows(id="sheet")
        yield Static(id="detail")
        yield Static(id="evaluation")
        yield from self.compose_panels()
        yield Static(id="sum")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the sheet, and report errors in the cell's own criteria files."""
        self.read()
        if told := problems(self.chibo.gateway.home, CRITERIA):
            self.messages.refused("  ".join(told), stays=True)

    def width_changed(self) -> None:
        """Draw the titles of the columns, once the sheet has its width."""
        self.call_after_refresh(self.draw_sheet)

    def store_changed(self) -> None:
        """Read the sheet again."""
        chibo = self.chibo
        reader, home = chibo.gateway.reader, chibo.gateway.home
        of = meeting(reader, self.meeting_id)
        try:
            rules = meeting_rules(home, of)
            table = meeting_sheet(reader, home, self.meeting_id)
        except DataFileWrong as wrong:  # the file is being edited: report the error, keep the old sheet
            self.messages.refused(str(wrong))
            return
        self.sheet = score_sheet(reader, self.meeting_id, table, rules, chibo.clock())
        self._evaluation = offered_evaluation(reader, self.meeting_id)
        self._score_keys.forget_stored()
        self.draw_sheet()

    @property
    def rows(self) -> ScoreRows:
        return self.query_one(ScoreRows)

    def all_keys(self) -> tuple[Key, ...]:
        """Return the keys of the open form, else those of the sheet."""
        return keys_for(self.sheet, super().all_keys())

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys without the digits; at the superior's stage, signing comes first."""
        idle = "evaluate" if self._evaluation.is_signed else "withdraw"
        keys = [key for key in self.all_keys() if key is not DIGITS and key.action != idle]
        if self.panel is None and self.rows.stage is ScoreStage.SUPERIOR:  # this stage ends with signing
            keys.sort(key=lambda key: key.action not in {"evaluate", "withdraw"})
        return tuple(keys)

    def panel_data(self) -> RemarkFormData | EvaluationFormData | ShortcomingsFormData | None:
        """Return the data for the form that opens; ``None``, with a message, for a remark without points."""
        name = self.panel.id if self.panel else self.opening
        if name == "evaluation-form":
            held = meeting_title(self.sheet.meeting) if self.sheet else ""
            return EvaluationFormData(self.meeting_id, self._evaluation, held)
        if name == "shortcomings-form":
            return ShortcomingsFormData(self.sheet.meeting) if self.sheet else None
        self._score_keys.commit_typed()
        line = self.rows.chosen
        given = self.sheet.given[self.rows.stage].get(line.key) if self.sheet and line else None
        if line is None or given is None:
            self.messages.say(_("Give the points first; the remark stands beside them."))
            return None
        about = str(line.title).partition(":")[0]
        return RemarkFormData(self.point_acts, line.key, given.points, self.rows.stage, given.remark, about)

    def refused(self, panel: Panel | None, refusal: ChiboError) -> None:
        """Forget submitted points: they were refused."""
        self._score_keys.clear_pending()
        super().refused(panel, refusal)

    def no_sheet_reason(self) -> str:
        """Return why no points can be given."""
        return _("There is no line here.")

    @property
    def point_acts(self) -> MeetingPointActs:
        """The acts on the points of this meeting."""
        return MeetingPointActs(self.meeting_id)

    async def action_evaluate(self) -> None:
        """Open the evaluation at the superior's stage; a signed one shows who signed."""
        self._score_keys.commit_typed()
        if self._evaluation.is_signed:
            self.messages.say(
                _("It is signed by {name}; {key:score.withdraw} withdraws the signature.").format(
                    name=self._evaluation.evaluator
                )
            )
            return
        self.rows.stage = ScoreStage.SUPERIOR
        self.draw_sheet()
        await self.action_panel("evaluation-form")

    def action_withdraw(self) -> None:
        """Withdraw the signature."""
        self.do("evaluation.withdraw", meeting=self.meeting_id)

    def action_points(self, key: str, *arguments: Any) -> None:
        """Handle a key of the sheet."""
        self._score_keys.handle(key, *arguments)

    def may_leave(self) -> bool:
        """Commit typed digits, and return whether the screen may be left."""
        self._score_keys.commit_typed()
        return super().may_leave()

    def action_leave(self) -> None:
        """Commit typed digits, and go back to the meetings."""
        self._score_keys.commit_typed()
        self.chibo.navigation.show_home()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        if self.is_ready:
            self._draw_detail()

    def draw_sheet(self) -> None:
        """Draw the sheet and the lines around it."""
        if self.sheet is None:
            return
        title = f"{_('Score sheet')} · {meeting_title(self.sheet.meeting)}"
        self.query_one("#header", Static).update(title)
        self.query_one("#stages", Static).update(stage_line(self.sheet, self.rows.stage))
        self.query_one("#sum", Static).update(sum_lines(self.sheet, self.rows.stage))
        official = self.sheet.official if self.rows.stage is ScoreStage.OFFICIAL else None
        line = official_line(official) if official else evaluation_line(self.sheet, self._evaluation)
        self.query_one("#evaluation", Static).update(line)
        self.set_class(self.rows.stage is ScoreStage.SUPERIOR or official is not None, "superior")
        self.rows.show(self.sheet)
        self.query_one("#columns", Static).update(self.rows.column_titles())
        self._draw_detail()
        self.refresh_keys()

    def _draw_detail(self) -> None:
        line = self.rows.chosen
        if self.sheet and line:
            text = line_in_full(self.sheet, line, evidence_of(self.sheet, line), self.rows.stage)
        else:
            text = Content("")
        self.query_one("#detail", Static).update(text)
