"""The form of a remark beside the points of a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.widget import Widget

from models.domain.language import N_, _
from models.domain.points import Points
from models.domain.vocabulary import ScoreStage
from tui.forms.form import ActRequest, Form
from tui.point_sheet.point_acts import PointActs
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class RemarkFormData:
    """The points of the remark, if there are any, and the remark."""

    acts: PointActs
    criterion: str
    points: Points
    stage: ScoreStage
    remark: str
    about: str = ""


class RemarkForm(Form):
    """Asks for a remark; an empty line removes it."""

    title = N_("Remark")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="remark")

    def subject(self, view: RemarkFormData) -> str:
        given = view.acts.give(view.criterion, view.points, view.stage).arguments
        return ":".join(str(value) for name, value in sorted(given.items()) if name != "points")

    def prepare(self, view: RemarkFormData) -> None:
        self._of = view
        self.query_one("#remark", EntryLine).value = view.remark

    def heading(self, view: RemarkFormData) -> str:
        return f"{_(self.title)}: {view.about}"

    def request(self) -> ActRequest:
        of = self._of
        return of.acts.give(of.criterion, of.points, of.stage, remark=self.text("remark"))
