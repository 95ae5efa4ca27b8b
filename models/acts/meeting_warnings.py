"""Warnings by the rules of meetings (docs/domain.md, rules 1–5 and 8) on planning, notifying, opening and closing.

A warning cites its rule and does not block the act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.acts.context import rules_of
from models.domain.clock import VIETNAM
from models.domain.electorate import Electorate, Voter, electorate
from models.domain.errors import ChiboError
from models.domain.language import N_, Counted
from models.domain.thresholds import Threshold
from models.domain.vocabulary import AttendanceState, MeetingKind, MotionKind, ScoreStage, Status
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.profiles.schema import Rule
from models.queries.conflicts import conflicts_of
from models.queries.meeting_checks import committee_warning, length_warning, notice_warning
from models.queries.people import cell_size
from models.queries.roll_call import whole_roll
from models.queries.score_sheet import SCORED, score_sheet
from models.queries.sheets import meeting_sheet
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
    members = cell_size(unit.connection, meeting.scheduled_at.astimezone(VIETNAM).date())
    _pass_on(unit, length_warning(rules_of(unit, meeting), meeting.kind, minutes, members, thematic=thematic))


def warn_of_notice(unit: Unit, meeting: Meeting) -> None:
    """Warn when members have no notice of a meeting, or get it too late to prepare."""
    _pass_on(unit, notice_warning(rules_of(unit, meeting), meeting.scheduled_at, meeting.notified_at))


def warn_of_committee(unit: Unit, meeting: Meeting) -> None:
    """Warn when the cell's committee has not met since the last meeting of this kind."""
    _pass_on(unit, committee_warning(unit.connection, rules_of(unit, meeting), meeting.kind, meeting.scheduled_at))


def warn_of_conflicts(unit: Unit, meeting: Meeting) -> None:
    """Warn about unsettled conflicts between machines in a meeting's records."""
    if count := conflicts_of(unit.connection, meeting.id):
        unit.warn(
            RuleWarning(
                N_("What several laptops wrote of this meeting differs in {places}; {key:go.conflicts} settles it."),
                {"places": Counted("{count} place", "{count} places", count)},
            )
        )


def warn_of_quorum(unit: Unit, meeting: Meeting) -> None:
    """Warn when the known absences make the quorum impossible."""
    rules = rules_of(unit, meeting).votes
    expected = electorate(_expected(unit, meeting), rules.counting)
    sentence = N_("At most {present} of {counted} members convened can come; {needed} are needed.")
    _warn_under_quorum(unit, rules.quorum(meeting.kind), expected, sentence)


def warn_of_quorum_present(unit: Unit, meeting: Meeting, motion: MotionKind, people: Electorate) -> None:
    """Warn when a congress, or an election, votes without its quorum in the room.

    No rule gives a regular meeting a quorum for votes (docs/domain.md, rule 8 ?); the status line only shows the
    number.
    """
    if meeting.kind is not MeetingKind.CONGRESS and motion is not MotionKind.ELECTION:
        return
    sentence = N_("Only {present} of {counted} members convened are in the room; the quorum is {needed}.")
    _warn_under_quorum(unit, rules_of(unit, meeting).votes.congress_quorum, people, sentence)


def _warn_under_quorum(unit: Unit, rule: Rule[Threshold], people: Electorate, sentence: str) -> None:
    verdict = people.quorum(rule.value)
    if not verdict.passed:
        values = {"present": people.voters_present, "counted": people.quorum_base, "needed": verdict.needed}
        _warn(unit, rule, sentence, **values)


def warn_of_score(unit: Unit, meeting: Meeting) -> None:
    """Warn when the cell has not given points on every line of the meeting's sheet: the resolution quotes them."""
    if meeting.kind not in SCORED:
        return
    try:
        table = meeting_sheet(unit.connection, unit.home, meeting.id)
    except ChiboError:  # no valid sheet: the score screen reports it
        return
    sheet = score_sheet(unit.connection, meeting.id, table, rules_of(unit, meeting), unit.now)
    if missing := sheet.total(ScoreStage.SELF).missing:
        sentence = N_("The cell has given no points yet for {lines} of the score sheet; until the approval: {way}.")
        lines = Counted("{count} line", "{count} lines", missing)
        unit.warn(RuleWarning(sentence, {"lines": lines, "way": WayOut("score.give")}))


def _expected(unit: Unit, meeting: Meeting) -> Iterator[Voter]:
    """Yield the members as present, except those known to be absent."""
    for row in whole_roll(unit.connection, meeting.id):
        comes = row.state not in _ABSENT and (row.in_room or not row.statuses & _NOT_EXPECTED)
        yield replace(row.voter, in_room=comes)


def _pass_on(unit: Unit, warning: RuleWarning | None) -> None:
    if warning:
        unit.warn(warning)


def _warn(unit: Unit, rule: Rule[object], sentence: str, **values: object) -> None:
    unit.warn(RuleWarning(sentence, values, str(rule.citation)))
