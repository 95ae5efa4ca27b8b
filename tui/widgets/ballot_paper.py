"""The ballot of a voter: choices and marks. Nothing of it is kept after the cast."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from models.domain.labels import choice_text
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import Choice as Vote
from models.queries.votes import RoundView


class BallotPaper(Vertical):
    """The ballot of a round. In a round with one seat, a new mark replaces the old one."""

    DEFAULT_CSS = """
    BallotPaper #name { height: 2; text-style: bold; }
    BallotPaper OptionList { border: none; background: $background; height: auto; }
    """

    def __init__(self, current: RoundView, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._round = current
        self.marked: set[str] = set()
        """What is marked, by key."""

    def compose(self) -> ComposeResult:
        yield Static(id="name")
        yield OptionList(id="choices")

    def hand_to(self, name: str) -> None:
        """Show an unmarked ballot to a voter."""
        self.marked = set()
        self.query_one("#name", Static).update(Content(_("{name}, mark your choice.").format(name=one_line(name))))
        self._draw()

    def wipe(self) -> None:
        """Clear the ballot."""
        self.marked = set()
        self.query_one(OptionList).clear_options()
        self.query_one("#name", Static).update("")

    def move(self, way: str) -> None:
        """Move the cursor ``up`` or ``down``."""
        getattr(self.query_one(OptionList), f"action_cursor_{way}")()

    def mark(self) -> None:
        """Mark or unmark the choice under the cursor."""
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return
        key = str(listed.get_option_at_index(listed.highlighted).id)
        if key in self.marked:
            self.marked.discard(key)
        elif self._round.per_name:  # the other box of this name loses its mark
            name = key.rpartition("/")[0]
            self.marked = {key, *(mark for mark in self.marked if mark.rpartition("/")[0] != name)}
        else:
            self.marked = {key} if self.places == 1 else {*self.marked, key}
        self._draw()

    @property
    def places(self) -> int:
        """How many choices may be marked."""
        return len(self._round.options) if self._round.per_name else max(1, self._round.seats)

    @property
    def unmarked(self) -> list[str]:
        """The names without a mark, where each is agreed or disagreed to."""
        options = self._round.options if self._round.per_name else ()
        marked = {mark.rpartition("/")[0] for mark in self.marked}
        return [one.option.label for one in options if one.option.id not in marked]

    def _draw(self) -> None:
        listed = self.query_one(OptionList)
        at = listed.highlighted or 0
        listed.clear_options()
        for key, name in self._options():
            mark = "[x]" if key in self.marked else "[ ]"
            listed.add_option(Option(Content(f" {mark} {name}"), id=key))
        listed.highlighted = at

    def _options(self) -> list[tuple[str, str]]:
        if self._round.per_name:
            return [
                (f"{one.option.id}/{vote}", f"{one_line(one.option.label)}: {choice_text(vote)}")
                for one in self._round.options
                for vote in (Vote.YES, Vote.NO)
            ]
        if self._round.options:
            return [(one.option.id, one_line(one.option.label)) for one in self._round.options]
        return [(vote.value, choice_text(vote)) for vote in Vote]
