"""A cell at its list of speakers: short ways to ask, start and look, with a clock that is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fractional_indexing import generate_key_between

from models.domain import speakers
from models.domain.speakers import Contribution, SpeakersList
from models.domain.vocabulary import SpeechKind

OPENING = datetime(2026, 12, 3, 7, 5, tzinfo=UTC)


class Room:
    """A list and its clock; every act moves neither but by the transition under test."""

    opening = OPENING
    between = staticmethod(generate_key_between)

    def __init__(self, **settings: bool) -> None:
        present = frozenset({"yen", "mau", "huong", "hiep"})
        self.listing = SpeakersList(present=present, **settings)
        self.now = OPENING

    def apply(self, changed: Iterable[Contribution]) -> None:
        """Take over what a transition returned, and count who has spoken as the store would."""
        self.listing = self.listing.with_changes(changed)
        self.listing = replace(self.listing, spoken=speakers.speakers_among(self.listing.speeches))

    def ask(self, *members: str, kind: SpeechKind = SpeechKind.SPEECH, planned: int | None = None) -> None:
        for member in members:
            self.apply(
                speakers.ask(
                    self.listing,
                    member,
                    kind,
                    id=f"{member}-{len(self.listing.speeches)}",
                    now=self.now,
                    between=generate_key_between,
                    planned_seconds=planned,
                )
            )

    def raise_order(self, *members: str) -> None:
        self.ask(*members, kind=SpeechKind.POINT_OF_ORDER)

    def start(self, member: str | None = None) -> None:
        speech_id = None if member is None else self.request(member).id
        self.apply(speakers.start(self.listing, self.now, speech_id))

    def interrupt(self, member: str, kind: SpeechKind = SpeechKind.INTERPOSED_QUESTION) -> None:
        speech_id = f"{member}-{len(self.listing.speeches)}"
        self.apply(speakers.interrupt(self.listing, member, kind, id=speech_id, now=self.now))

    def pause(self) -> None:
        self.apply(speakers.pause(self.listing, self.now))

    def resume(self) -> None:
        self.apply(speakers.resume(self.listing, self.now))

    def stop(self) -> None:
        self.apply(speakers.stop(self.listing, self.now))

    def take_back(self) -> None:
        self.apply(speakers.take_back(self.listing, generate_key_between))

    def move(self, member: str, index: int) -> None:
        self.apply(speakers.move_to(self.listing, self.request(member).id, index, generate_key_between))

    def pass_seconds(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    def request(self, member: str) -> Contribution:
        return next(speech for speech in speakers.waiting(self.listing) if speech.member_id == member)

    def speech_of(self, member: str) -> Contribution:
        return next(speech for speech in self.listing.speeches if speech.member_id == member)

    @property
    def queue(self) -> list[str]:
        return [speech.member_id for speech in speakers.waiting(self.listing)]

    @property
    def floor(self) -> str | None:
        holder = speakers.floor_holder(self.listing)
        return holder.member_id if holder else None


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def new_room() -> Callable[..., Room]:
    """Make a room with other switches."""
    return Room
