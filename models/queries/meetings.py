"""Meetings as screens show them: the list, one meeting with its breaks, its guests."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.domain.clock import MOST_EARLY, beginning, day_of, from_text
from models.domain.errors import UnknownRecord
from models.domain.formats import day_text, kept_day
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import cell_width, one_line
from models.domain.timing import Span, elapsed
from models.domain.typed.days import DayParts, day_parts
from models.domain.vocabulary import MeetingKind, MeetingState
from models.queries.lookup import choose
from models.queries.names import shown_names


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting; ``title`` is empty if the kind is enough, names are empty if nobody was chosen.

    ``shortcomings`` and ``remedy`` were named by the chair with the score. ``pauses`` are the breaks; the last one has
    no end while the meeting pauses.
    """

    id: str
    kind: MeetingKind
    title: str
    scheduled_at: datetime
    planned_minutes: int
    place: str
    state: MeetingState
    profile: str
    template: str
    chair_id: str | None
    chair: str
    minute_taker_id: str | None
    minute_taker: str
    agenda_version: int
    agreed_at: datetime | None
    notified_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    postponed_reason: str
    unspoken_first: bool
    present_only: bool
    planned_speech_seconds: int | None
    shortcomings: str
    remedy: str
    pauses: tuple[Span, ...]

    @property
    def begins_at(self) -> datetime:
        """When the meeting began; before that its planned time."""
        return beginning(self.scheduled_at, self.opened_at)

    @property
    def day(self) -> date:
        """The day of the meeting in Vietnam: the day on which it was opened, before that the planned one."""
        return day_of(self.begins_at)

    @property
    def planned_day(self) -> date:
        """The day for which the meeting was planned, which its invitation names."""
        return day_of(self.scheduled_at)

    def held_seconds(self, now: datetime) -> int:
        """Return the seconds that the meeting has lasted without its breaks; 0 before it opened."""
        if self.opened_at is None:
            return 0
        end = self.closed_at or now
        return max(0, elapsed((Span(self.opened_at, end),), now) - elapsed(self.pauses, end))


@dataclass(frozen=True, slots=True)
class GuestView:
    """A guest of a meeting; ``assigned_superior`` is the superior's member who attends and evaluates."""

    id: str
    full_name: str
    role: str
    assigned_superior: bool
    arrived_at: datetime | None
    left_at: datetime | None

    @property
    def in_room(self) -> bool:
        """Whether the guest has come and not gone."""
        return self.arrived_at is not None and self.left_at is None


BEGINS_AT = f"iif(julianday(m.opened_at) >= julianday(m.scheduled_at) - {MOST_EARLY.days}, m.opened_at, m.scheduled_at)"
"""The SQL of the time at which a meeting ``m`` begins, as :attr:`MeetingView.begins_at` returns it."""

_PLAIN = "id, kind, title, scheduled_at, planned_minutes, place, state, profile, template, chair_id, minute_taker_id"
_TIMES = ("agreed_at", "notified_at", "opened_at", "closed_at")
_COUNTED = ("agenda_version", "postponed_reason", "planned_speech_seconds", "shortcomings", "remedy")
_COLUMNS = (*_PLAIN.split(", "), *_TIMES, *_COUNTED)
_SWITCHES = ("unspoken_first", "present_only")
_SELECT = (
    f"SELECT {', '.join(f'm.{name} AS {name}' for name in (*_COLUMNS, *_SWITCHES))} FROM meeting m WHERE m.deleted = "
)


def meetings(connection: sqlite3.Connection, *, removed: bool = False) -> tuple[MeetingView, ...]:
    """Return every meeting in the order of their days; with ``removed`` the removed ones instead."""
    return _views(connection, f"{_SELECT}? ORDER BY m.scheduled_at, m.id", (removed,))


def meeting(connection: sqlite3.Connection, meeting_id: str) -> MeetingView:
    """Return one meeting. Raises :class:`UnknownRecord` when there is none."""
    found = _views(connection, f"{_SELECT}0 AND m.id = ?", (meeting_id,))
    if not found:
        raise UnknownRecord(N_("There is no meeting “{key}”."), key=meeting_id)
    return found[0]


def last_held(connection: sqlite3.Connection, kind: MeetingKind, before: datetime) -> MeetingView | None:
    """Return the last closed meeting of a kind planned before a time, or ``None``."""
    closed = {MeetingState.CLOSED, MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED}
    earlier = (
        view
        for view in reversed(meetings(connection))
        if view.kind is kind and view.state in closed and view.scheduled_at < before
    )
    return next(earlier, None)


def last_place_and_hour(connection: sqlite3.Connection, kind: MeetingKind) -> tuple[str, datetime] | None:
    """Return place and time of the last held or planned meeting of a kind; ``None`` if there is none."""
    of_kind = [view for view in meetings(connection) if view.kind is kind and view.state is not MeetingState.POSTPONED]
    return (of_kind[-1].place, of_kind[-1].scheduled_at) if of_kind else None


