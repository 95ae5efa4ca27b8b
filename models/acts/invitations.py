"""An invitation that was made: what it said is kept, so that it can be told when it is out of date."""

from __future__ import annotations

from models.acts.context import meeting_day, meeting_of
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.domain.language import N_
from models.domain.state_sets import NOT_OPENED
from models.queries.invitations import as_kept, says_the_same
from models.store.unit import Unit


@act("invitation.keep", label=N_("kept what the invitation to the meeting of {day} says"))
def keep_invitation(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Keep what the invitation that was just made says, to tell later whether it is out of date."""
    found = meeting_of(unit, meeting, NOT_OPENED)
    unit.say(day=meeting_day(found))
    if not says_the_same(unit.connection, found.id, found.invitation):
        found.invitation = as_kept(unit.connection, found.id, unit.now)
