"""Removing a member or a meeting that was recorded by mistake; one with records stays."""

from __future__ import annotations

from collections import Counter

from models.acts.context import meeting_day
from models.acts.kinds import MeetingId, MemberId
from models.acts.references import meetings_with_roll, references
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.ways_out import WayOut
from models.queries.field_labels import table_label
from models.queries.names import shown_names
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting, Member

_HARMLESS = frozenset({"member_status", "member_office"})
"""Tables of rows that belong to one member only, and are removed with the member."""
_OF_THE_PLAN = frozenset({"agenda_item", "attendance", "guest", "material", "planned_theme"})
"""Tables of rows that belong to the plan of one meeting only."""


@act("member.remove", label=N_("removed the member {member}, taken in by mistake"))
def remove_member(unit: Unit, member: MemberId) -> None:
    """Remove a member who was added by mistake; one with records gets the status “left” instead."""
    found = unit.get(Member, member)
    name = shown_names(unit.connection)[found.id]
    referring = [row for row, _field in references(unit, found)]
    hanging = {(str(row.__tablename__), row.id) for row in referring if str(row.__tablename__) not in _HARMLESS}
    hanging |= {("meeting", held.id) for held in meetings_with_roll(unit) if found.id in held.roll}
    if hanging:
        counts = Counter(table for table, _key in hanging)
        raise Refused(
            N_("{member} stands in the records already ({records}); who has left gets the status “left”: {way}."),
            member=name,
            records=", ".join(f"{table_label(table)} {count}" for table, count in sorted(counts.items())),
            way=WayOut("member.status", f"member={name} status=left"),
        )
    for row in [*referring, found]:
        row.deleted = True
    unit.say(member=name)


@act("meeting.remove", label=N_("removed the meeting of {day}, planned by mistake"))
def remove_meeting(unit: Unit, meeting: MeetingId) -> None:
    """Remove a meeting that was planned by mistake, with its agenda; one that was held stays."""
    found = unit.get(Meeting, meeting)
    unit.meeting_id = found.id
    if found.opened_at:
        raise Refused(N_("The meeting of {day} was held; its records stay."), day=meeting_day(found))
    _remove_plan(unit, found)
    found.deleted = True
    unit.say(day=meeting_day(found))


def _remove_plan(unit: Unit, of: Meeting | AgendaItem) -> None:
    for row, field in list(references(unit, of)):
        name = str(row.__tablename__)
        if name == "planned_theme":
            setattr(row, field, None)
            continue
        if field == "carried_from_id":
            continue
        if name not in _OF_THE_PLAN:
            raise Refused(N_("Something was recorded with this meeting already; postpone it, or make one of two."))
        if isinstance(row, AgendaItem):
            _remove_plan(unit, row)
        row.deleted = True
