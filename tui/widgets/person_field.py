"""A field for a person: a few letters, without diacritics, find the name; the arrows choose among several.

The cursor is on the person who matches. With an ambiguous name there is no cursor, and Enter shows a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from models.domain.errors import ChiboError, WrongUsage
from models.domain.language import N_, _
from models.domain.text import fuzzy
from tui.widgets.entry_line import EntryLine
from tui.widgets.names_list import NamesLine, drawn_names, stepped
from tui.widgets.people import Person, named_shortly, whom


class PersonField(Vertical):
    """An entry line above the matching names; ``picked`` is the key of the one under the cursor."""

    DEFAULT_CSS = """
    PersonField { height: auto; }
    PersonField Static { height: auto; padding: 0 1; color: $text-muted; }
    """

    class Submitted(Message):
        """Enter was pressed; ``person`` is who was picked, ``None`` for an empty line."""

        def __init__(self, field: PersonField, person: str | None) -> None:
            super().__init__()
            self.field = field
            self.person = person

        @property
        def control(self) -> PersonField:
            return self.field

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        list_at_once: bool = False,
        unknown: str = N_("Nobody is called that; empty the field or write another name."),
    ) -> None:
        super().__init__(id=id)
        self._unknown = unknown
        self._people: tuple[Person, ...] = ()
        self._list_at_once = list_at_once
        self._new_name = ""
        self._cursor: int | None = 0
        self._fitting: tuple[str, list[Person]] | None = None
        """The last query and its matches."""

    def compose(self) -> ComposeResult:
        yield NamesLine(self)
        yield Static()

    @property
    def line(self) -> EntryLine:
        return self.query_one(EntryLine)

    @property
    def picked(self) -> str | None:
        """The key of the person meant, or under the cursor; ``None`` while the line is empty.

        Raises :class:`WrongUsage` for an unknown or ambiguous name.
        """
        query = self.line.value.strip()
        if not query and not self._list_at_once:
            return None
        found = self._found()
        if query and not found:
            raise WrongUsage(self._unknown).at(self.id or "")
        if found and self._cursor is None:
            raise WrongUsage(
                N_("“{name}” may mean several ({names}); choose with ↓, or write more of the name."),
                name=query,
                names=named_shortly(found),
            ).at(self.id or "")
        meant = self._meant
        if meant is not None and meant.unfit is not None:
            raise meant.unfit.at(self.id or "")
        return meant.id if meant else None

    @property
    def _meant(self) -> Person | None:
        """The person under the cursor."""
        found = self._found()
        return found[min(self._cursor, len(found) - 1)] if found and self._cursor is not None else None

    def take_names(self, told: str) -> None:
        """Let the line hold the name of somebody who is not offered, which the text ``told`` says; empty: no more."""
        self._new_name = told
        self._fitting = None
        self._propose()
        self._draw()

    @property
    def named(self) -> str | None:
        """The key of the person meant as :attr:`picked`, or the typed name if it is nobody's and may be new."""
        query = self.line.value.strip()
        return query if self._new_name and query and not self._found() else self.picked

    def offer(self, people: Sequence[Person]) -> None:
        self._people = tuple(people)
        self._fitting = None
        self._cursor = 0
        self.line.value = ""
        self._propose()
        self._draw()

    def move(self, step: int) -> None:
        """Move the cursor among the names."""
        self._cursor = stepped(self._cursor, step, len(self._found()))
        self._draw()

    def _propose(self) -> None:
        """Move the cursor to the person that the name means; remove it for an ambiguous name."""
        query = self.line.value.strip()
        self._cursor = 0 if not query or len(whom(query, self._people)) == 1 else None

    @on(EntryLine.Changed)
    def _narrow(self, event: EntryLine.Changed) -> None:
        event.stop()
        self._propose()
        self._draw()

    @on(EntryLine.Submitted)
    def _submit(self, event: EntryLine.Submitted) -> None:
        event.stop()
        try:
            picked = self.named
        except ChiboError as question:
            self._draw(str(question))
        else:
            self.post_message(self.Submitted(self, picked))

    def _found(self) -> list[Person]:
        """Return the matches of the line, cached: the lookup among many people is slow."""
        query = self.line.value.strip()
        if self._fitting is None or self._fitting[0] != query:
            self._fitting = query, self._look(query)
        return self._fitting[1]

    def _look(self, query: str) -> list[Person]:
        if not query:
            return list(self._people) if self._list_at_once else []
        first = whom(query, self._people)
        if self._new_name:
            return list(first)  # a new name that looks alike is not taken for a member's
        return [*first, *(one for one in fuzzy(query, self._people, attrgetter("name")) if one not in first)]

    def _draw(self, question: str = "") -> None:
        found = self._found()
        lines = list(drawn_names(found, self._cursor))
        if self.line.value.strip() and not found:
            told = (_(self._new_name), "$foreground-muted") if self._new_name else (_(self._unknown), "$warning")
            lines.append(Content.assemble(told))
        elif question:
            lines.append(Content.assemble((question, "$warning")))
        elif self.line.value.strip() and (meant := self._meant) is not None and meant.unfit is not None:
            lines.append(Content.assemble((f"✗ {meant.unfit}", "$warning")))
        self.query_one(Static).update(Content("\n").join(lines))
