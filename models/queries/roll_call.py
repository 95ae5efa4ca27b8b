"""The roll-call of a meeting: its members on its day, who is in the room, who counts in a vote."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from models.domain.clock import day_held, from_text, is_whole_minute
from models.domain.electorate import CountingRules, Electorate, Voter, electorate, is_called
from models.domain.errors import UnknownRecord
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.state_sets import NOT_CONVENED
from models.domain.text import given_name_key
from models.domain.vocabulary import AttendanceState, MeetingKind, Office, Status
from models.queries.names import born_on, shown_names
from models.queries.people import offices_on, statuses_on

IN_ROOM = "a.state = 'present' AND a.arrived_at IS NOT NULL AND a.left_at IS NULL"
"""The SQL condition for an attendance ``a`` of a member who is in the room."""


def mark_text(state: AttendanceState | None, *, online: bool) -> str:
    """Return a mark of the roll-call in words; who is present online is marked so."""
    if state is None:
        return ""
    return _("present online") if online else label(state)


@dataclass(frozen=True, slots=True)
class RollCallRow:
    """A member at a meeting: standing and office on its day, and the mark of the roll-call (``None``: not yet called).

    Of several offices the highest is given. A member who left keeps the mark "present" with ``left_at``. ``full_name``
    is the displayed name, which distinguishes namesakes. A member who attends ``online`` is present.
    """

    member_id: str
    full_name: str
    statuses: frozenset[Status]
    office: Office | None
    state: AttendanceState | None
    arrived_at: datetime | None
    left_at: datetime | None
    reason: str
    birth_date: date | None = None
    came_on: date | None = None
    reason_accepted: bool = False
    online: bool = False

    @property
    def mark_text(self) -> str:
        """The mark in words, as lists of every kind show it; empty if not called."""
        return mark_text(self.state, online=self.online)

    @property
    def is_excused_whole(self) -> bool:
        """Whether the member misses the whole meeting with a reason that the committee accepted."""
        return self.reason_accepted and self.state is AttendanceState.EXCUSED and self.arrived_at is None

    @property
    def in_room(self) -> bool:
        """Whether the member has arrived and not left."""
        return self.state is AttendanceState.PRESENT and self.arrived_at is not None and self.left_at is None

    @property
    def is_called(self) -> bool:
        """Whether the member is on the roll: suspended, prosecuted and detained members are not invited."""
        return self.state is not None or not self.statuses & NOT_CONVENED

    @property
    def voter(self) -> Voter:
        """The member as a value for the rules of voting and attendance."""
        return Voter(self.member_id, self.statuses, self.state, self.in_room, self.is_excused_whole)


def roll_call(connection: sqlite3.Connection, meeting_id: str) -> tuple[RollCallRow, ...]:
    """Return the members of a meeting by given name; guests are listed separately.

    These are the members of the cell on the day (in Vietnam) on which the meeting was opened, or is planned, who have
    come by then and not left; at a meeting of the committee those with an office. Members who are suspended, prosecuted
    or detained on that day are not included. A closed meeting keeps its roll. A member with a mark is always included.
    Raises :class:`UnknownRecord` for an unknown meeting.
    """
    return tuple(row for row in whole_roll(connection, meeting_id) if row.is_called)


def not_convened(connection: sqlite3.Connection, meeting_id: str) -> tuple[RollCallRow, ...]:
    """Return the members who are left out because they are suspended, prosecuted or detained on the meeting's day."""
    return tuple(row for row in whole_roll(connection, meeting_id) if not row.is_called)


def whole_roll(connection: sqlite3.Connection, meeting_id: str) -> tuple[RollCallRow, ...]:
    """Return the members of :func:`roll_call` and of :func:`not_convened`, by given name."""
    return tuple(sorted(_rows(connection, meeting_id), key=lambda row: (given_name_key(row.full_name), row.member_id)))


def called(roll: Iterable[RollCallRow], *, exempt_in_denominator: bool) -> tuple[RollCallRow, ...]:
    """Return the members of a roll who are called to the meeting (:func:`models.domain.electorate.is_called`)."""
    return tuple(row for row in roll if is_called(row.voter, exempt_in_denominator=exempt_in_denominator))


def late_arrivals(
    roll: Iterable[RollCallRow], opened: datetime | None, called_until: datetime | None
) -> tuple[RollCallRow, ...]:
    """Return the members who came late, by their arrival: after the end of the roll-call, or at a noted hour after the
    opening.

    A mark without an hour has the time of the key, also where its member sat there from the beginning; it is told from
    a noted hour by its seconds.
    """
    came = [(row.arrived_at, row) for row in roll if row.state is AttendanceState.PRESENT and row.arrived_at]
    by_clock = not all(is_whole_minute(at) for at, _row in came)
    late = [
        (at, row)
        for at, row in came
        if (called_until and at > called_until) or (by_clock and opened and at > opened and is_whole_minute(at))
    ]
    return tuple(row for _at, row in sorted(late, key=lambda one: one[0]))


def counted(roll: Iterable[RollCallRow]) -> dict[AttendanceState | None, int]:
    """Return how many members have each mark, the present first, those without a mark under ``None`` last.

    Marks that nobody has are left out; the numbers add up to the roll.
    """
    marks = Counter(row.state for row in roll)
    order: tuple[AttendanceState | None, ...] = (AttendanceState.PRESENT, *AttendanceState, None)
    return {mark: marks[mark] for mark in dict.fromkeys(order) if marks[mark]}


def on_the_roll(connection: sqlite3.Connection, meeting_id: str, member_id: str) -> RollCallRow | None:
    """Return one member's row of :func:`roll_call`; ``None`` for a member who is not on the roll."""
    rows = (row for row in _rows(connection, meeting_id) if row.is_called)
    return next((row for row in rows if row.member_id == member_id), None)


