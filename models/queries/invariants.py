"""Invariants of a meeting's records, which every act, undo and merge must keep."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain

from models.domain.errors import ChiboError, Refused
from models.domain.formats import day_text
from models.domain.language import N_
from models.domain.speakers import broken_invariants
from models.domain.state_sets import NOT_HELD, OVER, sql_list
from models.queries.floor import speakers_lists
from models.queries.numbering import Series, double_numbers

_Rule = tuple[str, str]
"""A query for rows that break the rule, and the sentence that reports it."""

_NOT_YET_OPEN = f"m.state IN {sql_list(NOT_HELD)}"
_OVER = f"m.state IN {sql_list(OVER)}"

_ITEMS: tuple[_Rule, ...] = (
    (
        "SELECT 1 FROM agenda_item i WHERE i.deleted = 0 AND i.meeting_id = :meeting AND i.state = 'running'"
        " LIMIT 1 OFFSET 1",
        N_("Two items of the agenda would run at a time."),
    ),
    (
        "SELECT 1 FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id"
        " WHERE i.deleted = 0 AND m.id = :meeting AND i.state = 'running' AND m.state <> 'open'",
        N_("An item would run although the meeting does not."),
    ),
    (
        "SELECT 1 FROM agenda_item i WHERE i.deleted = 0 AND i.meeting_id = :meeting AND i.state = 'running'"
        " AND NOT EXISTS (SELECT 1 FROM item_run r WHERE r.item_id = i.id AND r.deleted = 0 AND r.ended_at IS NULL)",
        N_("An item would run without its timer."),
    ),
    (
        "SELECT 1 FROM item_run r JOIN agenda_item i ON i.id = r.item_id WHERE r.deleted = 0 AND r.ended_at IS NULL"
        " AND i.meeting_id = :meeting AND (i.deleted OR i.state <> 'running')",
        N_("The timer would run of an item that does not."),
    ),
    (
        "SELECT 1 FROM item_run r JOIN agenda_item i ON i.id = r.item_id WHERE r.deleted = 0 AND r.ended_at IS NULL"
        " AND i.meeting_id = :meeting GROUP BY r.item_id HAVING count(*) > 1",
        N_("Two timers of one item would run at a time."),
    ),
)

_MEETING: tuple[_Rule, ...] = (
    (
        "SELECT 1 FROM meeting m WHERE m.id = :meeting AND m.deleted = 0 AND (m.state = 'paused') <>"
        " (SELECT count(*) FROM meeting_pause p WHERE p.meeting_id = m.id AND p.deleted = 0 AND p.resumed_at IS NULL)",
        N_("The meeting would be paused without a break, or go on in one."),
    ),
    (
        f"SELECT 1 FROM attendance a JOIN meeting m ON m.id = a.meeting_id WHERE a.deleted = 0 AND m.id = :meeting"
        f" AND a.state = 'present' AND {_NOT_YET_OPEN}",
        N_("A member would be present at a meeting that is not open yet."),
    ),
    (
        "SELECT 1 FROM attendance a WHERE a.deleted = 0 AND a.meeting_id = :meeting AND (a.left_at < a.arrived_at"
        " OR (a.arrived_at IS NULL AND (a.left_at IS NOT NULL OR a.state = 'present')))",
        N_("A member would leave before coming."),
    ),
)

_FLOOR: tuple[_Rule, ...] = (
    (
        "SELECT 1 FROM speech s JOIN agenda_item i ON i.id = s.item_id WHERE s.deleted = 0 AND s.meeting_id = :meeting"
        " AND s.state = 'speaking' AND (i.deleted OR i.state <> 'running')",
        N_("Somebody would be speaking on an item that does not run."),
    ),
    (
        "SELECT 1 FROM speech s JOIN agenda_item i ON i.id = s.item_id WHERE s.deleted = 0 AND s.meeting_id = :meeting"
        " AND s.state = 'paused' AND (i.deleted OR i.state NOT IN ('running', 'paused'))",
        N_("A speech would be open on an item that is over."),
    ),
    (
        "SELECT 1 FROM speech s JOIN meeting m ON m.id = s.meeting_id WHERE s.deleted = 0 AND m.id = :meeting"
        f" AND s.state IN ('speaking', 'paused') AND ({_NOT_YET_OPEN} OR {_OVER})",
        N_("A speech would be open although the meeting is not."),
    ),
)

_VOTES: tuple[_Rule, ...] = (
    (
        "SELECT 1 FROM round r JOIN motion q ON q.id = r.motion_id JOIN meeting m ON m.id = q.meeting_id"
        f" WHERE r.deleted = 0 AND m.id = :meeting AND r.state = 'open' AND ({_NOT_YET_OPEN} OR {_OVER})",
        N_("A vote would be open although the meeting is not."),
    ),
    (
        "SELECT 1 FROM round r JOIN motion q ON q.id = r.motion_id WHERE r.deleted = 0 AND q.meeting_id = :meeting"
        " AND r.state = 'open' AND (q.deleted OR q.state <> 'open')",
        N_("A round would be open of a motion that is not put to the vote."),
    ),
    (
        "SELECT 1 FROM round r JOIN motion q ON q.id = r.motion_id WHERE r.deleted = 0 AND q.meeting_id = :meeting"
        " AND r.state = 'open' GROUP BY q.id HAVING count(*) > 1",
        N_("Two rounds of one motion would be open at a time."),
    ),
    (
        "SELECT 1 FROM round r JOIN motion q ON q.id = r.motion_id WHERE r.deleted = 0 AND q.meeting_id = :meeting"
        " GROUP BY q.id, r.number HAVING count(*) > 1",
        N_("Two rounds of one motion would have the same number."),
    ),
    (
        "SELECT 1 FROM round r JOIN motion q ON q.id = r.motion_id WHERE r.deleted = 0 AND q.meeting_id = :meeting"
        " AND ((r.state = 'counted' AND r.counted_at IS NULL) OR (r.state = 'open' AND r.counted_at IS NOT NULL)"
        " OR (r.state = 'voided') <> (r.voided_at IS NOT NULL))",
        N_("The times of a round would not fit its state."),
    ),
)


def broken_rules(connection: sqlite3.Connection, meeting_id: str | None) -> Iterator[ChiboError]:
    """Yield an error for each broken rule of a meeting, or without one of the whole cell."""
    if meeting_id is None:
        return _broken_by_numbers(connection, None)
    return chain(
        _broken_by_rows(connection, meeting_id),
        _broken_by_lists(connection, meeting_id),
        _broken_by_numbers(connection, meeting_id),
    )


def _broken_by_rows(connection: sqlite3.Connection, meeting_id: str) -> Iterator[ChiboError]:
    for sql, sentence in (*_ITEMS, *_MEETING, *_FLOOR, *_VOTES):
        if connection.execute(sql, {"meeting": meeting_id}).fetchone():
            yield Refused(sentence)


def _broken_by_numbers(connection: sqlite3.Connection, meeting_id: str | None) -> Iterator[ChiboError]:
    for double in double_numbers(connection, meeting_id):
        days = ", ".join(day_text(one.day) for one in double.sides)
        sentence = _TWICE.get(double.series, _LETTERS_TWICE)
        yield Refused(sentence, number=double.number, sign=double.series.value, days=days)


_LETTERS_TWICE = N_("Number {number} would stand on several letters of the term with the sign {sign}: {days}.")
_TWICE = {
    Series.RESOLUTION: N_("Number {number} would stand on several resolutions of the term: {days}."),
    Series.MINUTES: N_("Number {number} would stand on the minutes of several meetings of the term: {days}."),
}


def _broken_by_lists(connection: sqlite3.Connection, meeting_id: str) -> Iterator[ChiboError]:
    for listing in speakers_lists(connection, meeting_id).values():
        yield from broken_invariants(listing)
