"""The keys of a sheet of points, for a meeting and for a year: type, step, copy, clear, change the stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, Unpack

from textual.binding import Binding, BindingType

from models.domain.language import _
from models.domain.points import NONE, Points
from models.domain.typed.numbers import read_points
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import Criterion
from models.queries.score_sheet import PointSheet
from tui.forms.act_request import ActRequest
from tui.point_sheet.keys import DIGITS, HALF
from tui.point_sheet.point_acts import Beside, PointActs
from tui.point_sheet.rows import ScoreRows
from tui.point_sheet.typed_points import has_half, may_go_on, with_half, without_last
from tui.widgets.key import Key, bindings

if TYPE_CHECKING:
    from tui.widgets.message_line import MessageLine

STAGES = tuple(ScoreStage)


def halves_on(sheet: PointSheet | None) -> bool:
    """Return whether a sheet has half points."""
    return sheet is not None and sheet.table.halves


def keys_for(sheet: PointSheet | None, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the keys, without the half point for a sheet with whole points only."""
    return tuple(key for key in keys if key is not HALF or halves_on(sheet))


def sheet_bindings(keys: tuple[Key, ...]) -> list[BindingType]:
    """Return the bindings of a key table; each digit has a binding of its own."""
    digits = [
        Binding(digit, f"points('digit', {digit})", show=False, priority=True) for digit in DIGITS.keys.split(",")
    ]
    return [*bindings(tuple(key for key in keys if key is not DIGITS)), *digits]


class SheetHost(Protocol):
    """A screen or view that shows a sheet of points: the score screen, or a view of the year."""

    @property
    def sheet(self) -> PointSheet | None:
        """The sheet; ``None`` while there is none."""

    @property
    def rows(self) -> ScoreRows:
        """The list of lines."""

    @property
    def messages(self) -> MessageLine:
        """The message line."""

    def no_sheet_reason(self) -> str:
        """Return why there is no sheet or no line."""

    @property
    def point_acts(self) -> PointActs | None:
        """The acts on the points of the sheet; ``None`` while there is none."""

    def submit(self, request: ActRequest) -> None:
        """Submit an act on the points."""

    def draw_sheet(self) -> None:
        """Draw everything that shows the sheet."""