def electorate_of(connection: sqlite3.Connection, meeting_id: str, rules: CountingRules) -> Electorate:
    """Return who counts in a vote now: N, voters present, others present.

    ``rules`` are those of the meeting's profile; without them members are counted by the Charter. Raises
    :class:`UnknownRecord` for an unknown meeting.
    """
    return electorate((row.voter for row in _rows(connection, meeting_id)), rules)


def present(connection: sqlite3.Connection, meeting_id: str) -> frozenset[str]:
    """Return the keys of the members in the room."""
    rows = connection.execute(
        f"SELECT a.member_id FROM attendance a WHERE a.deleted = 0 AND a.meeting_id = ? AND {IN_ROOM}", (meeting_id,)
    )
    return frozenset(member for (member,) in rows)


def attended(connection: sqlite3.Connection, meeting_id: str) -> frozenset[str]:
    """Return the keys of the members who came, including those who left early."""
    rows = connection.execute(
        "SELECT member_id FROM attendance WHERE deleted = 0 AND meeting_id = ? AND state = 'present'", (meeting_id,)
    )
    return frozenset(member for (member,) in rows)


def guests_in_room(connection: sqlite3.Connection, meeting_id: str) -> frozenset[str]:
    """Return the keys of the guests in the room."""
    rows = connection.execute(
        "SELECT id FROM guest WHERE deleted = 0 AND meeting_id = ? AND arrived_at IS NOT NULL AND left_at IS NULL",
        (meeting_id,),
    )
    return frozenset(guest for (guest,) in rows)


def excused_in_a_row(connection: sqlite3.Connection, meeting_id: str, member_id: str) -> int:
    """Return at how many consecutive meetings of that kind before this one the member was excused.

    Only held meetings with a mark for the member count.
    """
    rows = connection.execute(
        "SELECT a.state FROM attendance a JOIN meeting held ON held.id = a.meeting_id JOIN meeting this ON this.id = ?"
        " WHERE a.deleted = 0 AND held.deleted = 0 AND a.member_id = ? AND held.kind = this.kind"
        " AND held.opened_at IS NOT NULL AND held.scheduled_at < this.scheduled_at"
        " ORDER BY held.scheduled_at DESC, held.id",
        (meeting_id, member_id),
    )
    count = 0
    for (state,) in rows:
        if state != AttendanceState.EXCUSED:
            break
        count += 1
    return count


def _rows(connection: sqlite3.Connection, meeting_id: str) -> list[RollCallRow]:
    organisation, kind, day, sealed = _meeting(connection, meeting_id)
    statuses, offices, names = statuses_on(connection, day), offices_on(connection, day), shown_names(connection)
    if sealed:
        statuses = {member: frozenset(map(Status, found[0])) for member, found in sealed.items()}
        offices = {member: Office(found[1]) for member, found in sealed.items() if found[1]}
    rows = connection.execute(
        # MATERIALIZED: otherwise SQLite reads all past attendances of each member instead of this meeting's once.
        "WITH a AS MATERIALIZED (SELECT * FROM attendance WHERE meeting_id = ? AND deleted = 0)"
        " SELECT m.id, a.state, a.arrived_at, a.left_at, coalesce(a.reason, ''), m.birth_date, m.came_on,"
        " coalesce(a.reason_accepted, 0), coalesce(a.online, 0) FROM member m"
        " LEFT JOIN a ON a.member_id = m.id"
        " WHERE m.deleted = 0 AND (m.organisation_id = ? OR a.id IS NOT NULL)",
        (meeting_id, organisation),
    )
    listed = [
        RollCallRow(
            *(member, names[member], statuses.get(member, frozenset()), offices.get(member)),
            AttendanceState(state) if state else None,
            *(_time(arrived_at), _time(left_at), reason),
            birth_date=born_on(born),
            came_on=born_on(came),
            reason_accepted=bool(accepted),
            online=bool(online),
        )
        for member, state, arrived_at, left_at, reason, born, came, accepted, online in rows
    ]
    if sealed:
        return [row for row in listed if row.state or row.member_id in sealed]
    return [row for row in listed if row.state or _is_concerned(row, kind, day)]


def roll_text(connection: sqlite3.Connection, meeting_id: str) -> str:
    """Return the members of a meeting with statuses and office, as stored with the meeting when it closes."""
    listed = {row.member_id: [sorted(row.statuses), row.office] for row in _rows(connection, meeting_id)}
    return json.dumps(listed, sort_keys=True, separators=(",", ":"))


def _is_concerned(row: RollCallRow, kind: MeetingKind, day: date) -> bool:
    if not row.statuses or Status.LEFT in row.statuses or (row.came_on and row.came_on > day):
        return False
    return kind is not MeetingKind.COMMITTEE or row.office is not None


def _meeting(
    connection: sqlite3.Connection, meeting_id: str
) -> tuple[str, MeetingKind, date, dict[str, tuple[list[str], str | None]]]:
    """Return the cell, the kind, the day on which it was opened or is planned, and the roll stored at its close."""
    row = connection.execute(
        "SELECT organisation_id, kind, scheduled_at, opened_at, roll FROM meeting WHERE id = ? AND deleted = 0",
        (meeting_id,),
    ).fetchone()
    if row is None:
        raise UnknownRecord(N_("There is no meeting “{key}”."), key=meeting_id)
    day = day_held(from_text(row[2]), _time(row[3]))
    return row[0], MeetingKind(row[1]), day, json.loads(row[4] or "{}")


def _time(text: str | None) -> datetime | None:
    return from_text(text) if text else None
