"""The events of a practice meeting: its levels, and what members do to try the chair; a data file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.domain.item_kinds import ItemKind
from models.domain.language import N_, Text
from models.domain.vocabulary import MeetingKind
from models.profiles.placeholders import checked, paired_texts
from models.profiles.schema import Certainty
from models.profiles.toml_table import TomlTable, printable

LONGEST = 3600
"""Seconds; no event waits longer for its moment or for the chair."""


class PracticeLevel(StrEnum):
    """How hard a practice meeting is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Behaviour(StrEnum):
    """What happens; :mod:`models.practice.engine` says when, :mod:`models.practice.reactions` what answers it."""

    ROOM = "room"
    LATE = "late"
    LEAVES = "leaves"
    GUEST = "guest"
    ASKS = "asks"
    GUEST_ASKS = "guest_asks"
    DONE = "done"
    LONG = "long"
    INTERRUPTS = "interrupts"
    SILENT = "silent"
    IDLE = "idle"
    PETITION = "petition"
    NOTE = "note"
    COUNT = "count"
    PROBATIONARY_HAND = "probationary_hand"
    FAILS = "fails"
    DISPUTE = "dispute"
    TEMPTS = "tempts"
    POWER = "power"


class PracticeCheck(StrEnum):
    """What a temptation tempts to break; :mod:`models.practice.faults` looks at the records for it."""

    ROLL = "roll"
    CRITICISM = "criticism"
    VOTE = "vote"
    COUNT = "count"
    PROBATIONARY = "probationary"
    LENGTH = "length"
    TASKS = "tasks"
    SPONSORS = "sponsors"


class Filled(StrEnum):
    """The words in braces that an event may have."""

    MEMBER = "member"
    OTHER = "other"
    MINUTES = "minutes"
    TEXT = "text"
    ABSENT = "absent"
    VOTES = "votes"


BY_ITSELF = frozenset({Behaviour.ROOM, Behaviour.LATE, Behaviour.DONE, Behaviour.IDLE, Behaviour.COUNT})
"""What follows from the room and from what the chair does; it is not counted out by level."""

AT_ITEMS = frozenset(
    {
        *(Behaviour.LEAVES, Behaviour.GUEST, Behaviour.ASKS, Behaviour.GUEST_ASKS, Behaviour.INTERRUPTS),
        *(Behaviour.SILENT, Behaviour.PETITION, Behaviour.NOTE, Behaviour.TEMPTS, Behaviour.POWER),
    }
)
"""What happens while an item of a kind runs; the rest follows from speeches and votes."""


@dataclass(frozen=True, slots=True)
class LevelSettings:
    """A level: ``gap`` seconds between two events, ``speech`` from how many to how many seconds a member speaks.

    ``late``, ``excused`` and ``missing`` are how many members come late, sent word, or stay away without a word;
    ``hints`` names the key by which to react.
    """

    level: PracticeLevel
    title: Text
    gap: int
    patience_percent: int
    speech: tuple[int, int]
    late: int
    excused: int
    missing: int
    hints: bool


@dataclass(frozen=True, slots=True)
class PracticeEvent:
    """An event. ``meetings`` empty: at all kinds of meetings. ``press`` is the id of the key that answers it."""

    key: str
    behaviour: Behaviour
    say: Text
    press: str = ""
    patience: int = 0
    meetings: tuple[MeetingKind, ...] = ()
    items: tuple[ItemKind, ...] = ()
    after: tuple[int, int] = (0, 0)
    counts: Mapping[PracticeLevel, int] = field(default_factory=dict, hash=False)
    texts: tuple[Text, ...] = ()
    check: PracticeCheck | None = None

    def fits(self, kind: MeetingKind) -> bool:
        """Return whether it may happen at meetings of a kind."""
        return not self.meetings or kind in self.meetings

    def count(self, level: PracticeLevel) -> int:
        """Return how often it happens at a level."""
        return self.counts.get(level, 0)


