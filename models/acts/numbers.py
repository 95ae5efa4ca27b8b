"""Giving another number to a resolution or to minutes, where two machines gave the same one."""

from __future__ import annotations

from collections.abc import Callable

from models.acts.context import meeting_day, meeting_of
from models.acts.kinds import MeetingId, MotionId, ResolutionId
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_, _
from models.domain.state_sets import SEALED, UNSEALED
from models.domain.vocabulary import ResolutionState
from models.queries.numbering import Series, has_number, next_number
from models.store.ids import natural_id, new_id
from models.store.unit import Unit
from models.tables import Addendum, Meeting, Minutes, Motion, Resolution


@act("resolution.renumber", label=N_("gave the resolution “{resolution}” the number {number} instead of {before}"))
def renumber_resolution(unit: Unit, resolution: ResolutionId, number: int | None = None) -> int:
    """Give an adopted resolution another number, without one the next; approved minutes get an addendum about it."""
    found = unit.get(Resolution, resolution)
    meeting = meeting_of(unit, MeetingId(found.meeting_id), UNSEALED | SEALED)
    if found.state is not ResolutionState.ADOPTED or found.number is None:
        raise Refused(N_("“{resolution}” is not adopted; it gets its number with the vote."), resolution=found.title)
    before, found.number = found.number, _new_number(unit, Series.RESOLUTION, meeting, number)
    text = _("The resolution “{resolution}” has the number {number:02}, not {before:02}.")
    _add_addendum(unit, meeting, text.format(resolution=found.title, number=found.number, before=before))
    unit.say(resolution=found.title, number=found.number, before=before)
    return found.number


@act("minutes.renumber", label=N_("gave the minutes of {day} the number {number} instead of {before}"))
def renumber_minutes(unit: Unit, meeting: MeetingId, number: int | None = None) -> int:
    """Give approved minutes another number, without one the next; an addendum says so."""
    found = meeting_of(unit, meeting, SEALED)
    minutes = unit.get(Minutes, natural_id("minutes", found.id))
    before, minutes.number = minutes.number or 0, _new_number(unit, Series.MINUTES, found, number)
    text = _("These minutes have the number {number:02}, not {before:02}.")
    _add_addendum(unit, found, text.format(number=minutes.number, before=before))
    day = meeting_day(found)
    unit.say(day=day, number=minutes.number, before=before)
    return minutes.number


@act("count.renumber", label=N_("gave the minutes of the count “{motion}” the number {number} instead of {before}"))
def renumber_count(unit: Unit, motion: MotionId, number: int | None = None) -> int:
    """Give the minutes of a count another number, without one the next; approved minutes get an addendum about it."""
    found, meeting = _motion(unit, motion)
    if found.count_number is None:
        raise Refused(
            N_("The minutes of the count “{motion}” have no number; they get it when a secret ballot is counted."),
            motion=found.title,
        )
    before, found.count_number = found.count_number, _new_number(unit, Series.MINUTES, meeting, number)
    text = _("The minutes of the count “{motion}” have the number {number:02}, not {before:02}.")
    _add_addendum(unit, meeting, text.format(motion=found.title, number=found.count_number, before=before))
    unit.say(motion=found.title, number=found.count_number, before=before)
    return found.count_number


@act("decision.renumber", label=N_("gave the resolution on “{motion}” the number {number} instead of {before}"))
def renumber_decision(unit: Unit, motion: MotionId, number: int | None = None) -> int:
    """Give the resolution on an admission or confirmation another number, without one the next."""
    found, meeting = _motion(unit, motion)
    if found.resolution_number is None:
        raise Refused(
            N_("“{motion}” has no resolution of its own; an admission or confirmation gets one when it passes."),
            motion=found.title,
        )
    before, found.resolution_number = found.resolution_number, _new_number(unit, Series.RESOLUTION, meeting, number)
    text = _("The resolution “{resolution}” has the number {number:02}, not {before:02}.")
    told = text.format(resolution=found.title, number=found.resolution_number, before=before)
    _add_addendum(unit, meeting, told)
    unit.say(motion=found.title, number=found.resolution_number, before=before)
    return found.resolution_number


def _motion(unit: Unit, motion: MotionId) -> tuple[Motion, Meeting]:
    found = unit.get(Motion, motion)
    return found, meeting_of(unit, MeetingId(found.meeting_id), UNSEALED | SEALED)


def free_number(number: int | None, following: Callable[[], int], is_taken: Callable[[int], bool]) -> int:
    """Return the given number of a document, without one the following. Raises :class:`Refused` for a taken one."""
    if number is None:
        return following()
    if number < 1:
        raise Refused(N_("Numbers begin with 1.")).at("number")
    if is_taken(number):
        raise Refused(N_("Number {number} is taken; leave it out, and the next free one is given."), number=number).at(
            "number"
        )
    return number


def _new_number(unit: Unit, series: Series, meeting: Meeting, number: int | None) -> int:
    return free_number(
        number,
        lambda: next_number(unit.connection, series, meeting.id),
        lambda given: has_number(unit.connection, series, given, meeting.id),
    )


def _add_addendum(unit: Unit, meeting: Meeting, text: str) -> None:
    """Add an addendum with the new number to approved minutes, whose sealed text has the old one."""
    if meeting.state in SEALED and (minutes := unit.find(Minutes, natural_id("minutes", meeting.id))):
        unit.add(Addendum(id=new_id(), minutes_id=minutes.id, text=text, written_at=unit.now))
