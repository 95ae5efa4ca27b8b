"""The notes of the meeting; what is confidential shows only while it is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.labels import label
from models.domain.language import _
from models.domain.vocabulary import Visibility
from models.queries.live import LiveView
from models.queries.notes import NoteView, notes
from tui.drawers.form import Drawer
from tui.format import shown
from tui.keys import NOTES, bindings


class NotesList(Drawer, can_focus=True):
    """Notes for the minutes and for the chair; a key shows the confidential ones until the drawer closes."""

    BINDINGS = bindings(NOTES)
    keys = NOTES

    def contents(self) -> Iterable[Widget]:
        """Yield title and notes."""
        yield Static(_("Notes"), classes="drawer-title")
        yield Static(id="notes-text")

    def first(self) -> Widget | None:
        """Return the drawer itself, which takes the keys."""
        return self

    def prepare(self, view: LiveView) -> None:
        """Show what is not confidential."""
        self._meeting = view.meeting.id
        self._revealed = False
        self.show(view)

    def show(self, view: LiveView) -> None:
        """Show the notes as they stand."""
        wanted = tuple(Visibility) if self._revealed else (Visibility.MINUTES, Visibility.CHAIR)
        reader = self.screen.chibo.gateway.reader  # type: ignore[attr-defined]
        found = notes(reader, view.meeting.id, wanted)
        hidden = len(notes(reader, view.meeting.id, (Visibility.CONFIDENTIAL,)))
        lines = [self._line(note) for note in found] or [Content(_("There is no note to be seen by everybody."))]
        if hidden and not self._revealed:
            lines.append(Content.assemble((_("{count} confidential: h shows them.").format(count=hidden), "$warning")))
        self.query_one("#notes-text", Static).update(Content("\n").join(lines))
        self._view = view

    def action_reveal(self) -> None:
        """Show the confidential notes too, or hide them again."""
        self._revealed = not self._revealed
        self.show(self._view)

    @staticmethod
    def _line(note: NoteView) -> Content:
        about = f" {shown(note.about)}" if note.about else ""
        return Content.assemble((f"{label(note.kind)}{about}: ", "b"), shown(note.text))
