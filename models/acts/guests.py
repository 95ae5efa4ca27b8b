"""Guests of a meeting, including the superior's attending member: announced, arrived, left."""

from __future__ import annotations

from models.acts.context import meeting_of
from models.acts.fields import optional_line
from models.acts.floor import leave_floor
from models.acts.kinds import GuestId, MeetingId, MeetingTime
from models.acts.registry import act
from models.acts.texts import title_of
from models.acts.time_checks import moment_in
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.state_sets import RUNNING
from models.domain.text import name_key
from models.domain.ways_out import WayOut
from models.queries.floor import has_spoken
from models.store.unit import Unit
from models.tables import Guest, Meeting

GUEST_NOT_HERE = N_("{guest} is not in the room; note first that the guest has come: {way}.")
_NAME, _ROLE = N_("name of the guest"), N_("role of the guest")


@act("guest.add", label=N_("added the guest {guest}"))
def add_guest(
    unit: Unit, name: str, role: str = "", assigned_superior: bool = False, meeting: MeetingId | None = None
) -> str:
    """Add a guest; in an open meeting the guest is present, before it only announced."""
    found = meeting_of(unit, meeting)
    guest = Guest(
        id="",
        meeting_id=found.id,
        full_name=title_of(name, _NAME, "name"),
        role=optional_line(role, _ROLE, "role"),
        assigned_superior=assigned_superior,
        arrived_at=unit.now if found.state in RUNNING else None,
    )
    guest = unit.add_natural(guest, found.id, name_key(guest.full_name))
    unit.say(guest=guest.full_name)
    return guest.id


@act("guest.change", label=N_("changed the guest {guest}"))
def change_guest(
    unit: Unit,
    guest: GuestId,
    name: str | None = None,
    role: str | None = None,
    assigned_superior: bool | None = None,
) -> None:
    """Change a guest's name, role, or whether it is the superior's attending member."""
    found, _ = _guest(unit, guest)
    found.full_name = found.full_name if name is None else title_of(name, _NAME, "name")
    found.role = found.role if role is None else optional_line(role, _ROLE, "role")
    found.assigned_superior = found.assigned_superior if assigned_superior is None else assigned_superior
    unit.say(guest=found.full_name)


@act("guest.arrive", label=N_("the guest {guest} arrived"))
def note_arrival(unit: Unit, guest: GuestId, at: MeetingTime | None = None) -> None:
    """Note that an announced guest has come, or one who left has come back, now or at a time."""
    found, meeting = _guest(unit, guest)
    _check_running(meeting)
    if found.arrived_at and not found.left_at:
        raise Refused(N_("{guest} is here already."), guest=found.full_name)
    found.arrived_at, found.left_at = found.arrived_at or moment_in(unit, meeting, at), None
    unit.say(guest=found.full_name)


@act("guest.leave", label=N_("the guest {guest} left"))
def note_leaving(unit: Unit, guest: GuestId, at: MeetingTime | None = None) -> None:
    """Note that a guest leaves, now or at a time."""
    found, meeting = _guest(unit, guest)
    _check_running(meeting)
    if not found.arrived_at or found.left_at:
        raise Refused(GUEST_NOT_HERE, guest=found.full_name, way=WayOut("guest.arrive"))
    left_at = moment_in(unit, meeting, at)
    if left_at < found.arrived_at:
        sentence = N_("{member} cannot leave before arriving; correct one of the two times.")
        raise Refused(sentence, member=found.full_name).at("at")
    found.left_at = left_at
    leave_floor(unit, meeting, found.id)
    unit.say(guest=found.full_name)


@act("guest.remove", label=N_("removed the guest {guest}"))
def remove_guest(unit: Unit, guest: GuestId) -> None:
    """Remove a guest who was added by mistake or does not come."""
    found, meeting = _guest(unit, guest)
    if has_spoken(unit.connection, found.id):
        raise Refused(
            N_("{guest} has spoken at this meeting, which the records keep; note instead that the guest left: {way}."),
            guest=found.full_name,
            way=WayOut("guest.leave"),
        )
    leave_floor(unit, meeting, found.id)
    found.deleted = True
    unit.say(guest=found.full_name)


def _guest(unit: Unit, guest: GuestId) -> tuple[Guest, Meeting]:
    found = unit.get(Guest, guest)
    return found, meeting_of(unit, MeetingId(found.meeting_id))


def _check_running(meeting: Meeting) -> None:
    if meeting.state not in RUNNING:
        raise Refused(N_("The meeting is not open; guests come and go while it is."))
