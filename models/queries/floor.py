"""The speakers' list of an item, as a value for the rules and as a view for screens."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain import speakers
from models.domain.clock import from_text
from models.domain.errors import UnknownRecord
from models.domain.language import N_
from models.domain.speakers import Contribution, SpeakersList
from models.domain.text import given_name_key
from models.domain.vocabulary import SpeechKind, SpeechState
from models.queries.names import shown_names
from models.queries.roll_call import attended, guests_in_room, present


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speech, or the request for one, with the name of its member or guest."""

    speech: Contribution
    name: str

    def spoken_seconds(self, now: datetime) -> int:
        """Return how long the member has spoken, without the pauses."""
        return speakers.spoken_seconds(self.speech, now)

    def remaining_seconds(self, now: datetime) -> int | None:
        """Return the remaining planned seconds, negative when overrun; ``None`` if no time was planned."""
        return speakers.remaining_seconds(self.speech, now)


@dataclass(frozen=True, slots=True)
class FloorView:
    """The floor of an item for a screen; values that depend on the time take the present time as an argument.

    ``current`` has the floor, speaking or paused by the chair; ``interrupted`` are the speeches interrupted by an
    intervention, the latest first. ``waiting`` is in the order of the floor, ``finished`` in that of ending.
    ``unspoken`` are the names of those in the room who have not spoken at this meeting, by given name; ``spoke`` is how
    many of the ``attended`` members have.
    """

    item_id: str
    meeting_id: str
    current: Speaker | None
    interrupted: tuple[Speaker, ...]
    waiting: tuple[Speaker, ...]
    finished: tuple[Speaker, ...]
    unspoken: tuple[str, ...]
    spoke: int
    attended: int
    closed: bool
    unspoken_first: bool
    begun: tuple[Speaker, ...]

    def totals(self, now: datetime) -> tuple[tuple[str, int], ...]:
        """Return the name and the seconds of everybody who has spoken at this meeting, the longest first."""
        names = {speaker.speech.member_id: speaker.name for speaker in self.begun}
        seconds = speakers.seconds_by_member((speaker.speech for speaker in self.begun), now)
        by_name = sorted(seconds, key=lambda member: (-seconds[member], given_name_key(names[member]), member))
        return tuple((names[member], seconds[member]) for member in by_name)


def speakers_list(connection: sqlite3.Connection, item_id: str) -> SpeakersList:
    """Return the speakers' list of an item. Raises :class:`UnknownRecord` for an unknown item."""
    _, listing, _ = _read(connection, item_id)
    return listing


def speakers_lists(connection: sqlite3.Connection, meeting_id: str) -> dict[str, SpeakersList]:
    """Return the speakers' lists of a meeting by item, without empty ones."""
    rows = connection.execute(
        "SELECT DISTINCT s.item_id FROM speech s JOIN agenda_item i ON i.id = s.item_id"
        " WHERE s.meeting_id = ? AND s.deleted = 0 AND i.deleted = 0 ORDER BY s.item_id",
        (meeting_id,),
    ).fetchall()
    return {item: speakers_list(connection, item) for (item,) in rows}


def floor_view(connection: sqlite3.Connection, item_id: str) -> FloorView:
    """Return the floor of an item for a screen. Raises :class:`UnknownRecord` for an unknown item."""
    meeting, listing, begun = _read(connection, item_id)
    names = shown_names(connection) | _guest_names(connection, meeting)
    came = attended(connection, meeting)
    spoke, attendance = speakers.speaking_share(came, listing.spoken)
    holder = speakers.floor_holder(listing)
    finished = [speech for speech in listing.speeches if speech.state is SpeechState.FINISHED]
    interrupted = [speech for speech in listing.speeches if speech.is_open and speech != holder]
    in_room = sorted(
        listing.present - listing.guests, key=lambda member: (given_name_key(names.get(member, "")), member)
    )

    def named(speeches: list[Contribution] | tuple[Contribution, ...]) -> tuple[Speaker, ...]:
        return tuple(Speaker(speech, names.get(speech.member_id, "")) for speech in speeches)

    return FloorView(
        item_id=item_id,
        meeting_id=meeting,
        current=named([holder])[0] if holder else None,
        interrupted=named(sorted(interrupted, key=_begun_at, reverse=True)),
        waiting=named(speakers.waiting(listing)),
        finished=named(sorted(finished, key=_ended_at)),
        unspoken=tuple(names.get(member, "") for member in speakers.unspoken(in_room, listing.spoken)),
        spoke=spoke,
        attended=attendance,
        closed=listing.closed,
        unspoken_first=listing.unspoken_first,
        begun=named(begun),
    )