class ScoreKeys:
    """Handles the keys of the sheet that ``host`` shows. Key tables name them as ``points('step', 1)``."""

    def __init__(self, host: SheetHost) -> None:
        self._host = host
        self._pending: dict[str, Points] = {}
        """Points submitted and not yet stored: the next step counts from them."""

    def handle(self, key: str, *arguments: Any) -> None:
        """Handle a key by its name in the key tables."""
        handlers: dict[str, Callable[..., None]] = {
            "accept": self.accept,
            "choose": self.choose,
            "clear": self.clear,
            "copy": self.copy,
            "digit": self.digit,
            "half": self.half,
            "stage": self.change_stage,
            "step": self.step,
            "take": self.take,
            "take_all": self.take_all,
        }
        handlers[key](*arguments)

    def forget_stored(self) -> None:
        """Forget submitted points that are stored now."""
        points = self._host.sheet.points(self._host.rows.stage) if self._host.sheet else {}
        self._pending = {key: wanted for key, wanted in self._pending.items() if points.get(key) != wanted}

    def clear_pending(self) -> None:
        """Forget submitted points: they were refused."""
        self._pending.clear()

    def choose(self, way: str) -> None:
        """Move to the line above (``up``) or below (``down``), after committing typed digits."""
        self.commit_typed()
        if self._host.rows.chosen is None:
            self._host.messages.say(self._host.no_sheet_reason())
        self._host.rows.move(way)

    def accept(self) -> None:
        """Commit the typed points and move to the next line."""
        self.choose("down")

    def digit(self, digit: int | None = None) -> None:
        """Add a digit; commit as soon as neither a digit nor a half can follow."""
        line = self._host.rows.chosen
        if line is None or digit is None:
            self._host.messages.say(_("Type the points with the digits.") if line else self._host.no_sheet_reason())
            return
        if has_half(self._host.rows.typed):
            if digit == 5:
                self.commit_typed()
            else:
                self._host.messages.refused(_("Only half a point can be given beside whole ones: 2.5."))
            return
        typed = self._host.rows.typed + str(digit)
        self._host.rows.typed = typed
        if not may_go_on(typed, line.points, halves=halves_on(self._host.sheet)):
            self.commit_typed()
        self._host.rows.draw()

    def half(self) -> None:
        """Add half a point to the typed digits; a 5 may follow the comma."""
        if self._host.rows.chosen is None:
            self._host.messages.say(self._host.no_sheet_reason())
        elif not halves_on(self._host.sheet):
            self._host.messages.say(_("This sheet has whole points only."))
        else:
            self._host.rows.typed = with_half(self._host.rows.typed)
            self._host.rows.draw()

    def step(self, by: int) -> None:
        """Give one point more or less than now; without points, start at the proposal."""
        self.commit_typed()
        line = self._host.rows.chosen
        if line is None or self._host.sheet is None:
            self._host.messages.say(self._host.no_sheet_reason())
            return
        now = self._pending.get(line.key, self._host.sheet.points(self._host.rows.stage).get(line.key))
        if now is None:
            proposed = self._host.sheet.proposals[line.key].points
            wanted = proposed if proposed is not None else (line.points if by > 0 else NONE)
        else:
            wanted = now + by
        self._give(line, wanted)

    def take(self) -> None:
        """Give the chosen line the proposed points."""
        line = self._host.rows.chosen
        proposal = self._host.sheet.proposals[line.key] if self._host.sheet and line else None
        if line is None or proposal is None:
            self._host.messages.say(self._host.no_sheet_reason())
        elif proposal.points is None:
            self._host.messages.say(_("No points are proposed here; type them with the digits."))
        else:
            self._host.rows.typed = ""
            self._give(line, proposal.points, evidence=proposal.finding.figures)

    def take_all(self) -> None:
        """Give every line without points the proposed ones, as one act."""
        if acts := self._acts():
            self._host.submit(acts.take_proposals(self._host.rows.stage))

    def copy(self) -> None:
        """Give every line without points those of the stage before."""
        at = STAGES.index(self._host.rows.stage)
        if not at:
            self._host.messages.say(_("There is no stage before the self score."))
            return
        if acts := self._acts():
            self._host.submit(acts.take_from(STAGES[at - 1], self._host.rows.stage))

    def clear(self) -> None:
        """Delete the last typed digit; without one, clear the points of the chosen line."""
        line = self._host.rows.chosen
        if self._host.rows.typed:
            self._host.rows.typed = without_last(self._host.rows.typed)
            self._host.rows.draw()
        elif line and (acts := self._host.point_acts):
            self._pending.pop(line.key, None)
            self._host.submit(acts.clear(line.key, self._host.rows.stage))
        else:
            self._host.messages.say(self._host.no_sheet_reason())

    def change_stage(self, by: int) -> None:
        """Show the points of another stage."""
        self.commit_typed()
        rows = self._host.rows
        rows.stage = STAGES[(STAGES.index(rows.stage) + by) % len(STAGES)]
        self._pending.clear()
        self._host.draw_sheet()

    def commit_typed(self) -> None:
        """Commit the typed points."""
        rows, line = self._host.rows, self._host.rows.chosen
        typed, rows.typed = rows.typed, ""
        if typed and line:
            self._give(line, read_points(typed))
        rows.draw()

    def _acts(self) -> PointActs | None:
        """Return the acts on the points; ``None``, with a message, without a sheet."""
        if self._host.sheet is None:
            self._host.messages.say(self._host.no_sheet_reason())
            return None
        return self._host.point_acts

    def _give(self, line: Criterion, points: Points, **beside: Unpack[Beside]) -> None:
        if not 0 <= points <= line.points:
            self._host.messages.refused(_("This line has 0 to {most} points.").format(most=line.points))
            return
        self._pending[line.key] = points
        if acts := self._host.point_acts:
            self._host.submit(acts.give(line.key, points, self._host.rows.stage, **beside))
