"""The calendar (RFC 5545): planned meetings and due days of tasks, without confidential data."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from models.domain.clock import day_of
from models.domain.labels import label
from models.domain.language import _
from models.domain.state_sets import OPEN_TASKS
from models.domain.text import one_line
from models.domain.timing import moment_after
from models.domain.vocabulary import MeetingState
from models.queries.decisions import TaskLine
from models.queries.meetings import MeetingView, meetings
from models.queries.people import cell
from models.queries.records import task_records

PRODUCT = "-//chibo//chibo//VI"


def to_calendar(connection: sqlite3.Connection, now: datetime) -> bytes:
    """Return the calendar of the cell.

    A repeated import replaces earlier events: every event has its record's id, and a sequence number that grows with
    each change of its content. Postponed (without a new day) and removed meetings, and done, dropped or removed tasks
    are exported as cancelled, because events that are left out would stay in the other calendar.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("name", cell(connection).name)
    for meeting, is_off in _meetings(connection, now):
        made.add_component(_meeting(meeting, _event(connection, meeting.id, now, is_off=is_off)))
    for task, is_off in _tasks(connection, day_of(now)):
        made.add_component(_task(task, _event(connection, task.id, now, is_off=is_off)))
    return bytes(made.to_ical())


def _meetings(connection: sqlite3.Connection, now: datetime) -> Iterator[tuple[MeetingView, bool]]:
    """Yield the meetings, and whether each is cancelled."""
    for one in meetings(connection):
        yield one, one.state is MeetingState.POSTPONED
    for one in meetings(connection, removed=True):
        if one.scheduled_at >= now:
            yield one, True


def _tasks(connection: sqlite3.Connection, today: date) -> Iterator[tuple[TaskLine, bool]]:
    """Yield the tasks with a due day, and whether each is cancelled."""
    for removed in (False, True):
        for task in (record.task for record in task_records(connection, removed=removed)):
            is_off = removed or task.state not in OPEN_TASKS
            if task.due_on and not (is_off and task.due_on < today):
                yield task, is_off


def _event(connection: sqlite3.Connection, key: str, now: datetime, *, is_off: bool) -> Event:
    event = Event()
    event.add("uid", f"{key}@chibo")
    event.add("dtstamp", now)
    event.add("sequence", _sequence(connection, key))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event


def _sequence(connection: sqlite3.Connection, row_id: str) -> int:
    """Return how many times the exported fields of a record were changed on any machine, undone changes included."""
    shown = " OR ".join(f"json_type(new, '$.{name}') IS NOT NULL" for name in _SHOWN)
    row = connection.execute(
        f"SELECT count(*) FROM journal_change WHERE row_id = ? AND old IS NOT NULL AND new IS NOT NULL AND ({shown})",  # noqa: S608
        (row_id,),
    ).fetchone()
    return int(row[0])


_SHOWN = ("scheduled_at", "planned_minutes", "place", "title", "state", "due_on", "owner_id", "deleted")


def _meeting(one: MeetingView, event: Event) -> Event:
    event.add("summary", one_line(one.title) or _("Meeting of the cell ({kind})").format(kind=label(one.kind)))
    event.add("dtstart", one.scheduled_at)
    event.add("dtend", moment_after(one.scheduled_at, timedelta(minutes=one.planned_minutes)))
    if one.place:
        event.add("location", one_line(one.place))
    return event


def _task(task: TaskLine, event: Event) -> Event:
    event.add("summary", _("{task} ({owner}) is due").format(task=one_line(task.title), owner=task.owner or "–"))
    event.add("dtstart", task.due_on)
    return event