def guests(connection: sqlite3.Connection, meeting_id: str) -> tuple[GuestView, ...]:
    """Return the guests of a meeting, the superior's attending member first."""
    rows = connection.execute(
        "SELECT id, full_name, role, assigned_superior, arrived_at, left_at FROM guest"
        " WHERE deleted = 0 AND meeting_id = ? ORDER BY assigned_superior DESC, full_name, id",
        (meeting_id,),
    )
    return tuple(
        GuestView(key, name, role, bool(superior), _time(arrived), _time(left))
        for key, name, role, superior, arrived, left in rows
    )


def open_round(connection: sqlite3.Connection, meeting_id: str) -> str | None:
    """Return the title of a motion whose round of votes is open, or ``None``."""
    row = connection.execute(
        "SELECT q.title FROM round r JOIN motion q ON q.id = r.motion_id"
        " WHERE r.deleted = 0 AND r.state = 'open' AND q.meeting_id = ? ORDER BY r.opened_at, r.id LIMIT 1",
        (meeting_id,),
    ).fetchone()
    return str(row[0]) if row else None


def find_meeting(connection: sqlite3.Connection, text: str) -> str:
    """Return the key of a meeting by its key, its day (dd/mm/yyyy or ISO), or words of its title or kind.

    Raises :class:`UnknownRecord` when none fits, or several do.
    """
    listed = meetings(connection)
    typed = _typed_day(text)
    candidates = list(listed)
    if typed is not None:
        on_day = [view for view in listed if _is_on(view.day, typed)]
        candidates = on_day or [view for view in listed if _is_on(view.planned_day, typed)]
    if typed is not None and len(candidates) == 1:
        return candidates[0].id
    names = [(view.id, f"{view.title or view.kind.value} {kept_day(view.day)}") for view in candidates]
    return choose(N_("meeting"), text, names)


def _typed_day(text: str) -> DayParts | None:
    """Return a typed day; a number alone is not one, because it may be part of a title."""
    parts = day_parts(text)
    return parts if parts and parts.month else None


def _is_on(day: date, typed: DayParts) -> bool:
    year = day.year % 100 if typed.short else day.year
    return (day.day, day.month) == (typed.day, typed.month) and typed.year in (None, year)


def _views(connection: sqlite3.Connection, sql: str, parameters: tuple[object, ...]) -> tuple[MeetingView, ...]:
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    pauses, people = _pauses(connection), shown_names(connection)
    return tuple(_view(row, tuple(pauses[row["id"]]), people) for row in rows)


def _view(row: dict[str, Any], pauses: tuple[Span, ...], people: Mapping[str, str]) -> MeetingView:
    read = {
        "chair": people.get(row["chair_id"], ""),
        "minute_taker": people.get(row["minute_taker_id"], ""),
        "kind": MeetingKind(row["kind"]),
        "state": MeetingState(row["state"]),
        "scheduled_at": from_text(row["scheduled_at"]),
        **{name: _time(row[name]) for name in _TIMES},
        **{name: bool(row[name]) for name in _SWITCHES},
    }
    return MeetingView(**row | read, pauses=pauses)


def _pauses(connection: sqlite3.Connection) -> defaultdict[str, list[Span]]:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    rows = connection.execute(
        "SELECT meeting_id, paused_at, resumed_at FROM meeting_pause WHERE deleted = 0 ORDER BY paused_at, id"
    )
    for meeting_id, paused, resumed in rows:
        found[meeting_id].append(Span(from_text(paused), _time(resumed)))
    return found


def _time(text: str | None) -> datetime | None:
    return from_text(text) if text else None


_TITLES: Mapping[MeetingKind, str] = {
    MeetingKind.REGULAR: N_("Regular meeting"),
    MeetingKind.THEMATIC: N_("Thematic meeting"),
    MeetingKind.EXTRAORDINARY: N_("Extraordinary meeting"),
    MeetingKind.ANNUAL_REVIEW: N_("Annual review"),
    MeetingKind.ADMISSION: N_("Admission"),
    MeetingKind.CONGRESS: N_("Congress"),
    MeetingKind.COMMITTEE: N_("Meeting of the cell committee"),
}


def meeting_title(of: MeetingView, cells: int | None = None) -> str:
    """Return the title of a meeting, or its kind, followed by the day; the title is cut so that ``cells`` hold both."""
    name = one_line(of.title) or (_(_TITLES[of.kind]) if of.kind in _TITLES else label(of.kind))
    when = day_text(of.day)
    return f"{name if cells is None else one_line(name, max(1, cells - cell_width(when) - 1))} {when}"


def outcome_line(line: str, meeting_id: str, reader: sqlite3.Connection) -> str:
    """Return the line of an act, with the title of the changed meeting unless the user named one."""
    if not meeting_id:
        return line
    try:
        return f"{line} · {meeting_title(meeting(reader, meeting_id))}"
    except UnknownRecord:  # this act undid the plan of the meeting
        return line
