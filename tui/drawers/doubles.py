"""What may be there twice: two records of one person or one meeting, made one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual.widget import Widget

from models.domain.errors import Refused
from models.domain.language import N_
from models.queries.doubles import Double
from tui.drawers.form import Form, Order
from tui.widgets.choice import Choice


class DoublesForm(Form):
    """Asks which of the pairs become one."""

    title = N_("Make one of two records")

    def __init__(self, doubles: Callable[[], Sequence[Double]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._read = doubles
        self._doubles: Sequence[Double] = ()

    def fields(self) -> Iterable[Widget]:
        """The pairs, one of which is chosen."""
        yield from self.labelled(N_("The first goes into the second; its history goes with it"), Choice([], id="pair"))

    def prepare(self, _view: Any) -> None:
        """Offer what may be there twice."""
        self._doubles = self._read()
        if not self._doubles:
            raise Refused(N_("No member and no meeting seems to be there twice."))
        choice = self.query_one("#pair", Choice)
        choice.options = tuple((str(at), f"{one.name} → {one.other}") for at, one in enumerate(self._doubles))
        choice.index = 0
        choice.refresh()

    def order(self) -> Order:
        """Make them one."""
        chosen = self._doubles[int(self.query_one("#pair", Choice).value)]
        return Order(chosen.act, dict(chosen.arguments))
