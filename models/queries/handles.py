"""The names by which people refer to records: numbers and words, never keys.

Each function returns records as :class:`~models.domain.naming.NamedRecord`, for the command line and for the choice
lists of forms. A confidential note has only its number: its text is in no list and in no refusal.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.domain.errors import UnknownRecord
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.naming import NamedRecord
from models.domain.text import matches
from models.domain.vocabulary import NoteKind, RoundState, SpeechState, Visibility
from models.queries.agenda import agenda
from models.queries.creation_order import first_written
from models.queries.lookup import choose_named
from models.queries.names import shown_names
from models.queries.votes import motions

Candidates = Callable[[sqlite3.Connection, str], list[NamedRecord]]


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note with its displayed number: "12.3" is the third of item 12, "0.1" the first without an item."""

    id: str
    number: str
    kind: NoteKind
    visibility: Visibility
    text: str

    @property
    def open_text(self) -> str:
        """The text if the note is not confidential, otherwise empty."""
        return "" if self.visibility is Visibility.CONFIDENTIAL else self.text


def numbered_notes(connection: sqlite3.Connection, meeting_id: str) -> list[NumberedNote]:
    """Return every note of a meeting with its number, in the order of the items and of writing.

    A removed note keeps its number, so that the others keep theirs.
    """
    items = {item.id: item.number for item in agenda(connection, meeting_id).items}
    rows = connection.execute(
        "SELECT id, item_id, kind, visibility, text, deleted FROM note WHERE meeting_id = ? ORDER BY written_at, id",
        (meeting_id,),
    ).fetchall()
    count: Counter[str] = Counter()
    found = []
    for key, item, kind, visibility, text, deleted in rows:
        place = items.get(item, "0")
        count[place] += 1
        if not deleted:
            number = f"{place}.{count[place]}"
            found.append(NumberedNote(key, number, NoteKind(kind), Visibility(visibility), text))
    order = {number: at for at, number in enumerate(["0", *items.values()])}
    return sorted(found, key=lambda note: order[note.number.rpartition(".")[0]])


def find_note(connection: sqlite3.Connection, meeting_id: str, text: str) -> str:
    """Return the key of a note by its number ("12.3"), its key, or words of it if it is not confidential.

    Raises :class:`UnknownRecord` when none fits, or several do; the message contains numbers, never a text.
    """
    listed = numbered_notes(connection, meeting_id)
    exact = [note for note in listed if text.strip() in (note.number, note.id)]
    found = exact or [note for note in listed if note.open_text and matches(text, note.open_text)]
    if len(found) == 1:
        return found[0].id
    names = ", ".join(note.number for note in found or listed) or "–"
    if found:
        raise UnknownRecord(N_("“{text}” may mean several ({names}); write more of it."), text=text, names=names)
    raise UnknownRecord(N_("There is no note “{text}”; the notes are: {names}."), text=text, names=names)


