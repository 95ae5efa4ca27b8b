"""What was just recorded: the last acts of the meeting, newest first; undo takes back the chosen one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content

from models.domain.formats import hour_text
from models.domain.text import one_line
from models.queries.history import HistoryEntry, journal
from models.queries.machines import journal_machines
from tui.widgets.row_list import RowList

LAST = 30
"""How many acts of the journal are read; some of them may be taken back already."""


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """An act in force: its number in the journal, its time of day, its words."""

    number: str
    hour: str
    words: str


def recorded(connection: sqlite3.Connection, meeting_id: str) -> tuple[RecordedAct, ...]:
    """Return the last acts of a meeting that stand, newest first. Loads the acts, which have the words."""
    from models.acts.registry import audit_line

    machines = journal_machines(connection)

    def line(done: HistoryEntry) -> RecordedAct:
        number = machines.entry_name(done.device, done.seq)
        return RecordedAct(number, hour_text(done.time), one_line(audit_line(done.act, done.details)))

    entries = journal(connection, meeting_id=meeting_id, limit=LAST)
    return tuple(line(one) for one in entries if not one.undone and one.undoes_seq is None)


class RecordedPane(RowList):
    """Shows the last acts, by any machine, with their numbers as ids; after a new one the cursor goes to it."""

    DEFAULT_CSS = "RecordedPane { text-wrap: nowrap; }"
    _acts: Sequence[RecordedAct] = ()

    def show(self, acts: Sequence[RecordedAct]) -> None:
        """Show the acts."""
        is_new = bool(acts) and acts[0] not in self._acts[:1]
        self._acts = acts
        self._draw(choose=acts[0].number if is_new else "")

    def on_resize(self, _event: events.Resize) -> None:
        self._draw()

    def _draw(self, choose: str = "") -> None:
        width = self.line_width
        self.show_rows({one.number: _line(one, width) for one in self._acts}, choose=choose)


def _line(act: RecordedAct, width: int) -> Content:
    left = f" {act.hour}  "
    return Content.assemble((left, "$foreground-muted"), one_line(act.words, max(8, width - len(left) - 1)))
