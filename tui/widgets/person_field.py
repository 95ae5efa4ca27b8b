"""A field that names a person: a few letters, without marks, find the name; the arrows choose among several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from models.domain.language import N_, _
from models.domain.text import fuzzy
from tui.format import shown
from tui.widgets.entry_line import EntryLine

MOST = 6  # names shown; the rest are counted


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be picked; ``detail`` stands muted behind the name."""

    id: str
    name: str
    detail: str = ""


class PersonField(Vertical):
    """An entry line above the names that fit; ``picked`` is the key of the one on which the cursor stands."""

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
            """The field."""
            return self.field

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        list_at_once: bool = False,
        unknown: str = N_("Nobody is called that."),
    ) -> None:
        super().__init__(id=id)
        self._unknown = unknown
        self._people: tuple[Person, ...] = ()
        self._list_at_once = list_at_once
        self._cursor = 0
        self._fitting: tuple[str, list[Person]] | None = None
        """What was looked for last, and who was found."""

    def compose(self) -> ComposeResult:
        """Lay out the line and the names."""
        yield _PersonLine(self)
        yield Static()

    @property
    def line(self) -> EntryLine:
        """The entry line."""
        return self.query_one(EntryLine)

    @property
    def picked(self) -> str | None:
        """The key of the person under the cursor; ``None`` while the line is empty."""
        found = self._found()
        if not self.line.value.strip() and not self._list_at_once:
            return None
        return found[min(self._cursor, len(found) - 1)].id if found else None

    @property
    def is_unknown(self) -> bool:
        """Whether something is written that no name fits."""
        return bool(self.line.value.strip()) and not self._found()

    def offer(self, people: Sequence[Person]) -> None:
        """Empty the line, and pick among these."""
        self._people = tuple(people)
        self._fitting = None
        self._cursor = 0
        self.line.value = ""
        self._draw()

    def move(self, step: int) -> None:
        """Move the cursor among the names."""
        self._cursor = max(0, min(self._cursor + step, len(self._found()[:MOST]) - 1))
        self._draw()

    @on(EntryLine.Changed)
    def _narrow(self, event: EntryLine.Changed) -> None:
        event.stop()
        self._cursor = 0
        self._draw()

    @on(EntryLine.Submitted)
    def _submit(self, event: EntryLine.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self, self.picked))

    def _found(self) -> list[Person]:
        """Return whom the line fits; looked for once, since among many people a look is slow."""
        query = self.line.value.strip()
        if self._fitting is None or self._fitting[0] != query:
            self._fitting = query, self._look(query)
        return self._fitting[1]

    def _look(self, query: str) -> list[Person]:
        if not query:
            return list(self._people) if self._list_at_once else []
        return fuzzy(query, self._people, lambda person: person.name)

    def _draw(self) -> None:
        found = self._found()
        lines = [self._drawn(person, place == self._cursor) for place, person in enumerate(found[:MOST])]
        if len(found) > MOST:
            lines.append(Content(_("… and {count} more; write more of the name").format(count=len(found) - MOST)))
        if self.is_unknown:
            lines.append(Content.assemble((_(self._unknown), "$warning")))
        self.query_one(Static).update(Content("\n").join(lines))

    @staticmethod
    def _drawn(person: Person, chosen: bool) -> Content:
        return Content.assemble(
            ("▸ " if chosen else "  ", "b $accent"),
            (shown(person.name), "b" if chosen else ""),
            (f"  {person.detail}" if person.detail else "", "$foreground-muted"),
        )


class _PersonLine(EntryLine):
    def __init__(self, field: PersonField) -> None:
        super().__init__()
        self._field = field

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self._field.move(1 if event.key == "down" else -1)
            return
        await super()._on_key(event)
