"""Times within a meeting as people give them: not long before it opened, not after it ended, not in the future."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.domain.clock import day_of
from models.domain.errors import Refused
from models.domain.formats import hour_text, kept_day
from models.domain.language import N_
from models.domain.warnings import RuleWarning
from models.store.unit import Unit
from models.tables import Meeting

EARLY = timedelta(hours=2)
"""How long before the opening somebody may have come; more is a slip of the hand."""
LONGEST = timedelta(days=3)
"""A congress may last days; more is a slip of the hand, or a clock that is wrong."""


def moment_in(unit: Unit, meeting: Meeting, at: datetime | None) -> datetime:
    """Return the time meant, the present where none is given. Raises :class:`Refused` for one that cannot be."""
    if at is None and meeting.closed_at:
        raise Refused(N_("The meeting is closed; say at what time this was."))
    opened = meeting.opened_at
    if at is not None and opened and at < opened - EARLY:
        raise Refused(
            N_("{time} is long before the meeting opened ({opened}); give a later time."),
            time=time_text(at, opened),
            opened=time_text(opened, opened),
        )
    if at is not None and at > _latest(unit, meeting):
        raise Refused(N_("The time lies in the future or after the meeting; give an earlier one."))
    return at or unit.now


def _latest(unit: Unit, meeting: Meeting) -> datetime:
    """Return the last time that can be given; where this machine's clock was set back, it does not tell."""
    if meeting.closed_at and (meeting.opened_at is None or meeting.closed_at >= meeting.opened_at):
        return meeting.closed_at
    if meeting.opened_at and unit.now < meeting.opened_at:
        return meeting.opened_at + LONGEST
    return unit.now


def warn_of_clock(unit: Unit, meeting: Meeting, at: datetime, early: timedelta = timedelta(0)) -> None:
    """Warn when something is written down as (long) before the meeting opened, or as half a day later."""
    opened = meeting.opened_at
    if opened is None or opened - early <= at <= opened + timedelta(hours=12):
        return
    sentence = N_("The meeting opened at {opened} and this is {time}: check the clock, or correct the times.")
    unit.warn(RuleWarning(sentence, {"opened": time_text(opened), "time": time_text(at)}))


def time_text(moment: datetime, beside: datetime | None = None) -> str:
    """Return a time as journal and warnings write it: hour and day, the hour alone on the day of ``beside``."""
    same = beside is not None and day_of(moment) == day_of(beside)
    return hour_text(moment) if same else f"{hour_text(moment)} {kept_day(moment)}"