def notes(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return the notes: number, and the text of those that are not confidential."""
    return [
        NamedRecord(note.id, f"{note.number} {note.open_text}".strip(), label(note.kind))
        for note in numbered_notes(connection, meeting_id)
    ]


def listed_motions(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return the motions with their numbers."""
    return [NamedRecord(one.id, f"{one.number}. {one.title}") for one in motions(connection, meeting_id)]


def rounds(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return the rounds: the open one is "open", the second round of motion 1 is "1.2"."""
    return [
        NamedRecord(
            one.id,
            "open" if one.state is RoundState.OPEN else f"{motion.title} {one.number}",
            f"{motion.number}.{one.number}",
        )
        for motion in motions(connection, meeting_id)
        for one in motion.rounds
    ]


def find_round(connection: sqlite3.Connection, meeting_id: str, text: str) -> str:
    """Return the key of a round by its number ("1.2"), "open", its key, or words of its motion."""
    listed = rounds(connection, meeting_id)
    numbered = next((one.key for one in listed if one.detail == text.strip()), None)
    return numbered or choose_named(N_("round"), text, listed)


def speeches(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return those who speak or wait, with the kind of their speech."""
    names = shown_names(connection) | {one.key: one.name for one in guests(connection, meeting_id)}
    rows = connection.execute(
        "SELECT id, coalesce(member_id, guest_id), state FROM speech WHERE deleted = 0 AND meeting_id = ?"
        " AND state IN ('waiting', 'speaking', 'paused')",
        (meeting_id,),
    )
    return [NamedRecord(key, names.get(member, ""), label(SpeechState(state))) for key, member, state in rows]


def guests(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return the guests, with their roles."""
    sql = "SELECT id, full_name, role FROM guest WHERE deleted = 0 AND meeting_id = ?"
    return _named(connection.execute(sql, (meeting_id,)))


def options(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return the options that can be marked: of the motion with an open round, else of the undecided ones.

    Members have their displayed names; a candidate of two elections refers to the open one.
    """
    names = shown_names(connection)
    rows = connection.execute(
        "SELECT o.id, o.label, o.member_id, m.state = 'open' FROM motion_option o JOIN motion m ON m.id = o.motion_id"
        " WHERE o.deleted = 0 AND m.deleted = 0 AND m.meeting_id = ? AND m.state IN ('open', 're_ballot', 'draft')",
        (meeting_id,),
    ).fetchall()
    runs = any(is_open for *_option, is_open in rows)
    return [NamedRecord(key, names.get(member, text)) for key, text, member, is_open in rows if is_open or not runs]


def materials(connection: sqlite3.Connection, meeting_id: str) -> list[NamedRecord]:
    """Return the documents, each with the number of its item."""
    items = {item.id: item.number for item in agenda(connection, meeting_id).items}
    rows = connection.execute(
        "SELECT m.id, m.name, m.item_id FROM material m JOIN agenda_item i ON i.id = m.item_id"
        " WHERE m.deleted = 0 AND i.meeting_id = ?",
        (meeting_id,),
    )
    return [NamedRecord(key, name, items.get(item, "")) for key, name, item in rows]


def resolutions(connection: sqlite3.Connection, _meeting_id: str) -> list[NamedRecord]:
    """Return the resolutions, with their numbers."""
    return _named(connection.execute("SELECT id, title, number FROM resolution WHERE deleted = 0"))


def letters(connection: sqlite3.Connection, _meeting_id: str) -> list[NamedRecord]:
    """Return the letters, each with its number and sign ("05-TB"), a draft with its sign alone."""
    rows = connection.execute(
        f"SELECT id, subject, kind, number FROM letter WHERE deleted = 0 ORDER BY {first_written('letter')}"
    )
    return [
        NamedRecord(key, subject, kind if number is None else f"{number:02}-{kind}")
        for key, subject, kind, number in rows
    ]


def tasks(connection: sqlite3.Connection, _meeting_id: str) -> list[NamedRecord]:
    """Return the tasks with their owners, because the same task is often assigned to many."""
    names = shown_names(connection)
    order = first_written("task")
    rows = connection.execute(f"SELECT id, title, owner_id FROM task WHERE deleted = 0 ORDER BY {order}")
    return [NamedRecord(key, title, names.get(owner, "")) for key, title, owner in rows]


def petitions(connection: sqlite3.Connection, _meeting_id: str) -> list[NamedRecord]:
    """Return the petitions, each with its number in the register."""
    rows = connection.execute("SELECT id, text, deleted FROM petition ORDER BY id").fetchall()
    return [
        NamedRecord(key, text, _("no. {number}").format(number=number))
        for number, (key, text, deleted) in enumerate(rows, start=1)
        if not deleted
    ]


def find_petition(connection: sqlite3.Connection, _meeting_id: str, text: str) -> str:
    """Return the key of a petition by its number in the register ("3"), its key, or words of it."""
    listed = petitions(connection, "")
    numbered = next((one.key for one in listed if one.detail == _("no. {number}").format(number=text.strip())), None)
    return numbered or choose_named(N_("petition"), text, listed)


def themes(connection: sqlite3.Connection, _meeting_id: str) -> list[NamedRecord]:
    """Return the themes, with their years."""
    return _named(connection.execute("SELECT id, title, year FROM planned_theme WHERE deleted = 0"))


def find_task(connection: sqlite3.Connection, _meeting_id: str, text: str) -> str:
    """Return the key of a task by words of it and of its owner ("kiểm tra mậu"), or by its key."""
    listed = tasks(connection, "")
    exact = [one for one in listed if text.strip() in (one.key, one.name)]
    whole = [one for one in listed if matches(text, f"{one.name} {one.detail}")]
    return choose_named(N_("task"), text, exact or listed) if exact or len(whole) != 1 else whole[0].key


def _named(rows: Iterable[tuple[object, object, object]]) -> list[NamedRecord]:
    return [NamedRecord(str(key), str(name), str(detail or "")) for key, name, detail in rows]
