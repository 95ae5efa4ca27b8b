"""The panel of the records captured in the meeting, to read and correct; confidential notes are hidden at first."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.formats import hour_text
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import Visibility
from models.queries.captured import CapturedRecord, captured
from models.queries.live import LiveView
from models.queries.notes import notes
from tui.forms.form import ActRequest, Panel, request_act
from tui.live.list_keys import NOTES
from tui.widgets.key import bindings
from tui.widgets.row_list import RowList


def _removal(of: CapturedRecord) -> ActRequest:
    match of.table:
        case "note":
            return request_act("note.remove", note=of.id)
        case "motion":
            return request_act("motion.withdraw", motion=of.id)
        case "task":
            return request_act("task.remove", task=of.id)
        case _:
            return request_act("petition.remove", petition=of.id)


class NotesList(Panel, can_focus=True):
    """Lists notes, motions, tasks and petitions; a key shows the confidential notes until the panel closes."""

    DEFAULT_CSS = """
    NotesList RowList { height: auto; max-height: 100%; background: $surface; }
    """
    BINDINGS = bindings(NOTES)
    keys = NOTES

    def contents(self) -> Iterable[Widget]:
        """Yield title, records, and the number of hidden ones."""
        yield Static(_("What was written down"), classes="panel-title")
        yield RowList(id="notes-rows")
        yield Static(id="notes-text")

    def initial_focus(self) -> Widget | None:
        return self

    def prepare(self, view: LiveView) -> None:
        self._revealed = False
        self._found: dict[str, CapturedRecord] = {}
        self.show(view)

    def show(self, view: LiveView) -> None:
        """Show the records; the cursor stays on its row."""
        self._view = view
        wanted = tuple(Visibility) if self._revealed else (Visibility.MINUTES, Visibility.CHAIR)
        reader = self.program.gateway.reader
        self._found = {one.id: one for one in captured(reader, view.meeting.id, wanted)}
        self.query_one(RowList).show_rows({one.id: self._line(one) for one in self._found.values()})
        hidden = len(notes(reader, view.meeting.id, (Visibility.CONFIDENTIAL,)))
        lines = [] if self._found else [Content(_("There is no note to be seen by everybody."))]
        if hidden and not self._revealed:
            lines.append(
                Content.assemble(
                    (_("{count} confidential: {key:notes.reveal} shows them.").format(count=hidden), "$warning")
                )
            )
        self.query_one("#notes-text", Static).update(Content("\n").join(lines))

    @property
    def chosen(self) -> CapturedRecord | None:
        return self._found.get(self.query_one(RowList).chosen_id)

    def action_reveal(self) -> None:
        """Show the confidential notes too, or hide them again."""
        self._revealed = not self._revealed
        self.show(self._view)

    def action_choose(self, way: str) -> None:
        """Go to the record above (``up``) or below (``down``), the first or the last one."""
        self.query_one(RowList).move(way)

    def action_correct(self) -> None:
        """Correct the words of the record."""
        if (chosen := self.needed()) is not None:
            self.post_message(self.OpenInstead("note-correct" if chosen.table == "note" else "words"))

    def action_move(self) -> None:
        """Move the record to another item."""
        if self.needed() is not None:
            self.post_message(self.OpenInstead("move"))

    def action_remove(self) -> None:
        """Remove the record."""
        if (chosen := self.needed()) is not None:
            self.post_message(self.Submitted(self, _removal(chosen), close=False))

    def needed(self) -> CapturedRecord | None:
        """Return the record under the cursor; without one, show a notice."""
        if self.chosen is None:
            self.post_message(self.Notice(_("There is nothing here yet.")))
        return self.chosen

    @staticmethod
    def _line(one: CapturedRecord) -> Content:
        """Return a record in lines: number, time, kind and subject; the text; item and speaker."""
        head = [
            one.called,
            hour_text(one.at) if one.at else "",
            one.word if one.table == "note" else "",
            one_line(one.about),
        ]
        item = f"{one.item} {one_line(one.item_title, 24)}" if one.item else ""
        where = " · ".join(filter(None, (item, one_line(one.by))))
        return Content.assemble(
            (" ".join(filter(None, head)), "b"),
            f"\n  {one_line(one.text)}",
            (f"\n  {where}" if where else "", "$foreground-muted"),
        )
