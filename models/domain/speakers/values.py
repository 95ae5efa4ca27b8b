"""The speakers' list of an item as values: requests, speeches, and who may speak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from models.domain.errors import UnknownRecord
from models.domain.language import N_
from models.domain.vocabulary import SpeechKind, SpeechState

QUEUED_KINDS = frozenset({SpeechKind.SPEECH, SpeechKind.POINT_OF_ORDER})
"""Kinds that wait for their turn; the others interrupt the speaker and get the floor at once."""


@dataclass(frozen=True)
class Contribution:
    """One contribution, from the request to its end.

    ``member_id`` is a member's key, or with ``is_guest`` that of a guest. ``position`` is a fractional key (equal keys
    are ordered by id). ``pause_seconds`` is the total of the ended pauses; ``paused_at`` begins the present one.
    ``interrupts`` is the speech that this intervention or interposed question paused.
    """

    id: str
    member_id: str
    kind: SpeechKind
    state: SpeechState
    position: str
    asked_at: datetime
    started_at: datetime | None = None
    paused_at: datetime | None = None
    pause_seconds: int = 0
    ended_at: datetime | None = None
    planned_seconds: int | None = None
    interrupts: str | None = None
    is_guest: bool = False

    @property
    def waits(self) -> bool:
        """Whether this is a request that has not had its turn."""
        return self.state is SpeechState.WAITING

    @property
    def is_open(self) -> bool:
        """Whether this speech has begun and not ended, be it paused or not."""
        return self.state in {SpeechState.SPEAKING, SpeechState.PAUSED}


@dataclass(frozen=True)
class SpeakersList:
    """The speakers' list of one item, with the meeting's data about its members.

    ``spoken`` are those who have begun to speak anywhere in this meeting (see :func:`speakers_among`), ``present`` the
    members and guests in the room, ``guests`` the guests of the meeting. ``closed``: no more requests except points of
    order. ``unspoken_first``: members who have not spoken are first. ``present_only``: only those in the room may ask.
    """

    speeches: tuple[Contribution, ...] = ()
    closed: bool = False
    unspoken_first: bool = True
    present_only: bool = True
    spoken: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    guests: frozenset[str] = frozenset()

    def speech(self, speech_id: str) -> Contribution:
        """Return the speech of this list with that id; raises :class:`UnknownRecord` when there is none."""
        for speech in self.speeches:
            if speech.id == speech_id:
                return speech
        raise UnknownRecord(N_("This request is not in the speakers' list; look at the list again."), id=speech_id)

    def may_speak(self, member_id: str) -> bool:
        """Whether this member may have the floor: in the room, or the list accepts absent members."""
        return not self.present_only or member_id in self.present

    def with_changes(self, changed: Iterable[Contribution]) -> SpeakersList:
        """Return this list after a transition: changed speeches replaced, new ones added."""
        speeches = {speech.id: speech for speech in (*self.speeches, *changed)}
        return replace(self, speeches=tuple(speeches.values()))


def speakers_among(speeches: Iterable[Contribution]) -> frozenset[str]:
    """Return the members who have begun to speak; a point of order is about procedure and does not count."""
    return frozenset(
        speech.member_id
        for speech in speeches
        if speech.started_at is not None and speech.kind is not SpeechKind.POINT_OF_ORDER
    )


def floor_holder(listing: SpeakersList) -> Contribution | None:
    """Return the speech that has the floor, speaking or paused by the chair; ``None`` when the floor is free.

    A speech interrupted by an open intervention does not have it. If merging devices left several, the speaking one
    comes first, then the one begun last.
    """
    interrupted = {speech.interrupts for speech in listing.speeches if speech.is_open}
    holders = [speech for speech in listing.speeches if speech.is_open and speech.id not in interrupted]
    return max(
        holders,
        key=lambda speech: (speech.state is SpeechState.SPEAKING, speech.started_at or speech.asked_at, speech.id),
        default=None,
    )
