"""The content of a report to the superior, and of sealed minutes: docs/report.md, from the records alone.

The same records give the same content. Only what may leave the cell is read here: no note, no ballot, no name in a
vote. What happens after the meeting (a task finished later) does not change it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from models.domain.bands import Rate
from models.domain.clock import to_text
from models.domain.electorate import electorate
from models.domain.errors import Refused
from models.domain.item_kinds import ItemKind
from models.domain.language import N_
from models.domain.points import told, told_of
from models.domain.seal import line_seals
from models.domain.vocabulary import AttendanceState, MeetingKind, MinutesState, ResolutionState, ScoreStage, Status
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView, agenda
from models.queries.decisions import resolutions_of, tasks_of
from models.queries.evaluations import evaluation_section, find_evaluation
from models.queries.meetings import MeetingView, guests, last_held, meeting
from models.queries.minutes import MinutesView, find_minutes
from models.queries.names import shown_names
from models.queries.people import cell
from models.queries.report_year import year_section
from models.queries.reports import ReportView, find_report
from models.queries.roll_call import RollCallRow, roll_call
from models.queries.rules import meeting_rules
from models.queries.score_sheet import ScoreSheet, score_sheet
from models.queries.scoring import facts, has_theme
from models.queries.sealed import as_sealed
from models.queries.sheets import meeting_sheet
from models.queries.votes import MotionView, RoundView, motions

Content = dict[str, Any]


def report_content(connection: sqlite3.Connection, meeting_id: str, home: Path | None) -> Content:
    """Return the content of the report of a meeting whose minutes are approved.

    Raises :class:`Refused` before that, ``UnknownRecord`` when there is no such meeting.
    """
    return _of_report(connection, meeting_id, home, minutes_content(connection, meeting_id))


def preview_content(connection: sqlite3.Connection, meeting_id: str, home: Path | None) -> Content:
    """Return what goes up once the minutes, as they are written now, are approved; it may be sent at once then.

    Of approved minutes it is what goes up. Raises :class:`Refused` while the meeting is not over.
    """
    listed, written = agenda(connection, meeting_id), find_minutes(connection, meeting_id)
    if written is not None and written.is_sealed:
        return report_content(connection, meeting_id, home)
    if listed.meeting.closed_at is None:
        raise Refused(N_("The report is made of the whole meeting; this one is not over yet."))
    unwritten = MinutesView("", "", MinutesState.DRAFT, None, "", ())
    return _of_report(connection, meeting_id, home, _of_minutes(connection, listed, written or unwritten))


def _of_report(connection: sqlite3.Connection, meeting_id: str, home: Path | None, content: Content) -> Content:
    with as_sealed(connection, meeting_id) as sealed:
        told = _of_meeting(sealed, meeting_id, home)
    held = meeting(connection, meeting_id)
    return content | told | {
        "answer": _answer(find_report(connection, meeting_id)),
        "year": year_section(connection, home, held),
    }  # fmt: skip


def _of_meeting(connection: sqlite3.Connection, meeting_id: str, home: Path | None) -> Content:
    listed, roll = agenda(connection, meeting_id), roll_call(connection, meeting_id)
    rules = meeting_rules(home, listed.meeting)
    known = facts(connection, meeting_id, rules, _end(listed.meeting))
    sheet = score_sheet(
        connection, meeting_id, meeting_sheet(connection, home, meeting_id), rules, _end(listed.meeting)
    )
    return {
        "attendance": _attendance(listed, roll, rules),
        "speaking": {"spoke": known.speaking.numerator, "present": known.speaking.denominator},
        "votes": [_motion(one) for one in motions(connection, meeting_id)],
        "resolutions": _resolutions(connection, meeting_id),
        "tasks": _tasks(connection, listed.meeting) | _of_last_month(known.tasks, known.tasks_late),
        "indicators": {
            "attendance": _rate(known.attendance),
            "speaking": _rate(known.speaking),
            "items": _rate(known.items),
            "tasks": _rate(known.tasks),
        },
        "score": _score(sheet),
        "petitions": _petitions(connection, listed.meeting),
        "superior": _superior(connection, sheet),
        "evaluation": evaluation_section(sheet, find_evaluation(connection, meeting_id)),
    }


def minutes_content(connection: sqlite3.Connection, meeting_id: str) -> Content:
    """Return the content of the sealed minutes of a meeting. Raises as :func:`report_content` does."""
    of, written = meeting(connection, meeting_id), find_minutes(connection, meeting_id)
    if written is None or not written.is_sealed:
        raise Refused(N_("The minutes of this meeting are not approved yet; nothing is signed before that."))
    with as_sealed(connection, meeting_id) as sealed:
        return _of_minutes(sealed, agenda(sealed, of.id), written)


def _of_minutes(connection: sqlite3.Connection, listed: AgendaView, written: MinutesView) -> Content:
    own = cell(connection)
    return {
        "cell": {"id": own.id, "name": own.name, "superior": own.superior},
        "meeting": _meeting(connection, listed),
        "minutes": _minutes(written),
        "addenda": [{"text": one.text, "written_at": to_text(one.written_at)} for one in written.addenda],
        "paragraphs": line_seals(written.text),
    }


def _end(held: MeetingView) -> datetime:
    """Return a time by which the meeting was over: what is counted stands still then."""
    return held.closed_at or held.scheduled_at


def _answer(row: ReportView | None) -> Content | None:
    if row is None or not row.answers_a_remark:
        return None
    return {"remark": row.remark, "returned_at": _time(row.decided_at), "digest": row.digest}


def _minutes(written: MinutesView) -> Content:
    return {"text": written.text, "seal": written.seal, "approved_at": _time(written.approved_at)}


def _meeting(connection: sqlite3.Connection, listed: AgendaView) -> Content:
    held = listed.meeting
    return {
        "id": held.id,
        "kind": held.kind.value,
        "title": held.title,
        "number": _number(connection, held),
        "scheduled_at": to_text(held.scheduled_at),
        "opened_at": _time(held.opened_at),
        "closed_at": _time(held.closed_at),
        "planned_minutes": held.planned_minutes,
        "minutes": (held.held_seconds(_end(held)) + 30) // 60,
        "place": held.place,
        "thematic": has_theme(listed),
        "theme": _theme(listed),
    }


def _number(connection: sqlite3.Connection, held: MeetingView) -> int:
    """Return which one of its kind in the year the meeting was, of those that were opened."""
    rows = connection.execute(
        "SELECT count(*) FROM meeting WHERE deleted = 0 AND kind = ? AND opened_at IS NOT NULL"
        " AND strftime('%Y', scheduled_at, '+7 hours') = ? AND (scheduled_at, id) <= (?, ?)",
        (held.kind, f"{held.day:%Y}", to_text(held.scheduled_at), held.id),
    )
    return int(rows.fetchone()[0])


def _theme(listed: AgendaView) -> str:
    titles = [item.title_vi for item in listed.items if item.is_theme]
    if not titles and listed.meeting.kind is MeetingKind.THEMATIC:
        return listed.meeting.title
    return "; ".join(titles)


def _attendance(listed: AgendaView, roll: tuple[RollCallRow, ...], rules: RuleProfile) -> Content:
    came = [row for row in roll if row.state is AttendanceState.PRESENT]
    voters = (replace(row.voter, in_room=row in came) for row in roll)  # whoever came counts, even if gone since
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
    return None if ended is None else sum(bool(row.arrived_at and row.arrived_at > ended) for row in came)


def _motion(motion: MotionView) -> Content:
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


def _resolutions(connection: sqlite3.Connection, meeting_id: str) -> list[Content]:
    return [
        {"number": one.number, "title": one.title, "adopted_on": one.adopted_on.isoformat() if one.adopted_on else None}
        for one in resolutions_of(connection, meeting_id)
        if one.state is ResolutionState.ADOPTED
    ]


def _tasks(connection: sqlite3.Connection, held: MeetingView) -> Content:
    overdue = connection.execute(
        "SELECT count(*) FROM task t JOIN meeting m ON m.id = t.meeting_id WHERE t.deleted = 0 AND m.deleted = 0"
        " AND m.scheduled_at <= ? AND t.state <> 'dropped' AND t.due_on < ?2"
        " AND (t.finished_on IS NULL OR t.finished_on > ?2)",
        (to_text(held.scheduled_at), held.day.isoformat()),
    )
    return {"given": len(tasks_of(connection, held.id)), "overdue": int(overdue.fetchone()[0])}


def _of_last_month(tasks: Rate, late: int) -> Content:
    return {"last_given": tasks.denominator, "last_done": tasks.numerator, "last_late": late}


def _rate(rate: Rate) -> Content:
    return {"numerator": rate.numerator, "denominator": rate.denominator}


def _score(sheet: ScoreSheet) -> Content | None:
    """Return the cell's own points: those that were voted where they are complete, else those it proposed."""
    stage = ScoreStage.SELF if sheet.total(ScoreStage.VOTED).missing else ScoreStage.VOTED
    if not sheet.given[stage]:
        return None
    found, grade = sheet.total(stage), sheet.grade(stage)
    return {
        "sheet": sheet.table.id,
        "stage": stage.value,
        **told(found.given),
        **told_of(found.most),
        "grade": grade.name if grade else None,
        "complete": not found.missing,
    } | ({"halves": True} if sheet.table.halves else {})


def _superior(connection: sqlite3.Connection, sheet: ScoreSheet) -> Content:
    assigned = [guest for guest in guests(connection, sheet.meeting.id) if guest.assigned_superior]
    found = sheet.total(ScoreStage.SUPERIOR)
    evaluated = bool(sheet.given[ScoreStage.SUPERIOR]) and not found.missing
    return {
        "invited": bool(assigned),
        "attended": any(guest.arrived_at for guest in assigned),
        "evaluated": evaluated,
        **(told(found.given) | told_of(found.most) if evaluated else {"points": None, "of": None}),
    }


def _petitions(connection: sqlite3.Connection, held: MeetingView) -> list[Content]:
    """Return what was forwarded of this meeting's petitions, and of earlier ones since the last meeting."""
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


def _time(moment: datetime | None) -> str | None:
    return to_text(moment) if moment else None
