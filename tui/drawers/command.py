"""The command palette: any act by its name and arguments, as ``chibo do`` takes them; names are offered while typed."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import WrongUsage
from models.domain.language import N_
from models.domain.text import matches
from tui.drawers.form import Form, Order
from tui.format import shown
from tui.widgets.entry_line import EntryLine

MOST = 7  # acts offered at a time


class CommandForm(Form):
    """One line: the name of an act and key=value …; under it the acts that fit, with their arguments and help."""

    title = N_("Do any act")

    def fields(self) -> Iterable[Widget]:
        """The line, and what is offered."""
        yield EntryLine(id="line", placeholder="speech.ask member=Mậu")
        yield Static(id="offered")

    def prepare(self, _view: Any) -> None:
        """Empty the line, and offer the first acts."""
        self.empty("line")
        self._offer()

    @on(EntryLine.Changed)
    def _offer(self) -> None:
        from models.acts.registry import acts  # loaded in the background since the start; not needed before
        from models.acts.words import kind_text

        name, _space, _rest = self.text("line").partition(" ")
        fitting = [act for act in acts().values() if name in act.name or matches(name, act.help)]
        lines = []
        for act in fitting[:MOST]:
            needed = " ".join(f"{one.name}={kind_text(one.kind)}" for one in act.parameters if one.required)
            lines.append(Content.assemble((act.name, "b"), (f" {shown(needed)}" if needed else "", "$accent")))
            lines.append(Content.assemble((f"  {shown(act.help)}", "$text-muted")))
        self.mark("#offered", Content("\n").join(lines))

    def order(self) -> Order:
        """Do the act. Raises :class:`WrongUsage` when a word is no key=value."""
        try:
            name, *words = shlex.split(self.text("line"))
        except ValueError:
            raise WrongUsage(N_("Name an act; a value with spaces stands in quotation marks.")) from None
        pairs = {}
        for word in words:
            key, equals, value = word.partition("=")
            if not equals:
                raise WrongUsage(N_("“{word}” is no key=value."), word=word)
            pairs[key] = value
        return Order(name, pairs, by_words=True)