@dataclass(frozen=True, slots=True)
class PracticeScript:
    """The levels and events of practice meetings."""

    id: str
    version: int
    valid_from: date
    title: Text
    citation: Text
    certainty: Certainty
    levels: Mapping[PracticeLevel, LevelSettings] = field(hash=False)
    events: tuple[PracticeEvent, ...]

    def event(self, key: str) -> PracticeEvent | None:
        """Return an event by its key; ``None`` if the file has it no more."""
        return next((one for one in self.events if one.key == key), None)

    def of(self, behaviour: Behaviour, kind: MeetingKind) -> tuple[PracticeEvent, ...]:
        """Return the events of a behaviour at a kind of meeting."""
        return tuple(one for one in self.events if one.behaviour is behaviour and one.fits(kind))


def read_practice(file: TomlTable) -> PracticeScript:
    """Return the events in ``file``; raises :class:`models.domain.errors.DataFileWrong`."""
    with file:
        levels = {one.level: one for one in map(_level, file.tables("levels"))}
        if set(levels) != set(PracticeLevel):
            raise file.wrong(
                N_("In {file}, {key} must have each of these once: {words}."), "levels", words=", ".join(PracticeLevel)
            )
        events = tuple(map(_event, file.tables("events")))
        keys = [one.key for one in events]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise file.wrong(N_("In {file}, {key} has “{name}” twice."), "events", name=printable(twice[0]))
        return PracticeScript(
            id=file.text("id"),
            version=file.integer("version", lowest=1),
            valid_from=file.day("valid_from"),
            title=file.both_languages("title"),
            citation=file.both_languages("citation"),
            certainty=file.choice("certainty", Certainty),
            levels=levels,
            events=events,
        )


def _level(table: TomlTable) -> LevelSettings:
    with table:
        return LevelSettings(
            level=table.choice("level", PracticeLevel),
            title=table.both_languages("title"),
            gap=table.integer("gap", highest=LONGEST),
            patience_percent=table.integer("patience_percent", lowest=10, highest=1000),
            speech=_range(table, "speech"),
            late=table.integer("late", highest=3),
            excused=table.integer("excused", highest=3),
            missing=table.integer("missing", highest=3),
            hints=table.switch("hints"),
        )


def _event(table: TomlTable) -> PracticeEvent:
    with table:
        event = PracticeEvent(
            key=table.text("key"),
            behaviour=table.choice("behaviour", Behaviour),
            say=checked(table, "say", table.both_languages("say"), Filled),
            press=table.text("press") if table.has("press") else "",
            patience=table.integer("patience", highest=LONGEST) if table.has("patience") else 0,
            meetings=table.choices("meetings", MeetingKind) if table.has("meetings") else (),
            items=table.choices("items", ItemKind) if table.has("items") else (),
            after=_range(table, "after") if table.has("after") else (0, 0),
            counts=_counts(table),
            texts=paired_texts(table, "texts"),
            check=table.choice("check", PracticeCheck) if table.has("check") else None,
        )
    if event.behaviour in AT_ITEMS and not event.items:
        raise table.wrong(N_("In {file}, {key} is missing."), "items")
    if event.behaviour is Behaviour.TEMPTS and event.check is None:
        raise table.wrong(N_("In {file}, {key} is missing."), "check")
    return event


def _counts(table: TomlTable) -> dict[PracticeLevel, int]:
    if not table.has("counts"):
        return {}
    with table.table("counts") as counts:
        return {level: counts.integer(level, highest=20) for level in PracticeLevel if counts.has(level)}


def _range(table: TomlTable, key: str) -> tuple[int, int]:
    """Return two whole seconds, the lower first."""
    found = table.required(key)
    if not isinstance(found, list) or len(found) != 2 or any(type(one) is not int for one in found):
        raise table.wrong(N_("In {file}, {key} must be two whole numbers, the lower first."), key)
    low, high = found
    if not 0 <= low <= high <= LONGEST:
        raise table.wrong(N_("In {file}, {key} must be two whole numbers, the lower first."), key)
    return low, high
