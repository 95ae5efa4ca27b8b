"""Numbers of documents: one series for each abbreviation and term; the next number, duplicates, gaps.

This is the only place that gives numbers. A congress has its own series, with the abbreviation ``ĐH`` (docs/domain.md,
"Votes"). The term of a meeting's document is that of the meeting's day, so that neither the machine's clock nor the day
of numbering decides its series; the term of a letter is that of the date on it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.clock import day_of, from_text
from models.domain.limits import NUMBERED
from models.domain.terms import read_days, term_of
from models.domain.vocabulary import LetterKind, Level, MeetingKind
from models.queries.meetings import BEGINS_AT


class Series(StrEnum):
    """The kinds of document that are numbered over the term, by the abbreviation in their number."""

    RESOLUTION = "NQ"
    MINUTES = "BB"
    PLAN = LetterKind.PLAN.value
    PROGRAMME = LetterKind.PROGRAMME.value
    NOTICE = LetterKind.NOTICE.value
    SUBMISSION = LetterKind.SUBMISSION.value
    OFFICIAL_LETTER = LetterKind.OFFICIAL_LETTER.value
    CONCLUSION = LetterKind.CONCLUSION.value
    REPORT = LetterKind.REPORT.value


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """A document with its number.

    ``id`` is the row's, ``table`` its table; ``title`` is empty for minutes, which are named by their meeting;
    ``meeting_id`` is empty for a letter, which belongs to none.
    """

    series: Series
    id: str
    meeting_id: str
    number: int
    title: str
    day: date
    is_sealed: bool
    of_congress: bool = False
    table: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateNumber:
    """A number of one series that several documents have, in the order in which they were made."""

    series: Series
    number: int
    sides: tuple[NumberedDocument, ...]

    @property
    def key(self) -> str:
        """A key that distinguishes it from other duplicates."""
        return f"{self.series}/{self.number}/{'/'.join(one.id for one in self.sides)}"


_OF_MEETINGS = (
    (
        "resolution",
        Series.RESOLUTION,
        f"SELECT d.id, d.meeting_id, d.number, d.title, {BEGINS_AT}, m.state, m.kind FROM resolution d"
        " JOIN meeting m ON m.id = d.meeting_id WHERE d.deleted = 0 AND d.state = 'adopted' AND d.number IS NOT NULL"
        " ORDER BY d.id",
    ),
    (
        "motion",
        Series.RESOLUTION,
        f"SELECT q.id, q.meeting_id, q.resolution_number, q.title, {BEGINS_AT}, m.state, m.kind FROM motion q"
        " JOIN meeting m ON m.id = q.meeting_id WHERE q.deleted = 0 AND q.resolution_number IS NOT NULL ORDER BY q.id",
    ),
    (
        "minutes",
        Series.MINUTES,
        f"SELECT d.id, d.meeting_id, d.number, '', {BEGINS_AT}, m.state, m.kind FROM minutes d"
        " JOIN meeting m ON m.id = d.meeting_id WHERE d.deleted = 0 AND d.state = 'approved' AND d.number IS NOT NULL"
        " ORDER BY d.approved_at, d.id",
    ),
    (
        "motion",
        Series.MINUTES,
        f"SELECT q.id, q.meeting_id, q.count_number, q.title, {BEGINS_AT}, m.state, m.kind FROM motion q"
        " JOIN meeting m ON m.id = q.meeting_id WHERE q.deleted = 0 AND q.count_number IS NOT NULL ORDER BY q.id",
    ),
)
"""The numbered documents of meetings, by table and series.

A motion has two: the resolution on an admission or confirmation, and the minutes of its count.
"""
_LETTERS = (
    "SELECT id, kind, number, subject, issued_on FROM letter WHERE deleted = 0 AND state = 'issued'"
    " AND number IS NOT NULL AND issued_on IS NOT NULL ORDER BY issued_on, id"
)
_SEALED = frozenset({"approved", "sent", "acknowledged"})


def next_number(connection: sqlite3.Connection, series: Series, meeting_id: str) -> int:
    """Return the number of the next document of a meeting.

    Numbers follow the order of the meetings: it is higher than all others of the series. A number that became free
    within the meeting (its vote was voided) is used again. A number higher than a term can reach is a typing error and
    is ignored.
    """
    beginnings = term_beginnings(connection)
    wanted = _scope_of(connection, meeting_id, beginnings)
    listed = _within(connection, series, wanted, beginnings)
    least = 0
    if series is Series.MINUTES and not isinstance(wanted, str):
        least = _counted_minutes(connection, meeting_id)
    return _next((one for one in listed if one.meeting_id != meeting_id), listed, least)


def next_letter_number(connection: sqlite3.Connection, kind: LetterKind, day: date) -> int:
    """Return the number that the next letter of a kind gets which is issued on a day."""
    beginnings = term_beginnings(connection)
    listed = _within(connection, Series(kind), term_of(day, beginnings), beginnings)
    return _next(listed, listed)


def minutes_number(connection: sqlite3.Connection, meeting_id: str) -> int:
    """Return the number of approved minutes, 0 before the approval.

    Minutes approved by an older program have no stored number: theirs is the count of approvals in the term so far.
    """
    row = connection.execute(
        "SELECT number FROM minutes WHERE meeting_id = ? AND deleted = 0 AND state = 'approved'", (meeting_id,)
    ).fetchone()
    if row is None:
        return 0
    return int(row[0]) if row[0] else _counted_minutes(connection, meeting_id)


def double_numbers(connection: sqlite3.Connection, meeting_id: str | None = None) -> tuple[DuplicateNumber, ...]:
    """Return the numbers given to several documents of a series; with ``meeting_id`` only those of that meeting."""
    beginnings = term_beginnings(connection)
    found: defaultdict[tuple[Series, Scope, int], list[NumberedDocument]] = defaultdict(list)
    for one in numbered_documents(connection):
        found[one.series, scope_of(one, beginnings), one.number].append(one)
    doubles = (DuplicateNumber(key[0], key[2], tuple(sides)) for key, sides in found.items() if len(sides) > 1)
    return tuple(
        one for one in doubles if meeting_id is None or any(side.meeting_id == meeting_id for side in one.sides)
    )


def has_number(connection: sqlite3.Connection, series: Series, number: int, meeting_id: str) -> bool:
    """Return whether a number is taken in the series of a meeting."""
    beginnings = term_beginnings(connection)
    wanted = _scope_of(connection, meeting_id, beginnings)
    return any(one.number == number for one in _within(connection, series, wanted, beginnings))


def has_letter_number(connection: sqlite3.Connection, kind: LetterKind, number: int, day: date) -> bool:
    """Return whether a number is taken in the series of a letter that is issued on a day."""
    beginnings = term_beginnings(connection)
    listed = _within(connection, Series(kind), term_of(day, beginnings), beginnings)
    return any(one.number == number for one in listed)


def term_beginnings(connection: sqlite3.Connection) -> tuple[date, ...]:
    """Return the days on which the cell's terms began, as far as they are known."""
    row = connection.execute(
        "SELECT term_began_on, earlier_terms FROM organisation WHERE deleted = 0 AND level = ? ORDER BY id LIMIT 1",
        (Level.CELL,),
    ).fetchone()
    if row is None:
        return ()
    current: Iterable[date] = (date.fromisoformat(row[0]),) if row[0] else ()
    return (*read_days(row[1]), *current)


