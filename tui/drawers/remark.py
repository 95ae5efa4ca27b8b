"""A remark beside the points of one line of the score sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.widget import Widget

from models.domain.language import N_
from models.domain.vocabulary import ScoreStage
from tui.drawers.form import Form, Order
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class Remarked:
    """Points that stand, and the remark beside them."""

    meeting_id: str
    criterion: str
    stage: ScoreStage
    points: int
    remark: str


class RemarkForm(Form):
    """One line; emptied, the remark is taken away."""

    title = N_("Remark")

    def fields(self) -> Iterable[Widget]:
        """The remark."""
        yield EntryLine(id="remark")

    def prepare(self, view: Remarked) -> None:
        """Offer the remark that stands."""
        self._of = view
        self.query_one("#remark", EntryLine).value = view.remark

    def order(self) -> Order:
        """Write the remark beside the same points."""
        of = self._of
        return Order(
            "score.give",
            {
                "criterion": of.criterion,
                "points": of.points,
                "stage": of.stage,
                "remark": self.text("remark"),
                "meeting": of.meeting_id,
            },
        )