def _read(connection: sqlite3.Connection, item_id: str) -> tuple[str, SpeakersList, tuple[Contribution, ...]]:
    """Return an item's meeting, its speakers' list, and all speeches that were begun at that meeting."""
    row = connection.execute(
        "SELECT m.id, i.list_closed, m.unspoken_first, m.present_only FROM agenda_item i"
        " JOIN meeting m ON m.id = i.meeting_id WHERE i.id = ? AND i.deleted = 0",
        (item_id,),
    ).fetchone()
    if row is None:
        raise UnknownRecord(N_("There is no agenda item “{key}”."), key=item_id)
    meeting, closed, unspoken_first, present_only = row
    speeches = _speeches(connection, meeting)
    begun = tuple(speech for _, speech in speeches if speech.started_at is not None)
    listing = SpeakersList(
        speeches=tuple(speech for item, speech in speeches if item == item_id),
        closed=bool(closed),
        unspoken_first=bool(unspoken_first),
        present_only=bool(present_only),
        spoken=speakers.speakers_among(begun),
        present=present(connection, meeting) | guests_in_room(connection, meeting),
        guests=frozenset(_guest_names(connection, meeting)),
    )
    return meeting, listing, begun


def _speeches(connection: sqlite3.Connection, meeting_id: str) -> list[tuple[str, Contribution]]:
    """Return the speeches of a meeting with their items, in the order in which they were asked for."""
    rows = connection.execute(
        "SELECT item_id, id, coalesce(member_id, guest_id), kind, state, position, asked_at, started_at, paused_at,"
        " pause_seconds, ended_at, planned_seconds, interrupts_id, member_id IS NULL"
        " FROM speech WHERE meeting_id = ? AND deleted = 0 ORDER BY asked_at, id",
        (meeting_id,),
    )
    return [(item, _speech(row)) for item, *row in rows]


def _speech(row: list[Any]) -> Contribution:
    key, who, kind, state, position, asked, started, paused, pauses, ended, planned, interrupts, is_guest = row
    return Contribution(
        *(key, who, SpeechKind(kind), SpeechState(state), position, from_text(asked)),
        *(_time(started), _time(paused), pauses, _time(ended), planned, interrupts),
        is_guest=bool(is_guest),
    )


def has_spoken(connection: sqlite3.Connection, guest_id: str) -> bool:
    """Return whether a guest has spoken, or a note quotes the guest."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM speech WHERE deleted = 0 AND guest_id = ?1 AND started_at IS NOT NULL)"
        " OR EXISTS (SELECT 1 FROM note WHERE deleted = 0 AND guest_id = ?1)",
        (guest_id,),
    ).fetchone()
    return bool(row[0])


def _guest_names(connection: sqlite3.Connection, meeting_id: str) -> dict[str, str]:
    """Return the names of a meeting's guests by key, including removed ones."""
    rows = connection.execute("SELECT id, full_name FROM guest WHERE meeting_id = ?", (meeting_id,))
    return dict(rows.fetchall())


def _begun_at(speech: Contribution) -> tuple[datetime, str]:
    return speech.started_at or speech.asked_at, speech.id


def _ended_at(speech: Contribution) -> tuple[datetime, str]:
    return speech.ended_at or speech.asked_at, speech.id


def _time(text: str | None) -> datetime | None:
    return from_text(text) if text else None
