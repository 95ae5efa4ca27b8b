"""The records written during a meeting in one list, for correction: notes, motions, tasks, petitions."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import NoteKind, Visibility
from models.queries.agenda import agenda
from models.queries.creation_order import first_written
from models.queries.handles import numbered_notes
from models.queries.names import shown_names
from models.queries.notes import notes
from models.queries.votes import motions

WORDS = {"motion": N_("Motion"), "task": N_("Task"), "petition": N_("Petition")}


@dataclass(frozen=True, slots=True)
class CapturedRecord:
    """A record: table and key, displayed number, item, time, kind, the person it is about, its author.

    ``kind``, ``visibility`` and ``at`` are those of a note; of another record ``kind`` and ``at`` are ``None``.
    """

    table: str
    id: str
    number: str
    item: str
    item_title: str
    word: str
    text: str
    about: str = ""
    by: str = ""
    at: datetime | None = None
    kind: NoteKind | None = None
    visibility: Visibility = Visibility.MINUTES

    @property
    def called(self) -> str:
        """The displayed name: a note by its number, another record with its type."""
        return self.number if self.table == "note" else f"{self.word} {self.number}"


def captured(
    connection: sqlite3.Connection, meeting_id: str, visibilities: Collection[Visibility]
) -> list[CapturedRecord]:
    """Return the records written during a meeting, with its notes of the given visibilities only."""
    items = {item.id: item for item in agenda(connection, meeting_id).items}

    def place(item_id: str | None) -> tuple[str, str]:
        item = items.get(item_id or "")
        return (item.number, item.title) if item else ("", "")

    numbers = {note.id: note.number for note in numbered_notes(connection, meeting_id)}
    found = [
        CapturedRecord("note", note.id, numbers[note.id], *place(note.item_id), label(note.kind), note.text, note.about,
                 note.by, note.written_at, note.kind, note.visibility)
        for note in notes(connection, meeting_id, visibilities)
    ]  # fmt: skip
    items_of = dict(connection.execute("SELECT id, item_id FROM motion WHERE meeting_id = ?", (meeting_id,)))
    for motion in motions(connection, meeting_id):
        at = place(items_of[motion.id])
        found.append(CapturedRecord("motion", motion.id, str(motion.number), *at, _(WORDS["motion"]), motion.title))
    names = shown_names(connection)
    for table, text, who in (("task", "title", "owner_id"), ("petition", "text", "from_id")):
        rows = connection.execute(
            f"SELECT id, item_id, {text}, {who} FROM {table} WHERE deleted = 0 AND meeting_id = ?"
            f" ORDER BY {first_written(table)}",
            (meeting_id,),
        )
        for number, (key, item, words, person) in enumerate(rows, start=1):
            about, by = (names.get(person, ""), "") if table == "task" else ("", names.get(person, ""))
            found.append(CapturedRecord(table, key, str(number), *place(item), _(WORDS[table]), words, about, by))
    return found
