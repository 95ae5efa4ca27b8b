"""What the keys of a sheet of points do, be it a meeting's or a year's: type, step, take over, clear, stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.domain.language import _
from models.domain.points import NONE, Points
from models.domain.typed.numbers import read_points
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import Criterion
from models.queries.score_sheet import PointSheet
from tui.point_sheet.keys import HALF
from tui.point_sheet.rows import ScoreRows
from tui.point_sheet.typed_points import has_half, may_go_on, with_half, without_last
from tui.widgets.key import Key

if TYPE_CHECKING:
    from tui.widgets.message_line import MessageLine

STAGES = tuple(ScoreStage)


def halves_on(sheet: PointSheet | None) -> bool:
    """Say whether half points can be given on a sheet."""
    return sheet is not None and sheet.table.halves


def keys_for(sheet: PointSheet | None, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the keys without that of the half, where a sheet has whole points only."""
    return tuple(key for key in keys if key is not HALF or halves_on(sheet))


class GivingPoints:
    """For who shows a sheet in :class:`ScoreRows`: it draws the sheet and has acts done; the keys are handled here."""

    sheet: PointSheet | None = None
    """What is shown; ``None`` while there is nothing."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._pending: dict[str, Points] = {}
        """Points that are on their way to the store: the next press of + counts from them."""

    if TYPE_CHECKING:

        @property
        def messages(self) -> MessageLine:
            """The message line."""

    @property
    def rows(self) -> ScoreRows:
        """The lines of the sheet."""
        raise NotImplementedError

    def perform(self, what: str, **arguments: Any) -> None:
        """Have points given (``give``), taken away (``clear``) or taken over (``take_proposals``, ``take_from``)."""
        raise NotImplementedError

    def draw_sheet(self) -> None:
        """Draw everything that shows the sheet."""
        raise NotImplementedError

    def no_sheet_reason(self) -> str:
        """Return why nothing can be given now."""
        return _("There is no line here.")

    def forget_stored(self) -> None:
        """Forget what was on its way and stands now."""
        points = self.sheet.points(self.rows.stage) if self.sheet else {}
        self._pending = {key: wanted for key, wanted in self._pending.items() if points.get(key) != wanted}

    def clear_pending(self) -> None:
        """Forget what was on its way: it was not given."""
        self._pending.clear()

    def action_choose(self, way: str) -> None:
        """Go to the line above (``up``) or below (``down``); digits that were typed become points."""
        self.commit_typed()
        if self.rows.chosen is None:
            self.messages.say(self.no_sheet_reason())
        self.rows.action_cursor_up() if way == "up" else self.rows.action_cursor_down()

    def action_accept(self) -> None:
        """Take the typed points and go on."""
        self.action_choose("down")

    def action_digit(self, digit: int | None = None) -> None:
        """Add a digit; the points are given as soon as nothing more can follow: no digit, and no half."""
        line = self.rows.chosen
        if line is None or digit is None:
            self.messages.say(_("Type the points with the digits.") if line else self.no_sheet_reason())
            return
        if has_half(self.rows.typed):
            if digit == 5:
                self.commit_typed()
            else:
                self.messages.refused(_("Only half a point can be given beside whole ones: 2.5."))
            return
        typed = self.rows.typed + str(digit)
        self.rows.typed = typed
        if not may_go_on(typed, line.points, halves=halves_on(self.sheet)):
            self.commit_typed()
        self.rows.draw()

    def action_half(self) -> None:
        """Add half a point to the digits that are typed; it waits, for a 5 may be typed behind the comma."""
        if self.rows.chosen is None:
            self.messages.say(self.no_sheet_reason())
        elif not halves_on(self.sheet):
            self.messages.say(_("This sheet has whole points only."))
        else:
            self.rows.typed = with_half(self.rows.typed)
            self.rows.draw()

    def action_step(self, by: int) -> None:
        """Give one point more or less than stands there; from nothing, begin at the proposal."""
        self.commit_typed()
        line = self.rows.chosen
        if line is None or self.sheet is None:
            self.messages.say(self.no_sheet_reason())
            return
        now = self._pending.get(line.key, self.sheet.points(self.rows.stage).get(line.key))
        if now is None:
            proposed = self.sheet.proposals[line.key].points
            wanted = proposed if proposed is not None else (line.points if by > 0 else NONE)
        else:
            wanted = now + by
        self._give(line, wanted)

    def action_take(self) -> None:
        """Give the chosen line what is proposed."""
        line = self.rows.chosen
        proposal = self.sheet.proposals[line.key] if self.sheet and line else None
        if line is None or proposal is None:
            self.messages.say(self.no_sheet_reason())
        elif proposal.points is None:
            self.messages.say(_("No points are proposed here; type them with the digits."))
        else:
            self.rows.typed = ""
            self._give(line, proposal.points, evidence=proposal.finding.figures)

    def action_take_all(self) -> None:
        """Give every line without points what is proposed, as one act."""
        self._if_shown("take_proposals", stage=self.rows.stage)

    def action_copy(self) -> None:
        """Give every line without points those of the stage before."""
        at = STAGES.index(self.rows.stage)
        if not at:
            self.messages.say(_("There is no stage before the self score."))
            return
        self._if_shown("take_from", source=STAGES[at - 1], stage=self.rows.stage)

    def action_clear(self) -> None:
        """Drop digits that were typed; else take the points of the chosen line away."""
        line = self.rows.chosen
        if self.rows.typed:
            self.rows.typed = without_last(self.rows.typed)
            self.rows.draw()
        elif line:
            self._pending.pop(line.key, None)
            self.perform("clear", criterion=line.key, stage=self.rows.stage)
        else:
            self.messages.say(self.no_sheet_reason())

    def action_stage(self, by: int) -> None:
        """Show the points of another stage; they are kept apart."""
        self.commit_typed()
        rows = self.rows
        rows.stage = STAGES[(STAGES.index(rows.stage) + by) % len(STAGES)]
        self._pending.clear()
        self.draw_sheet()

    def commit_typed(self) -> None:
        """Give the points that were typed."""
        rows, line = self.rows, self.rows.chosen
        typed, rows.typed = rows.typed, ""
        if typed and line:
            self._give(line, read_points(typed))
        rows.draw()

    def _if_shown(self, what: str, **arguments: Any) -> None:
        if self.sheet is None:
            self.messages.say(self.no_sheet_reason())
        else:
            self.perform(what, **arguments)

    def _give(self, line: Criterion, points: Points, **more: str) -> None:
        if not 0 <= points <= line.points:
            self.messages.refused(_("This line has 0 to {most} points.").format(most=line.points))
            return
        self._pending[line.key] = points
        self.perform("give", criterion=line.key, points=points, stage=self.rows.stage, **more)
