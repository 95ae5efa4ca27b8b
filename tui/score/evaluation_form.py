"""The form of the evaluation by the superior's attending member."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.widget import Widget

from models.domain.language import N_, _
from models.queries.evaluations import EvaluationView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine

SIGN, LATER = "sign", "later"


@dataclass(frozen=True, slots=True)
class EvaluationFormData:
    """The meeting and its evaluation."""

    meeting_id: str
    found: EvaluationView
    meeting: str = ""


class EvaluationForm(Form):
    """Asks for name, role, remark and signature."""

    title = N_("Evaluation by the superior's member")
    argument_fields = fields_by(remark="whole-remark")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Name"), EntryLine(id="evaluator"))
        yield from self.labelled(N_("Role"), EntryLine(id="role"))
        yield from self.labelled(N_("Remark on the whole meeting (may stay empty)"), EntryLine(id="whole-remark"))
        choices = [(LATER, _("keep, sign later")), (SIGN, _("sign: the points change no more"))]
        yield from self.labelled(N_("Signature"), ChoiceField(choices, id="signature"))

    def prepare(self, view: EvaluationFormData) -> None:
        self._of = view
        self.query_one("#evaluator", EntryLine).value = view.found.evaluator
        self.query_one("#role", EntryLine).value = view.found.role
        self.query_one("#whole-remark", EntryLine).value = view.found.remark
        self.query_one("#signature", ChoiceField).value = LATER

    def heading(self, view: EvaluationFormData) -> str:
        return f"{_(self.title)}: {view.meeting}"

    def request(self) -> ActRequest:
        signs = self.query_one("#signature", ChoiceField).value == SIGN
        written = {"evaluator": self.text("evaluator"), "role": self.text("role"), "remark": self.text("whole-remark")}
        return request_act("evaluation.sign" if signs else "evaluation.write", meeting=self._of.meeting_id, **written)
