"""What the rules of meetings (DOMAIN.md, rules 1–5 and 8) say against planning, notifying, opening or closing one.

A rule warns with its citation; the chair goes on or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from models.acts.context import rules_of
from models.domain.clock import VIETNAM
from models.domain.electorate import Voter, electorate
from models.domain.language import N_
from models.domain.vocabulary import AttendanceState, MeetingKind, Office, Status
from models.domain.warnings import RuleWarning
from models.profiles.schema import Rule
from models.queries.meetings import last_held, meetings
from models.queries.people import offices_on
from models.queries.roll_call import roll_call
from models.store.unit import Unit
from models.tables import Meeting

_ABSENT = frozenset({AttendanceState.EXCUSED, AttendanceState.UNEXCUSED, AttendanceState.ELSEWHERE})
_NOT_EXPECTED = frozenset({Status.ELSEWHERE, Status.EXEMPT})


def warn_of_day(unit: Unit, meeting: Meeting) -> None:
    """Warn when a regular meeting is planned after the first days of the month."""
    rule = rules_of(unit, meeting).meetings.common_day_latest
    if meeting.kind is MeetingKind.REGULAR and meeting.scheduled_at.astimezone(VIETNAM).day > rule.value:
        _warn(unit, rule, N_("A regular meeting is held by day {latest} of the month."), latest=rule.value)


def warn_of_length(unit: Unit, meeting: Meeting, minutes: int, *, thematic: bool = False) -> None:
    """Warn when a regular meeting is planned, or was held, shorter than the rule."""
    if meeting.kind is not MeetingKind.REGULAR:
        return
    rules = rules_of(unit, meeting).meetings
    rule = rules.regular_with_theme_minutes if thematic else rules.regular_minutes
    sentence = (
        N_("{minutes} minutes are too few for a regular meeting with a theme; it takes at least {least}.")
        if thematic
        else N_("{minutes} minutes are too few for a regular meeting; it takes at least {least}.")
    )
    if minutes < rule.value:
        _warn(unit, rule, sentence, minutes=minutes, least=rule.value)


def warn_of_notice(unit: Unit, meeting: Meeting) -> None:
    """Warn when members have no notice of a meeting, or get it too late to prepare."""
    rule = rules_of(unit, meeting).meetings.material_notice_days
    if meeting.notified_at is None:
        _warn(unit, rule, N_("Nobody was notified of this meeting; that is due {days} days before."), days=rule.value)
    elif meeting.scheduled_at - meeting.notified_at < timedelta(days=rule.value):
        _warn(unit, rule, N_("Notice is due {days} days before the meeting; this is later."), days=rule.value)


def warn_of_committee(unit: Unit, meeting: Meeting) -> None:
    """Warn when the cell has a committee that has not met since the last meeting of this kind."""
    rule = rules_of(unit, meeting).meetings.committee_meets_first
    connection, day = unit.connection, meeting.scheduled_at.astimezone(VIETNAM).date()
    has_committee = Office.COMMITTEE_MEMBER in offices_on(connection, day).values()
    if not rule.value or not has_committee or meeting.kind is MeetingKind.COMMITTEE:
        return
    last = last_held(connection, meeting.kind, meeting.scheduled_at)
    met = any(
        held.kind is MeetingKind.COMMITTEE
        and held.opened_at
        and (last is None or held.scheduled_at > last.scheduled_at)
        for held in meetings(connection)
    )
    if not met:
        _warn(unit, rule, N_("The cell committee has not met to prepare this meeting."))


def warn_of_quorum(unit: Unit, meeting: Meeting) -> None:
    """Warn when so many are known to be absent that the quorum cannot be reached."""
    rules = rules_of(unit, meeting).votes
    rule = rules.congress_quorum if meeting.kind is MeetingKind.CONGRESS else rules.regular_quorum
    expected = electorate(_expected(unit, meeting), rules.counting)
    verdict = expected.quorum(rule.value)
    if not verdict.passed:
        _warn(
            unit,
            rule,
            N_("At most {expected} of {counted} members convened can come; {needed} are needed."),
            expected=expected.voters_present,
            counted=expected.counted,
            needed=verdict.needed,
        )


def _expected(unit: Unit, meeting: Meeting) -> Iterator[Voter]:
    """Yield the members as if everybody came who is not known to be absent."""
    for row in roll_call(unit.connection, meeting.id):
        comes = row.state not in _ABSENT and (row.in_room or not row.statuses & _NOT_EXPECTED)
        yield replace(row.voter, in_room=comes)


def _warn(unit: Unit, rule: Rule[object], sentence: str, **values: object) -> None:
    unit.warn(RuleWarning(sentence, values, str(rule.citation)))
