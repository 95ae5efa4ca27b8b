"""The calendar (RFC 5545): meetings that are planned, and the days on which tasks are due. Nothing confidential."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import MeetingState
from models.queries.decisions import TaskLine
from models.queries.meetings import MeetingView, meetings
from models.queries.people import cell
from models.queries.records import is_open, task_records

PRODUCT = "-//chibo//chibo//VI"


def to_calendar(connection: sqlite3.Connection, now: datetime) -> bytes:
    """Return the calendar of the cell.

    What is exported twice replaces itself: every event has its record's id, and a number that grows with each change
    of what it shows. A meeting that is postponed without another day is cancelled: left out, it would stay where it is.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("name", cell(connection).name)
    for one in meetings(connection):
        made.add_component(_meeting(one, now, _sequence(connection, one.id)))
    for task in (record.task for record in task_records(connection)):
        if task.due_on and is_open(task.state):
            made.add_component(_task(task, now, _sequence(connection, task.id)))
    return bytes(made.to_ical())


def _sequence(connection: sqlite3.Connection, row_id: str) -> int:
    """Return how often what a calendar shows of a record was changed, on whatever machine, taken back or not."""
    shown = " OR ".join(f"json_type(new, '$.{name}') IS NOT NULL" for name in _SHOWN)
    row = connection.execute(
        f"SELECT count(*) FROM journal_change WHERE row_id = ? AND old IS NOT NULL AND new IS NOT NULL AND ({shown})",  # noqa: S608
        (row_id,),
    ).fetchone()
    return int(row[0])


_SHOWN = ("scheduled_at", "planned_minutes", "place", "title", "state", "due_on", "owner_id")


def _meeting(one: MeetingView, now: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@chibo")
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if one.state is MeetingState.POSTPONED else "CONFIRMED")
    event.add("summary", one_line(one.title) or _("Meeting of the cell ({kind})").format(kind=label(one.kind)))
    event.add("dtstart", one.scheduled_at)
    event.add("dtend", one.scheduled_at + timedelta(minutes=one.planned_minutes))
    if one.place:
        event.add("location", one_line(one.place))
    return event


def _task(task: TaskLine, now: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{task.id}@chibo")
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("summary", _("{task} ({owner}) is due").format(task=one_line(task.title), owner=task.owner or "–"))
    event.add("dtstart", task.due_on)
    return event
