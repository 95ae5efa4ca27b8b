"""Acts of the speakers' list: requesting and giving the floor, pausing, ending, and the list's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fractional_indexing import generate_key_between

from models.acts.context import item_of, meeting_of
from models.acts.eligibility import name_of
from models.acts.floor import item_on_the_floor, write_speeches
from models.acts.guests import GUEST_NOT_HERE
from models.acts.kinds import GuestId, ItemId, MeetingId, MemberId, SpeechId
from models.acts.registry import act
from models.domain import speakers
from models.domain.errors import Refused, WrongUsage
from models.domain.labels import label
from models.domain.language import N_
from models.domain.speakers import Contribution as SpeechValue
from models.domain.speakers import SpeakersList
from models.domain.state_sets import NOT_OPENED, RUNNING
from models.domain.vocabulary import ItemState, SpeechKind, SpeechState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.queries.floor import speakers_list, speakers_lists
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import AgendaItem, Guest, Meeting, Member, Speech

LONGEST_SPEECH = 24 * 60 * 60
"""Seconds; more is a typing error."""


@act("speech.ask", label=N_("put {member} on the speakers' list"))
def ask(
    unit: Unit,
    member: MemberId | None = None,
    kind: SpeechKind = SpeechKind.SPEECH,
    item: ItemId | None = None,
    meeting: MeetingId | None = None,
    guest: GuestId | None = None,
) -> str:
    """Put a member or a guest on the speakers' list of the running item, or of another one; or a point of order."""
    found = _item(unit, item, meeting)
    if found.state not in {ItemState.PENDING, ItemState.RUNNING, ItemState.PAUSED}:
        raise Refused(N_("This item is {state}; nobody speaks on it any more."), state=label(found.state))
    who = _who(unit, found, member, guest)
    (request,) = _asked(unit, found, speakers_list(unit.connection, found.id), who, kind)
    _apply(unit, found, (request,), request)
    return request.id


