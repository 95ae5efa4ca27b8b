"""The content of a report to the superior, and of sealed minutes: docs/report.md, from the records alone.

The same records give the same content. Only data that may leave the cell is read: no notes, no ballots, no names of
voters. Later changes (a task finished after the meeting) do not alter it.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from models.domain.bands import Rate
from models.domain.clock import to_text
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.seal import line_seals
from models.domain.vocabulary import MeetingKind, MinutesState
from models.queries.agenda import AgendaView, agenda
from models.queries.evaluations import evaluation_section, find_evaluation
from models.queries.meetings import BEGINS_AT, MeetingView, meeting
from models.queries.minutes import MinutesView, find_minutes
from models.queries.people import cell
from models.queries.report_sections import (
    Content,
    attendance_section,
    petitions_section,
    resolutions_section,
    score_section,
    superior_section,
    tasks_section,
    vote_section,
)
from models.queries.report_year import year_section
from models.queries.reports import ReportView, find_report
from models.queries.roll_call import roll_call
from models.queries.rules import meeting_rules
from models.queries.score_sheet import score_sheet
from models.queries.scoring import facts, has_theme
from models.queries.sealed import as_sealed
from models.queries.sheets import meeting_sheet
from models.queries.votes import motions


def report_content(connection: sqlite3.Connection, meeting_id: str, home: Path | None) -> Content:
    """Return the content of the report of a meeting whose minutes are approved.

    Raises :class:`Refused` before that, ``UnknownRecord`` when there is no such meeting.
    """
    return _of_report(connection, meeting_id, home, minutes_content(connection, meeting_id))


def preview_content(connection: sqlite3.Connection, meeting_id: str, home: Path | None) -> Content:
    """Return the content that would be sent if the minutes were approved as they are.

    For approved minutes it is the content that is sent. Raises :class:`Refused` while the meeting is not over.
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
        kind = cell(sealed).kind
    held = meeting(connection, meeting_id)
    return content | told | {
        "cell": content["cell"] | {"kind": kind.value if kind else None},
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
        "attendance": attendance_section(listed, roll, rules),
        "speaking": {"spoke": known.speaking.numerator, "present": known.speaking.denominator},
        "votes": [vote_section(one) for one in motions(connection, meeting_id)],
        "resolutions": resolutions_section(connection, meeting_id),
        "tasks": tasks_section(connection, listed.meeting, known),
        "indicators": {
            "attendance": _rate(known.attendance),
            "speaking": _rate(known.speaking),
            "items": _rate(known.items),
            "tasks": _rate(known.tasks),
        },
        "score": score_section(sheet),
        "petitions": petitions_section(connection, listed.meeting),
        "superior": superior_section(connection, sheet),
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
    """Return a time by which the meeting was over: figures are counted up to it."""
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
    """Return the ordinal number of the meeting among the opened ones of its kind in the year."""
    rows = connection.execute(
        "SELECT count(*) FROM meeting m WHERE deleted = 0 AND kind = ? AND opened_at IS NOT NULL"
        f" AND strftime('%Y', {BEGINS_AT}, '+7 hours') = ? AND ({BEGINS_AT}, id) <= (?, ?)",
        (held.kind, f"{held.day:%Y}", to_text(held.begins_at), held.id),
    )
    return int(rows.fetchone()[0])


def _theme(listed: AgendaView) -> str:
    titles = [item.title_vi for item in listed.items if item.is_theme]
    if not titles and listed.meeting.kind is MeetingKind.THEMATIC:
        return listed.meeting.title
    return "; ".join(titles)


def _rate(rate: Rate) -> Content:
    return {"numerator": rate.numerator, "denominator": rate.denominator}


def _time(moment: datetime | None) -> str | None:
    return to_text(moment) if moment else None
