"""The counting sections of a report: attendance, votes, tasks, points, petitions (docs/report.md)."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

from models.domain.clock import to_text
from models.domain.electorate import electorate
from models.domain.item_kinds import ItemKind
from models.domain.points import maximum_to_parts, to_parts
from models.domain.scoring import ScoringFacts
from models.domain.vocabulary import AttendanceState, MeetingKind, ResolutionState, ScoreStage, Status
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView
from models.queries.decisions import resolutions_of, tasks_of
from models.queries.meetings import MeetingView, guests, last_held
from models.queries.names import shown_names
from models.queries.roll_call import RollCallRow, late_arrivals
from models.queries.score_sheet import ScoreSheet
from models.queries.votes import MotionView, RoundView

Content = dict[str, Any]


def attendance_section(listed: AgendaView, roll: tuple[RollCallRow, ...], rules: RuleProfile) -> Content:
    """Return the numbers of the marks of the roll; members who left early count as present."""
    came = [row for row in roll if row.state is AttendanceState.PRESENT]
    voters = (replace(row.voter, in_room=row in came) for row in roll)
    marks = [row.state for row in roll]
    return {
        "official": _standing(roll, Status.OFFICIAL),
        "probationary": _standing(roll, Status.PROBATIONARY),
        "convened": electorate(voters, rules.votes.counting).counted,
        "present": len(came),
        "present_official": _standing(came, Status.OFFICIAL),
        **{
            state.value: marks.count(state)
            for state in (
                AttendanceState.EXCUSED,
                AttendanceState.UNEXCUSED,
                AttendanceState.EXEMPT,
                AttendanceState.ELSEWHERE,
            )
        },
        "uncalled": marks.count(None),
        "late": _late(listed, came),
    }


def _standing(rows: tuple[RollCallRow, ...] | list[RollCallRow], status: Status) -> int:
    return sum(status in row.statuses for row in rows)


def _late(listed: AgendaView, came: list[RollCallRow]) -> int | None:
    ended = next((item.ended_at for item in listed.items if item.kind == ItemKind.ROLL_CALL and item.ended_at), None)
    return None if ended is None else len(late_arrivals(came, listed.meeting.opened_at, ended))


def vote_section(motion: MotionView) -> Content:
    """Return a motion with its rounds; its options have no names."""
    return {
        "number": motion.number,
        "kind": motion.kind.value,
        "title": motion.title,
        "state": motion.state.value,
        "threshold": motion.threshold,
        "rounds": [_round(one) for one in motion.rounds],
    }


_COUNTS = ("number", "counted", "issued", "returned", "valid", "invalid", "yes", "no", "abstain", "passed")


def _round(found: RoundView) -> Content:
    return {name: getattr(found, name) for name in _COUNTS} | {
        "method": found.method.value,
        "state": found.state.value,
        "present": found.voters_present,
        "options": [{"marks": one.marks, "elected": one.elected} for one in found.options],
    }


def resolutions_section(connection: sqlite3.Connection, meeting_id: str) -> list[Content]:
    """Return the adopted resolutions."""
    return [
        {"number": one.number, "title": one.title, "adopted_on": one.adopted_on.isoformat() if one.adopted_on else None}
        for one in resolutions_of(connection, meeting_id)
        if one.state is ResolutionState.ADOPTED
    ]


def tasks_section(connection: sqlite3.Connection, held: MeetingView, known: ScoringFacts) -> Content:
    """Return the counts of tasks of this meeting and of the last one; overdue tasks are those of any meeting."""
    overdue = connection.execute(
        "SELECT count(*) FROM task t JOIN meeting m ON m.id = t.meeting_id WHERE t.deleted = 0 AND m.deleted = 0"
        " AND m.scheduled_at <= ? AND t.state <> 'dropped' AND t.due_on < ?2"
        " AND (t.finished_on IS NULL OR t.finished_on > ?2)",
        (to_text(held.scheduled_at), held.day.isoformat()),
    )
    return {
        "given": len(tasks_of(connection, held.id)),
        "overdue": int(overdue.fetchone()[0]),
        "last_given": known.tasks.denominator,
        "last_done": known.tasks.numerator,
        "last_late": known.tasks_late,
    }


def score_section(sheet: ScoreSheet) -> Content | None:
    """Return the cell's own points: the voted ones if they are complete, else the proposed ones."""
    stage = ScoreStage.SELF if sheet.total(ScoreStage.VOTED).missing else ScoreStage.VOTED
    if not sheet.given[stage]:
        return None
    found, grade = sheet.total(stage), sheet.grade(stage)
    return {
        "sheet": sheet.table.id,
        "stage": stage.value,
        **to_parts(found.given),
        **maximum_to_parts(found.most),
        "grade": grade.name if grade else None,
        "complete": not found.missing,
    } | ({"halves": True} if sheet.table.halves else {})


def superior_section(connection: sqlite3.Connection, sheet: ScoreSheet) -> Content:
    """Return what the assigned superior did: invited, came, gave points."""
    assigned = [guest for guest in guests(connection, sheet.meeting.id) if guest.assigned_superior]
    found, grade = sheet.total(ScoreStage.SUPERIOR), sheet.grade(ScoreStage.SUPERIOR)
    evaluated = bool(sheet.given[ScoreStage.SUPERIOR]) and not found.missing
    return {
        "invited": bool(assigned),
        "attended": any(guest.arrived_at for guest in assigned),
        "evaluated": evaluated,
        **(to_parts(found.given) | maximum_to_parts(found.most) if evaluated else {"points": None, "of": None}),
        "grade": grade.name if grade and evaluated else None,
    }


def petitions_section(connection: sqlite3.Connection, held: MeetingView) -> list[Content]:
    """Return the forwarded petitions of this meeting, and of earlier ones since the last meeting."""
    last = last_held(connection, MeetingKind.REGULAR, held.scheduled_at)
    since = last.day.isoformat() if last else ""
    members = shown_names(connection)
    rows = connection.execute(
        "SELECT p.id, p.text, p.from_id, p.from_text, p.forwarded_to, p.due_on FROM petition p"
        " LEFT JOIN meeting m ON m.id = p.meeting_id"
        " WHERE p.deleted = 0 AND p.forwarded_to <> '' AND (p.meeting_id = ?1"
        " OR (m.scheduled_at < ?2 AND p.forwarded_on BETWEEN ?3 AND ?4)) ORDER BY p.id",
        (held.id, to_text(held.scheduled_at), since, held.day.isoformat()),
    )
    return [
        {"id": key, "text": text, "from": members.get(sender, words), "to": to, "due_on": due}
        for key, text, sender, words, to, due in rows
    ]
