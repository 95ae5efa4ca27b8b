"""The form that merges duplicate records of a person or a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.text import one_line
from models.queries.duplicates import DuplicateRecord, probable_doubles
from tui.forms.form import ActRequest, Form
from tui.widgets.choice_field import ChoiceField


class DoublesForm(Form):
    """Asks which pair of duplicates to merge."""

    title = N_("Make one of two records")

    _doubles: Sequence[DuplicateRecord] = ()

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(
            N_("The first goes into the second; its history goes with it"), ChoiceField([], id="pair")
        )
        yield Static(id="both")

    def prepare(self, _view: Any) -> None:
        self._doubles = probable_doubles(self.program.gateway.reader)
        if not self._doubles:
            raise Refused(N_("Nothing seems to be there twice."))
        choice = self.query_one("#pair", ChoiceField)
        count = len(self._doubles)
        choice.options = tuple((str(at), f"{at + 1}/{count}") for at in range(count))
        choice.index = 0
        choice.refresh()
        self._show_both()

    @on(ChoiceField.Changed, "#pair")
    def _show_both(self) -> None:
        chosen = self._chosen
        self.update_line("#both", Content(f"  {one_line(chosen.name)}\n→ {one_line(chosen.other)}"))

    @property
    def _chosen(self) -> DuplicateRecord:
        return self._doubles[int(self.query_one("#pair", ChoiceField).value)]

    def request(self) -> ActRequest:
        chosen = self._chosen
        return ActRequest(chosen.act, chosen.arguments)
