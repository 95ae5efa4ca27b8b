"""The form of a remark beside the points of a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from textual.widget import Widget

from models.domain.language import N_, _
from tui.forms.form import ActRequest, Form
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class RemarkFormData:
    """The act that gave the points, with its arguments, and the remark."""

    act: str
    arguments: Mapping[str, Any]
    remark: str
    about: str = ""


class RemarkForm(Form):
    """Asks for a remark; an empty line removes it."""

    title = N_("Remark")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="remark")

    def subject(self, view: RemarkFormData) -> str:
        return ":".join(str(value) for name, value in sorted(view.arguments.items()) if name != "points")

    def prepare(self, view: RemarkFormData) -> None:
        self._of = view
        self.query_one("#remark", EntryLine).value = view.remark

    def heading(self, view: RemarkFormData) -> str:
        return f"{_(self.title)}: {view.about}"

    def request(self) -> ActRequest:
        return ActRequest(self._of.act, {**self._of.arguments, "remark": self.text("remark")})
