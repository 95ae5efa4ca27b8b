"""Checks a meeting in preparation against the rules (docs/domain.md, rules 1–4): warnings with their citation.

Acts show them when something is done, the preparation screen beforehand.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from models.domain.clock import VIETNAM
from models.domain.language import N_, Counted
from models.domain.quarters import quarter_of
from models.domain.vocabulary import MeetingKind, MeetingState, Office
from models.domain.warnings import RuleWarning
from models.profiles.schema import Rule, RuleProfile
from models.queries.agenda import IS_THEME
from models.queries.meetings import MeetingView, last_held, meetings
from models.queries.people import offices_on


def length_warning(
    rules: RuleProfile, kind: MeetingKind, minutes: int, members: int, *, thematic: bool
) -> RuleWarning | None:
    """Return a warning when a regular meeting of so many minutes is shorter than the rule for a cell of so many."""
    if kind is not MeetingKind.REGULAR:
        return None
    rule = rules.meetings.least_minutes(members, thematic=thematic)
    sentence = (
        N_("{minutes} minutes are too few for a regular meeting with a theme; it takes at least {least}.")
        if thematic
        else N_("{minutes} minutes are too few for a regular meeting; it takes at least {least}.")
    )
    return _warning(rule, sentence, minutes=minutes, least=rule.value) if minutes < rule.value else None


def notice_warning(rules: RuleProfile, scheduled: datetime, notified: datetime | None) -> RuleWarning | None:
    """Return a warning when members have no notice of a meeting, or get it too late to prepare (rule 4)."""
    rule = rules.meetings.material_notice_days
    days = Counted("{count} day", "{count} days", rule.value)
    if notified is None:
        sentence = N_("Nobody was notified of this meeting; that is due {days} before.")
        return _warning(rule, sentence, days=days)
    if scheduled - notified < timedelta(days=rule.value):
        return _warning(rule, N_("Notice is due {days} before the meeting; this is later."), days=days)
    return None


def committee_warning(
    connection: sqlite3.Connection, rules: RuleProfile, kind: MeetingKind, scheduled: datetime
) -> RuleWarning | None:
    """Return a warning when the cell's committee has not met since the last meeting of this kind (rule 4)."""
    if committee_met(connection, rules, kind, scheduled) is not False:
        return None
    return _warning(rules.meetings.committee_meets_first, N_("The cell committee has not met to prepare this meeting."))


def committee_met(
    connection: sqlite3.Connection, rules: RuleProfile, kind: MeetingKind, scheduled: datetime
) -> bool | None:
    """Return whether the cell's committee has met since the last meeting of this kind; ``None`` if it need not."""
    has_committee = Office.COMMITTEE_MEMBER in offices_on(connection, scheduled.astimezone(VIETNAM).date()).values()
    if not rules.meetings.committee_meets_first.value or not has_committee or kind is MeetingKind.COMMITTEE:
        return None
    last = last_held(connection, kind, scheduled)
    return any(
        held.kind is MeetingKind.COMMITTEE
        and held.opened_at
        and (last is None or held.scheduled_at > last.scheduled_at)
        for held in meetings(connection)
    )


def theme_warning(
    connection: sqlite3.Connection, rules: RuleProfile, meeting: MeetingView, *, thematic: bool
) -> RuleWarning | None:
    """Return a warning when a quarter reaches its last month without enough meetings with a theme (rule 3)."""
    rule = rules.meetings.thematic_per_quarter
    if meeting.kind is not MeetingKind.REGULAR or thematic or meeting.day.month % 3:
        return None
    found = sum(_in_quarter(one, meeting) for one in thematic_meetings(connection, meetings(connection)))
    sentence = N_("This quarter has {found} meetings with a theme; it needs {least}, and this is its last month.")
    return _warning(rule, sentence, found=found, least=rule.value) if found < rule.value else None


def thematic_meetings(connection: sqlite3.Connection, among: tuple[MeetingView, ...]) -> tuple[MeetingView, ...]:
    """Return the meetings with a theme, by their kind or by an item, without postponed ones."""
    rows = connection.execute(f"SELECT DISTINCT meeting_id FROM agenda_item WHERE {IS_THEME}")
    with_item = {key for (key,) in rows}
    return tuple(
        one
        for one in among
        if (one.kind is MeetingKind.THEMATIC or one.id in with_item) and one.state is not MeetingState.POSTPONED
    )


def _in_quarter(one: MeetingView, meeting: MeetingView) -> bool:
    same = (one.day.year, quarter_of(one.day)) == (meeting.day.year, quarter_of(meeting.day))
    return same and one.id != meeting.id


def _warning(rule: Rule[object], sentence: str, **values: object) -> RuleWarning:
    return RuleWarning(sentence, values, str(rule.citation))