@act("speech.next", label=N_("gave the floor to {member}"))
def give_floor_to_next(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Give the floor to the next on the speakers' list; whoever is speaking ends."""
    item = item_on_the_floor(unit, meeting)
    changed = speakers.start(speakers_list(unit.connection, item.id), unit.now)
    _apply(unit, item, changed, changed[-1])


@act("speech.start", label=N_("gave the floor to {member}"))
def start(
    unit: Unit,
    member: MemberId | None = None,
    speech: SpeechId | None = None,
    meeting: MeetingId | None = None,
    guest: GuestId | None = None,
) -> None:
    """Give the floor out of turn to a member or guest, who need not have asked; whoever is speaking ends."""
    item = item_on_the_floor(unit, meeting)
    listing = speakers_list(unit.connection, item.id)
    if not speech:
        listing, speech = _with_request(unit, item, listing, _who(unit, item, member, guest))
    changed = speakers.start(listing, unit.now, speech)
    _apply(unit, item, changed, changed[-1])


@act("speech.pause", label=N_("paused the speech of {member}"))
def pause(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Pause the current speech and its time."""
    item = item_on_the_floor(unit, meeting)
    changed = speakers.pause(speakers_list(unit.connection, item.id), unit.now)
    _apply(unit, item, changed, changed[0])


@act("speech.resume", label=N_("let {member} go on speaking"))
def resume(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Let the paused speech go on."""
    item = item_on_the_floor(unit, meeting)
    changed = speakers.resume(speakers_list(unit.connection, item.id), unit.now)
    _apply(unit, item, changed, changed[0])


@act("speech.stop", label=N_("ended the speech of {member}"))
def stop(unit: Unit, meeting: MeetingId | None = None) -> None:
    """End the speech that is being held; one that it interrupted goes on."""
    item = item_on_the_floor(unit, meeting)
    changed = speakers.stop(speakers_list(unit.connection, item.id), unit.now)
    _apply(unit, item, changed, changed[0])


@act("speech.take_back", label=N_("put {member} back at the top of the speakers' list"))
def take_back(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Put the last speaker back at the top of the speakers' list, as if the speech had not begun."""
    item = item_on_the_floor(unit, meeting)
    changed = speakers.take_back(speakers_list(unit.connection, item.id), generate_key_between)
    _apply(unit, item, changed, changed[0])


@act("speech.intervene", label=N_("let {member} interrupt the speaker"))
def intervene(
    unit: Unit,
    member: MemberId | None = None,
    kind: SpeechKind = SpeechKind.INTERVENTION,
    meeting: MeetingId | None = None,
    guest: GuestId | None = None,
) -> str:
    """Let a member or guest interrupt the speaker with an intervention or a question; then the speaker goes on."""
    item = item_on_the_floor(unit, meeting)
    listing = speakers_list(unit.connection, item.id)
    changed = speakers.interrupt(listing, _who(unit, item, member, guest), kind, id=new_id(), now=unit.now)
    _apply(unit, item, changed, changed[-1])
    return changed[-1].id


@act("speech.remove", label=N_("took {member} off the speakers' list"))
def remove(unit: Unit, speech: SpeechId) -> None:
    """Take a request off the speakers' list."""
    item, listing = _list_of(unit, speech)
    changed = speakers.remove(listing, speech)
    _apply(unit, item, changed, changed[0])


@act("speech.move", label=N_("moved {member} to place {to} of the speakers' list"))
def move(unit: Unit, speech: SpeechId, to: int) -> None:
    """Move a request to a place of the speakers' list (1 is next), within its own kind."""
    item, listing = _list_of(unit, speech)
    changed = speakers.move_to(listing, speech, to - 1, generate_key_between)
    _apply(unit, item, changed, listing.speech(speech))
    unit.say(to=to)


@act("list.close", label=N_("closed the speakers' list"))
def close_list(unit: Unit, item: ItemId | None = None, meeting: MeetingId | None = None) -> None:
    """Close the speakers' list: points of order, and speakers whom the chair adds, are still accepted."""
    _item(unit, item, meeting).list_closed = True


@act("list.open", label=N_("opened the speakers' list again"))
def open_list(unit: Unit, item: ItemId | None = None, meeting: MeetingId | None = None) -> None:
    """Open a closed speakers' list again."""
    _item(unit, item, meeting).list_closed = False


@act("list.unspoken_first", label=N_("changed who goes first on the speakers' list"))
def set_unspoken_first(unit: Unit, on: bool, meeting: MeetingId | None = None) -> None:
    """Let members who have not spoken go before those who have, or let the order of asking decide."""
    meeting_of(unit, meeting, NOT_OPENED | RUNNING).unspoken_first = on


@act("list.plan_time", label=N_("planned {seconds} seconds for each speech"))
def plan_time(unit: Unit, seconds: int | None = None, meeting: MeetingId | None = None) -> None:
    """Plan the time of each speech that has not begun, in seconds; without a number it is not limited."""
    if seconds is not None and not 0 < seconds <= LONGEST_SPEECH:
        raise Refused(
            N_("A speech is planned for 1 to {longest} seconds; give a number between."), longest=LONGEST_SPEECH
        ).at("seconds")
    found = meeting_of(unit, meeting, NOT_OPENED | RUNNING)
    found.planned_speech_seconds = seconds
    _plan_requests(unit, found, seconds)
    unit.say(seconds="–" if seconds is None else seconds)


def _plan_requests(unit: Unit, meeting: Meeting, seconds: int | None) -> None:
    for listing in speakers_lists(unit.connection, meeting.id).values():
        for request in (one for one in speakers.waiting(listing) if not one.is_guest):
            unit.get(Speech, request.id).planned_seconds = seconds


def _item(unit: Unit, item: ItemId | None, meeting: MeetingId | None) -> AgendaItem:
    return item_of(unit, item, RUNNING)[0] if item else item_on_the_floor(unit, meeting)


def _list_of(unit: Unit, speech: SpeechId) -> tuple[AgendaItem, SpeakersList]:
    item = item_of(unit, ItemId(unit.get(Speech, speech).item_id), RUNNING)[0]
    return item, speakers_list(unit.connection, item.id)


def _who(unit: Unit, item: AgendaItem, member: MemberId | None, guest: GuestId | None) -> str:
    """Return the key of the speaker: a member, or a guest of this meeting who has arrived."""
    if (member is None) == (guest is None):
        raise WrongUsage(N_("Say who gets the floor: a member, a guest, or a request that waits.")).at("member")
    if member:
        return unit.get(Member, member).id
    found = unit.get(Guest, str(guest))
    if found.meeting_id != item.meeting_id:
        raise Refused(
            N_("{guest} is a guest of another meeting; add the guest to this one."), guest=found.full_name
        ).at("guest")
    if not found.arrived_at or found.left_at:
        raise Refused(GUEST_NOT_HERE, guest=found.full_name, way=WayOut("guest.arrive")).at("guest")
    return found.id


def _asked(
    unit: Unit, item: AgendaItem, listing: SpeakersList, who: str, kind: SpeechKind = SpeechKind.SPEECH
) -> tuple[SpeechValue, ...]:
    if listing.closed and kind is not SpeechKind.POINT_OF_ORDER:
        # The chair may add a speaker; the warning says that the list is closed.
        unit.warn(RuleWarning(N_("The speakers' list is closed; the chair adds one more.")))
        listing = replace(listing, closed=False)
    return speakers.ask(
        listing,
        who,
        kind,
        id=new_id(),
        now=unit.now,
        between=generate_key_between,
        # Planned times apply to members only; guests are not limited.
        planned_seconds=None if who in listing.guests else unit.get(Meeting, item.meeting_id).planned_speech_seconds,
    )


def _with_request(unit: Unit, item: AgendaItem, listing: SpeakersList, who: str) -> tuple[SpeakersList, SpeechId]:
    """Return the list with the request of a person who gets the floor: the first waiting one, or a new one."""
    for request in speakers.waiting(listing):
        if request.member_id == who:
            return listing, SpeechId(request.id)
    holder = speakers.floor_holder(listing)
    if holder and holder.member_id == who and holder.state is SpeechState.SPEAKING:
        raise Refused(N_("This member already has the floor; there is nothing to do."))
    (request,) = _asked(unit, item, listing, who)
    return listing.with_changes((request,)), SpeechId(request.id)


def _apply(unit: Unit, item: AgendaItem, changed: Iterable[SpeechValue], about: SpeechValue) -> None:
    write_speeches(unit, item, changed)
    guest = unit.get(Guest, about.member_id).full_name if about.is_guest else ""
    unit.say(member=guest or name_of(unit, unit.get(Member, about.member_id)))
