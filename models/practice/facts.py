"""What the engine and the debriefing know of a practice meeting: the records at one moment, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.domain.item_kinds import ItemKind
from models.domain.speakers import Contribution
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    MeetingKind,
    MotionKind,
    NoteKind,
    SpeechKind,
    SpeechState,
)

MAIN = frozenset({MotionKind.RESOLUTION, MotionKind.ADMISSION, MotionKind.CONFIRMATION})
"""The kinds of motion for which a practice meeting is held; votes at the item of the vote count as such, too."""

_OF_VOTING = frozenset({ItemKind.VOTE, ItemKind.BALLOT})


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A member on the roll. ``votes``: an official member; ``plays``: neither the chair nor exempt."""

    id: str
    name: str
    votes: bool
    plays: bool
    state: AttendanceState | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def in_room(self) -> bool:
        """Whether the records have the member in the room."""
        return self.state is AttendanceState.PRESENT and self.arrived_at is not None and self.left_at is None


@dataclass(frozen=True, slots=True)
class GuestFact:
    """A guest of the meeting."""

    id: str
    name: str
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An agenda item; ``seconds`` is how long it has run, ``minutes`` what was planned."""

    id: str
    key: str
    kind: str
    title: str
    minutes: int
    state: ItemState
    seconds: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A round of a vote. ``counts``: by hands or on paper, so that the practice tells what was counted."""

    id: str
    motion_id: str
    kind: MotionKind
    title: str
    at_vote: bool
    counts: bool
    on_paper: bool
    needed: int
    opened_at: datetime
    counted_at: datetime | None = None
    voided_at: datetime | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    passed: bool | None = None

    @property
    def is_main(self) -> bool:
        """Whether it is about what the meeting is held for."""
        return self.kind in MAIN or self.at_vote

    @property
    def is_open(self) -> bool:
        """Whether it waits for its count."""
        return self.counted_at is None and self.voided_at is None


@dataclass(frozen=True, slots=True)
class WrittenFact:
    """A note, a petition or a task: who it is from or for, when it was written, of which kind a note is."""

    by: str
    at: datetime
    kind: NoteKind | None = None
    due: bool = False


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """The records of the meeting at the moment ``now``."""

    now: datetime
    kind: MeetingKind
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    held_seconds: int = 0
    paused: bool = False
    has_minute_taker: bool = False
    people: tuple[PersonFact, ...] = ()
    visitors: tuple[GuestFact, ...] = ()
    items: tuple[ItemFact, ...] = ()
    speeches: tuple[Contribution, ...] = ()
    rounds: tuple[RoundFact, ...] = ()
    notes: tuple[WrittenFact, ...] = ()
    petitions: tuple[WrittenFact, ...] = ()
    tasks: tuple[WrittenFact, ...] = ()

    @property
    def running(self) -> ItemFact | None:
        """The item that runs."""
        return next((one for one in self.items if one.state is ItemState.RUNNING), None)

    @property
    def current(self) -> Contribution | None:
        """Who speaks now; ``None`` while nobody does, or the speech is paused."""
        return next((one for one in self.speeches if one.state is SpeechState.SPEAKING), None)

    @property
    def begun(self) -> tuple[Contribution, ...]:
        """The speeches of members that have begun, in their order, without interventions."""
        begun = [
            (one.started_at, one.id, one)
            for one in self.speeches
            if one.started_at and one.kind is SpeechKind.SPEECH and not one.is_guest
        ]
        return tuple(one for _at, _id, one in sorted(begun, key=lambda found: found[:2]))

    @property
    def main_rounds(self) -> tuple[RoundFact, ...]:
        """The rounds of what the meeting is held for, in their order."""
        return tuple(sorted((one for one in self.rounds if one.is_main), key=lambda one: (one.opened_at, one.id)))

    @property
    def spoke(self) -> frozenset[str]:
        """The keys of those who have begun to speak."""
        return frozenset(one.member_id for one in self.speeches if one.started_at)

    def person(self, key: str) -> PersonFact | None:
        """Return a member by key."""
        return next((one for one in self.people if one.id == key), None)

    def name(self, key: str) -> str:
        """Return the name of a member or guest; empty for nobody."""
        names = {one.id: one.name for one in self.people} | {one.id: one.name for one in self.visitors}
        return names.get(key, "")

    def of_kind(self, *kinds: ItemKind) -> tuple[ItemFact, ...]:
        """Return the items of some kinds."""
        return tuple(one for one in self.items if one.kind in kinds)


def is_of_voting(kind: str) -> bool:
    """Return whether an item of a kind is for voting."""
    return kind in _OF_VOTING
