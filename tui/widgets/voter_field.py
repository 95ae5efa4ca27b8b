"""A field for the next voter: nobody is chosen until the text matches one person, or an arrow chose one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from models.domain.errors import ChiboError, WrongUsage
from models.domain.language import N_, _
from models.domain.text import fold, fuzzy
from tui.widgets.entry_line import EntryLine
from tui.widgets.names_list import NamesLine, drawn_names, stepped
from tui.widgets.people import Person, whom

_NO_NAME = N_("Type the name of the next voter.")
_UNKNOWN = N_("Nobody who may still vote is called that.")
_SEVERAL = N_("Several are called that: write more of the name, or choose with ↑ ↓.")


class VoterField(Vertical):
    """An entry line above the matching names, in the order of the roll."""

    DEFAULT_CSS = """
    VoterField { height: auto; }
    VoterField #ask { height: 2; }
    VoterField #fitting { height: auto; padding: 0 1; color: $text-muted; }
    """

    class Chosen(Message):
        """Enter was pressed on one person."""

        def __init__(self, person: Person) -> None:
            super().__init__()
            self.person = person

    class Refused(Message):
        """Enter was pressed, and the name is unknown or ambiguous."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._people: tuple[Person, ...] = ()
        self._cursor: int | None = None

    def compose(self) -> ComposeResult:
        yield Static(_("Who votes next? Type the name, then ⏎."), id="ask")
        yield NamesLine(self)
        yield Static(id="fitting")

    @property
    def line(self) -> EntryLine:
        return self.query_one(EntryLine)

    def offer(self, people: Sequence[Person], *, keep_typed: bool = False) -> None:
        """Offer these people; the line is emptied unless ``keep_typed``."""
        self._people, self._cursor = tuple(people), None
        if not keep_typed:
            self.line.value = ""
        self._draw()

    def chosen(self) -> Person:
        """Return the chosen person. Raises :class:`ChiboError` for none or several."""
        found = self._found()
        if self._cursor is not None and self._cursor < len(found):
            return found[self._cursor]
        if not self.line.value.strip():
            raise WrongUsage(_NO_NAME)
        meant = self._meant(found)
        if meant is None:
            raise WrongUsage(_SEVERAL if found else _UNKNOWN)
        return meant

    def move(self, step: int) -> None:
        """Move the cursor in the matching names."""
        self._cursor = stepped(self._cursor, step, len(self._found()))
        self._draw()

    @on(EntryLine.Changed)
    def _narrow(self, event: EntryLine.Changed) -> None:
        event.stop()
        self._cursor = None
        self._draw()

    @on(EntryLine.Submitted)
    def _submit(self, event: EntryLine.Submitted) -> None:
        event.stop()
        try:
            self.post_message(self.Chosen(self.chosen()))
        except ChiboError as mistake:
            self.post_message(self.Refused(str(mistake)))

    def _found(self) -> list[Person]:
        """Return the people whose names have words that start as typed: "yen" does not match Nguyễn."""
        typed = self.line.value.strip()
        begun = fold(typed).split()
        fitting = [one for one in self._people if all(_begins_a_word(word, one.name) for word in begun)]
        return fuzzy(typed, fitting, lambda person: person.name) if typed else []

    def _meant(self, found: Sequence[Person]) -> Person | None:
        """Return the person that the text means; ``None`` for none or several."""
        meant = whom(self.line.value, found)
        return meant[0] if len(meant) == 1 else None

    def _draw(self) -> None:
        found = self._found()
        meant = self._meant(found)
        cursor = found.index(meant) if self._cursor is None and meant else self._cursor
        lines = list(drawn_names(found, cursor))
        if self.line.value.strip() and not found:
            lines.append(Content.assemble((_(_UNKNOWN), "$warning")))
        self.query_one("#fitting", Static).update(Content("\n").join(lines))


def _begins_a_word(beginning: str, name: str) -> bool:
    return any(word.strip("()").startswith(beginning.strip("()")) for word in fold(name).split())
