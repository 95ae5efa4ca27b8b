"""Speakers' lists in the store: which item they belong to, writing a changed list, somebody leaving the room.

The rules are in :mod:`models.domain.speakers`; this module stores their results.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from models.acts.context import running_meeting
from models.acts.kinds import MeetingId
from models.domain import speakers
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.speakers import Contribution as SpeechValue
from models.domain.speakers import SpeakersList
from models.domain.vocabulary import ItemState, SpeechState
from models.domain.ways_out import WayOut
from models.queries.agenda import running_item
from models.queries.floor import speakers_lists
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting, Speech


def item_on_the_floor(unit: Unit, meeting: MeetingId | None) -> AgendaItem:
    """Return the running item of a meeting. Raises :class:`Refused` when there is none."""
    key = running_item(unit.connection, running_meeting(unit, meeting).id)
    if key is None:
        raise Refused(N_("No item of the agenda is running; start one: {way}."), way=WayOut("item.start"))
    return unit.get(AgendaItem, key)


def write_speeches(unit: Unit, item: AgendaItem, changed: Iterable[SpeechValue]) -> None:
    """Write speeches of an item into the store: new ones as rows, of the others only the differences."""
    for value in changed:
        fields = asdict(value)
        fields["interrupts_id"] = fields.pop("interrupts")
        who, is_guest = fields.pop("member_id"), fields.pop("is_guest")
        fields["member_id"], fields["guest_id"] = (None, who) if is_guest else (who, None)
        row = unit.find(Speech, value.id)
        if row is None:
            unit.add(Speech(meeting_id=item.meeting_id, item_id=item.id, **fields))
            continue
        for name, content in fields.items():
            if getattr(row, name) != content:
                setattr(row, name, content)


def leave_floor(unit: Unit, meeting: Meeting, member_id: str) -> None:
    """End the speech of a member or guest who leaves the room, and their requests if only those present may speak."""
    for item_id, listing in speakers_lists(unit.connection, meeting.id).items():
        item = unit.get(AgendaItem, item_id)
        left = listing
        if meeting.present_only:
            left = left.with_changes(speakers.withdraw(left, member_id))
        write_speeches(unit, item, _without_speech_of(unit, item, left, member_id).speeches)


def _without_speech_of(unit: Unit, item: AgendaItem, listing: SpeakersList, member_id: str) -> SpeakersList:
    """Return the list with the member's open speech ended, and any speech that interrupts it."""
    ended = listing
    while any(speech.is_open and speech.member_id == member_id for speech in ended.speeches):
        ended = ended.with_changes(speakers.stop(ended, unit.now))
    holder = speakers.floor_holder(ended)
    # During a break nobody speaks: a speaker whom the leaving one had interrupted continues after it.
    if item.state is not ItemState.RUNNING and holder and holder.state is SpeechState.SPEAKING:
        ended = ended.with_changes(speakers.pause(ended, unit.now))
    return ended