def numbered_documents(connection: sqlite3.Connection) -> list[NumberedDocument]:
    """Return every document that has a number, of each table in the order in which they were made."""
    found = [
        NumberedDocument(
            *(series, key, meeting, number, title, _day(begins), state in _SEALED, kind == MeetingKind.CONGRESS),
            table=table,
        )
        for table, series, sql in _OF_MEETINGS
        for key, meeting, number, title, begins, state, kind in connection.execute(sql)
    ]
    found += [
        NumberedDocument(
            Series(kind), key, "", number, subject, date.fromisoformat(issued), is_sealed=True, table="letter"
        )
        for key, kind, number, subject, issued in connection.execute(_LETTERS)
    ]
    return found


def unnumbered_minutes(connection: sqlite3.Connection) -> list[NumberedDocument]:
    """Return the minutes approved by an older program, which stored no number, with the number that they have."""
    rows = connection.execute(
        f"SELECT d.id, d.meeting_id, {BEGINS_AT}, m.kind FROM minutes d JOIN meeting m ON m.id = d.meeting_id"
        " WHERE d.deleted = 0 AND d.state = 'approved' AND d.number IS NULL ORDER BY d.approved_at, d.id"
    ).fetchall()
    return [
        NumberedDocument(
            *(Series.MINUTES, key, meeting, _counted_minutes(connection, meeting), "", _day(begins)),
            is_sealed=True,
            of_congress=kind == MeetingKind.CONGRESS,
            table="minutes",
        )
        for key, meeting, begins, kind in rows
    ]


Scope = date | str | None
"""The scope of a series: a term by its first day, or a congress by its key."""


def scope_of(one: NumberedDocument, beginnings: Iterable[date]) -> Scope:
    """Return the scope of a document's number."""
    return one.meeting_id if one.of_congress else term_of(one.day, beginnings)


def _scope_of(connection: sqlite3.Connection, meeting_id: str, beginnings: Iterable[date]) -> Scope:
    (kind,) = connection.execute("SELECT kind FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    return meeting_id if kind == MeetingKind.CONGRESS else term_of(_day_of(connection, meeting_id), beginnings)


def _within(
    connection: sqlite3.Connection, series: Series, wanted: Scope, beginnings: Iterable[date]
) -> list[NumberedDocument]:
    """Return the documents of a series that are numbered within a term or congress."""
    listed = numbered_documents(connection)
    return [one for one in listed if one.series is series and scope_of(one, beginnings) == wanted]


def _next(others: Iterable[NumberedDocument], listed: Iterable[NumberedDocument], least: int = 0) -> int:
    """Return the number after those of the others, and after ``least``, that nobody listed has."""
    number = max((one.number for one in others if one.number <= NUMBERED), default=0)
    number = max(number, least) + 1
    taken = {one.number for one in listed}
    while number in taken:
        number += 1
    return number


def _counted_minutes(connection: sqlite3.Connection, meeting_id: str) -> int:
    """Return how many minutes without a number were approved in a meeting's term: up to its own, else all."""
    beginnings = term_beginnings(connection)
    term = term_of(_day_of(connection, meeting_id), beginnings)
    rows = connection.execute(
        f"SELECT d.meeting_id, {BEGINS_AT} FROM minutes d JOIN meeting m ON m.id = d.meeting_id"
        " WHERE d.deleted = 0 AND d.state = 'approved' AND d.number IS NULL ORDER BY d.approved_at, d.id"
    ).fetchall()
    counted = [meeting for meeting, begins in rows if term_of(_day(begins), beginnings) == term]
    return counted.index(meeting_id) + 1 if meeting_id in counted else len(counted)


def _day_of(connection: sqlite3.Connection, meeting_id: str) -> date:
    (begins,) = connection.execute(f"SELECT {BEGINS_AT} FROM meeting m WHERE m.id = ?", (meeting_id,)).fetchone()
    return _day(begins)


def _day(begins: str) -> date:
    return day_of(from_text(begins))
