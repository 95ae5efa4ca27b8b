"""Times within a meeting as people enter them: not long before it opened, not after it ended, not in the future."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.domain.clock import day_of
from models.domain.errors import Refused, argument
from models.domain.formats import hour_text, kept_day
from models.domain.language import N_
from models.domain.warnings import RuleWarning
from models.store.unit import Unit
from models.tables import Meeting

EARLY = timedelta(hours=2)
"""How long before the opening an arrival may be; more is a typing error."""
LONGEST = timedelta(days=3)
"""A congress may last several days; more is a typing error or a wrong clock."""


def moment_in(unit: Unit, meeting: Meeting, at: datetime | None, name: str = "at") -> datetime:
    """Return the given time, or now. Raises :class:`Refused` for an impossible time of the argument ``name``."""
    with argument(name):
        _check_moment(unit, meeting, at)
    return at or unit.now


def _check_moment(unit: Unit, meeting: Meeting, at: datetime | None) -> None:
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


def _latest(unit: Unit, meeting: Meeting) -> datetime:
    """Return the latest possible time; it ignores this machine's clock if that was set back."""
    if meeting.closed_at and (meeting.opened_at is None or meeting.closed_at >= meeting.opened_at):
        return meeting.closed_at
    if meeting.opened_at and unit.now < meeting.opened_at:
        return meeting.opened_at + LONGEST
    return unit.now


def warn_of_clock(unit: Unit, meeting: Meeting, at: datetime, early: timedelta = timedelta(0)) -> None:
    """Warn about a time (long) before the meeting opened, or half a day or more after it."""
    opened = meeting.opened_at
    if opened is None or opened - early <= at <= opened + timedelta(hours=12):
        return
    sentence = N_("The meeting opened at {opened} and this is {time}: check the clock, or correct the times.")
    unit.warn(RuleWarning(sentence, {"opened": time_text(opened), "time": time_text(at)}))


def time_text(moment: datetime, beside: datetime | None = None) -> str:
    """Return a time for the journal and warnings: hour and day, or the hour alone if the day is that of ``beside``."""
    same = beside is not None and day_of(moment) == day_of(beside)
    return hour_text(moment) if same else f"{hour_text(moment)} {kept_day(moment)}"
