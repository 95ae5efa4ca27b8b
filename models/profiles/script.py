"""The chair's script: texts to open an item, to lead its discussion, and to close it; a data file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.item_kinds import ItemKind
from models.domain.language import N_, Text
from models.domain.text import fold
from models.domain.vocabulary import MeetingKind
from models.profiles.placeholders import checked, paired_texts, text_list
from models.profiles.schema import Certainty
from models.profiles.toml_table import TomlTable


class Moment(StrEnum):
    """A moment of a meeting outside its items: the beginning, the superior's guest, the closing words."""

    START = "start"
    GUEST = "guest"
    END = "end"


class Placeholder(StrEnum):
    """The words in braces that a script may have; :mod:`models.queries.script` fills them in."""

    CELL = "cell"
    MEETING = "meeting"
    DAY = "day"
    END_HOUR = "end_hour"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    GUESTS = "guests"
    SUPERIOR_GUEST = "superior_guest"
    LISTED = "listed"
    PRESENT = "present"
    ABSENT = "absent"
    VOTERS = "voters"
    TASKS_DONE = "tasks_done"
    TASKS_OVERDUE = "tasks_overdue"
    PETITIONS = "petitions"
    ITEM = "item"
    PRESENTER = "presenter"
    MINUTES = "minutes"
    NEXT_ITEM = "next_item"
    NEXT_PRESENTER = "next_presenter"


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """The texts at a moment, at items of a template (by their keys) or at every item of a kind.

    ``meetings`` are the kinds of meetings it is for; empty: all of them. ``words`` are those of which one stands in the
    titles of the items of a kind that it is for; empty: all of the kind. ``own`` opens an item that the chair presents,
    if it differs from ``open``.
    """

    open: Text
    own: Text | None = None
    questions: tuple[Text, ...] = ()
    close: Text | None = None
    moment: Moment | None = None
    kind: ItemKind | None = None
    items: tuple[str, ...] = ()
    meetings: tuple[MeetingKind, ...] = ()
    words: tuple[str, ...] = ()

    def names(self, title: str) -> bool:
        """Return whether one of its words stands in a title, whatever its marks and capitals."""
        return any(fold(one) in fold(title) for one in self.words)

    def fits(self, meeting: MeetingKind) -> bool:
        """Return whether the part is for meetings of a kind."""
        return not self.meetings or meeting in self.meetings


@dataclass(frozen=True, slots=True)
class MeetingScript:
    """The script of every kind of meeting."""

    id: str
    version: int
    valid_from: date
    title: Text
    citation: Text
    certainty: Certainty
    parts: tuple[ScriptPart, ...]

    def at(self, moment: Moment, meeting: MeetingKind) -> ScriptPart | None:
        """Return the texts at a moment; ``None`` if there are none."""
        return _closest([one for one in self.parts if one.moment is moment and one.fits(meeting)])

    def of_item(self, key: str, kind: str, meeting: MeetingKind, title: str = "") -> ScriptPart | None:
        """Return the texts of an item: by its key in the template (empty without one), else by its kind, those for its
        title first.
        """
        fitting = [one for one in self.parts if one.fits(meeting)]
        named = [one for one in fitting if key and key in one.items]
        of_kind = [one for one in fitting if one.kind is not None and one.kind.value == kind]
        by_title = _closest([one for one in of_kind if one.names(title)])
        return _closest(named) or by_title or _closest([one for one in of_kind if not one.words])


def _closest(parts: list[ScriptPart]) -> ScriptPart | None:
    """Return the first part for certain kinds of meetings, else the first of all."""
    return next((one for one in parts if one.meetings), parts[0] if parts else None)


def read_script(file: TomlTable) -> MeetingScript:
    """Return the script in ``file``; raises :class:`models.domain.errors.DataFileWrong`."""
    with file:
        return MeetingScript(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            citation=file.both_languages("citation"),
            certainty=file.choice("certainty", Certainty),
            parts=tuple(_part(table) for table in file.tables("parts")),
        )


def _part(table: TomlTable) -> ScriptPart:
    with table:
        part = ScriptPart(
            open=_text(table, "open"),
            own=_text(table, "own") if table.has("own") else None,
            questions=tuple(checked(table, "questions", one, Placeholder) for one in paired_texts(table, "questions")),
            close=_text(table, "close") if table.has("close") else None,
            moment=table.choice("moment", Moment) if table.has("moment") else None,
            kind=table.choice("kind", ItemKind) if table.has("kind") else None,
            items=text_list(table, "items") if table.has("items") else (),
            meetings=table.choices("meetings", MeetingKind) if table.has("meetings") else (),
            words=text_list(table, "words") if table.has("words") else (),
        )
    if sum((part.moment is not None, part.kind is not None, bool(part.items))) != 1:
        text = N_("In {file}, {key} must be there, or else one of: {others}; exactly one of them.")
        raise table.wrong(text, "kind", others="moment, items")
    return part


def _text(table: TomlTable, key: str) -> Text:
    return checked(table, key, table.both_languages(key), Placeholder)
