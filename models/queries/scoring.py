"""Data for the score sheet of a meeting: facts from which points are proposed, and the given points."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from models.domain.bands import Rate
from models.domain.clock import to_text
from models.domain.electorate import attendance_rate
from models.domain.item_kinds import ItemKind
from models.domain.points import Points
from models.domain.scoring import ScoringFacts
from models.domain.state_sets import OPEN_PETITIONS, TOOK_THE_FLOOR, sql_list
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    MeetingKind,
    PostedKind,
    ResolutionState,
    ScoreStage,
)
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.decisions import resolutions_of, tasks_of
from models.queries.handbook import posted_after, posted_before, postings
from models.queries.meeting_checks import committee_met, notice_warning
from models.queries.meetings import MeetingView, last_held
from models.queries.people import cell_size
from models.queries.roll_call import RollCallRow, attended, excused_in_a_row, roll_call

_STILL_TO_COME = frozenset({ItemKind.SCORE, ItemKind.MINUTES})
"""Items that are not over while the points are given."""

_IDEOLOGY = frozenset({ItemKind.IDEOLOGY, ItemKind.CRITICISM})
_INFORMING = frozenset({ItemKind.REPORT, ItemKind.DOCUMENTS, ItemKind.STUDY})


@dataclass(frozen=True, slots=True)
class GivenScore:
    """The points given for one criterion; ``evidence`` are the figures of the records at that time."""

    points: Points
    remark: str
    evidence: str


def given_scores(
    connection: sqlite3.Connection, meeting_id: str, sheet: str
) -> Mapping[ScoreStage, Mapping[str, GivenScore]]:
    """Return the points of a sheet by stage and criterion; a stage without any is an empty mapping."""
    rows = connection.execute(
        "SELECT stage, criterion, points, half, remark, evidence FROM score"
        " WHERE deleted = 0 AND meeting_id = ? AND sheet = ? ORDER BY criterion",
        (meeting_id, sheet),
    )
    return given_by_stage(rows)


def given_by_stage(
    rows: Iterable[tuple[str, str, int, int, str, str]],
) -> Mapping[ScoreStage, Mapping[str, GivenScore]]:
    """Return points by stage and criterion, from rows with both, points, half, remark and evidence."""
    found: dict[ScoreStage, dict[str, GivenScore]] = {stage: {} for stage in ScoreStage}
    for stage, criterion, points, half, remark, evidence in rows:
        found[ScoreStage(stage)][criterion] = GivenScore(Points.of(points, half), remark, evidence)
    return found


def facts(connection: sqlite3.Connection, meeting_id: str, rules: RuleProfile, now: datetime) -> ScoringFacts:
    """Return the facts about a meeting; one that is not closed lasts until ``now``.

    Raises ``UnknownRecord`` when there is no such meeting.
    """
    listed = agenda(connection, meeting_id)
    held = listed.meeting
    roll = roll_call(connection, meeting_id)
    posted = postings(connection, meeting_id)
    tasks, late = _tasks(connection, held)
    counts = _notes(connection, meeting_id)
    most = rules.attendance.consecutive_excused_max.value
    return ScoringFacts(
        required_minutes=_required(connection, listed, rules),
        held_minutes=(held.held_seconds(now) + 30) // 60,
        is_over=held.closed_at is not None,
        attendance=_attendance(roll, rules),
        unexcused=sum(row.state is AttendanceState.UNEXCUSED for row in roll),
        excused_too_often=_excused_too_often(connection, meeting_id, most),
        excused_max=most,
        agreed=_agreed(held),
        committee_met=committee_met(connection, rules, held.kind, held.scheduled_at),
        notice=None if held.notified_at is None else notice_warning(rules, held.scheduled_at, held.notified_at) is None,
        materials=_materials(connection, meeting_id),
        posted_material=posted_before(posted, held.day, rules, {PostedKind.MATERIAL}),
        posted_before=posted_before(posted, held.day, rules),
        posted_after=posted_after(posted, held.day, rules),
        items=_items(listed),
        praise=counts["praise"],
        criticism=counts["criticism"] + counts["self_criticism"],
        speaking=_speaking(connection, meeting_id),
        minute_taker=held.minute_taker_id is not None,
        ideology_minutes=_ideology_minutes(listed, now),
        informed=any(item.kind in _INFORMING and item.state is ItemState.DONE for item in listed.items),
        wishes=_wishes(connection, held),
        conclusions=sum(bool(item.conclusion.strip()) for item in listed.items),
        resolutions=sum(one.state is ResolutionState.ADOPTED for one in resolutions_of(connection, meeting_id)),
        minutes_adopted=any(item.kind == ItemKind.MINUTES and item.state is ItemState.DONE for item in listed.items),
        tasks_assigned=len(tasks_of(connection, meeting_id)),
        tasks=tasks,
        tasks_late=late,
        thematic=has_theme(listed),
        items_to_come=sum(_comes_last(view) and not is_done(view, listed) for view in listed.items),
        is_begun=held.opened_at is not None,
    )


def has_theme(listed: AgendaView) -> bool:
    """Return whether a meeting has a theme, by its kind or by an item."""
    return listed.meeting.kind is MeetingKind.THEMATIC or listed.has_theme


def _required(connection: sqlite3.Connection, listed: AgendaView, rules: RuleProfile) -> int:
    """Return the required length: by rule 2 for scored meetings, else as planned."""
    held = listed.meeting
    if held.kind not in (MeetingKind.REGULAR, MeetingKind.THEMATIC):
        return held.planned_minutes
    both = held.kind is MeetingKind.REGULAR and listed.has_theme
    return rules.meetings.least_minutes(cell_size(connection, held.day), thematic=both).value


def _ideology_minutes(listed: AgendaView, now: datetime) -> int | None:
    """Return the minutes of the items on ideology and self-criticism, including the items under them."""
    above = {item.id for item in listed.items if item.kind in _IDEOLOGY}
    whole = (item for item in listed.items if item.id in above and item.placed.item.parent_id not in above)
    seconds = listed.elapsed_seconds(now)
    return sum(seconds[item.id] for item in whole) // 60 if any(seconds[key] for key in above) else None


def _wishes(connection: sqlite3.Connection, held: MeetingView) -> Rate:
    """Return how many petitions of earlier meetings that were due have been answered: of the open ones, and of those
    answered since the last regular meeting.
    """
    last = last_held(connection, MeetingKind.REGULAR, held.scheduled_at)
    rows = connection.execute(
        "SELECT p.state FROM petition p JOIN meeting m ON m.id = p.meeting_id WHERE p.deleted = 0 AND m.deleted = 0"
        " AND m.scheduled_at < ?1 AND p.due_on <= ?2 AND (p.answered_on IS NULL OR p.answered_on >= ?3)",
        (to_text(held.scheduled_at), held.day.isoformat(), last.day.isoformat() if last else ""),
    ).fetchall()
    return Rate(sum(state not in OPEN_PETITIONS for (state,) in rows), len(rows))


def _attendance(roll: tuple[RollCallRow, ...], rules: RuleProfile) -> Rate:
    voters = (row.voter for row in roll)
    return attendance_rate(voters, exempt_in_denominator=rules.attendance.exempt_in_denominator.value)


def _excused_too_often(connection: sqlite3.Connection, meeting_id: str, most: int) -> int:
    excused = [row for row in roll_call(connection, meeting_id) if row.state is AttendanceState.EXCUSED]
    return sum(1 + excused_in_a_row(connection, meeting_id, row.member_id) > most for row in excused)


def _agreed(held: MeetingView) -> bool:
    return held.agreed_at is not None and (held.opened_at is None or held.agreed_at <= held.opened_at)


def _materials(connection: sqlite3.Connection, meeting_id: str) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM material f JOIN agenda_item i ON i.id = f.item_id"
        " WHERE f.deleted = 0 AND i.deleted = 0 AND i.meeting_id = ?",
        (meeting_id,),
    ).fetchone()
    return int(count)


def _items(listed: AgendaView) -> Rate:
    return Rate(sum(is_done(view, listed) for view in listed.items), len(listed.items))


def is_done(view: ItemView, listed: AgendaView) -> bool:
    """Return whether an item is done: itself, or everything under it."""
    under = [one for one in listed.items if one.placed.item.parent_id == view.id]
    return view.state is ItemState.DONE or (bool(under) and all(is_done(one, listed) for one in under))


def _comes_last(view: ItemView) -> bool:
    return view.kind in _STILL_TO_COME


def _notes(connection: sqlite3.Connection, meeting_id: str) -> defaultdict[str, int]:
    rows = connection.execute(
        "SELECT kind, count(*) FROM note WHERE deleted = 0 AND meeting_id = ? GROUP BY kind", (meeting_id,)
    )
    return defaultdict(int, rows)


def _speaking(connection: sqlite3.Connection, meeting_id: str) -> Rate:
    """Return how many of the members who came have spoken."""
    came = attended(connection, meeting_id)
    rows = connection.execute(
        "SELECT DISTINCT member_id FROM speech"
        f" WHERE deleted = 0 AND meeting_id = ? AND state IN {sql_list(TOOK_THE_FLOOR)}",
        (meeting_id,),
    )
    return Rate(sum(member in came for (member,) in rows), len(came))


def _tasks(connection: sqlite3.Connection, held: MeetingView) -> tuple[Rate, int]:
    """Return how many tasks of the last regular meeting were done by the day of this one, and how many late."""
    last = last_held(connection, MeetingKind.REGULAR, held.scheduled_at)
    rows = connection.execute(
        "SELECT state, finished_on FROM task WHERE deleted = 0 AND meeting_id = ? AND state <> 'dropped'",
        (last.id if last else "",),
    ).fetchall()
    done = [state for state, day in rows if state in ("done", "late") and day and day <= held.day.isoformat()]
    return Rate(len(done), len(rows)), done.count("late")
