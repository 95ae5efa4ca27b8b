"""Reads what the engine knows of a practice meeting from its store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from models.documents.script_text import template_keys
from models.domain.methods import Method
from models.domain.vocabulary import MeetingState, NoteKind, Status, Visibility
from models.practice.facts import (
    GuestFact,
    ItemFact,
    PersonFact,
    PracticeFacts,
    RoundFact,
    WrittenFact,
    is_of_voting,
)
from models.practice.keeping import Practice
from models.practice.plan import Plan, plan
from models.profiles.practice import PracticeScript
from models.queries.agenda import AgendaView, agenda
from models.queries.floor import speakers_lists
from models.queries.meetings import guests
from models.queries.notes import notes
from models.queries.roll_call import RollCallRow, roll_call
from models.queries.votes import MotionView, motions
from models.store.entry import COUNTER_BITS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def practice_facts(connection: sqlite3.Connection, meeting_id: str, now: datetime) -> PracticeFacts:
    """Return the records of a practice meeting at a moment."""
    listed = agenda(connection, meeting_id)
    held = listed.meeting
    speeches = tuple(speech for one in speakers_lists(connection, meeting_id).values() for speech in one.speeches)
    return PracticeFacts(
        now=now,
        kind=held.kind,
        opened_at=held.opened_at,
        closed_at=held.closed_at,
        held_seconds=held.held_seconds(now),
        paused=held.state is MeetingState.PAUSED,
        has_minute_taker=held.minute_taker_id is not None,
        people=tuple(_person(row, held.chair_id) for row in roll_call(connection, meeting_id)),
        visitors=tuple(GuestFact(one.id, one.full_name, one.arrived_at) for one in guests(connection, meeting_id)),
        items=_items(listed, template_keys(None, held), now),
        speeches=speeches,
        rounds=tuple(_rounds(motions(connection, meeting_id), listed)),
        notes=tuple(
            WrittenFact(one.by, one.written_at, NoteKind(one.kind))
            for one in notes(connection, meeting_id, tuple(Visibility))
        ),
        petitions=_written(connection, _PETITIONS, meeting_id),
        tasks=_written(connection, _TASKS, meeting_id),
    )


def practice_plan(script: PracticeScript, practice: Practice, facts: PracticeFacts) -> Plan:
    """Return the plan of a practice; the records name its people, its guests and the kinds of its items."""
    visitors = [one.id for one in facts.visitors]
    return plan(script, practice.draw, facts.people, visitors, {one.kind for one in facts.items})


def read_practice_meeting(
    connection: sqlite3.Connection, script: PracticeScript, practice: Practice, now: datetime
) -> tuple[Plan, PracticeFacts]:
    """Return plan and records of a practice at a moment."""
    facts = practice_facts(connection, practice.meeting, now)
    return practice_plan(script, practice, facts), facts


def _person(row: RollCallRow, chair: str | None) -> PersonFact:
    exempt = Status.EXEMPT in row.statuses or Status.ELSEWHERE in row.statuses
    return PersonFact(
        id=row.member_id,
        name=row.full_name,
        votes=Status.OFFICIAL in row.statuses and not exempt,
        plays=row.member_id != chair and not exempt,
        state=row.state,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
    )


def _items(listed: AgendaView, keys: Mapping[str, str], now: datetime) -> tuple[ItemFact, ...]:
    seconds = listed.elapsed_seconds(now)
    return tuple(
        ItemFact(
            id=one.id,
            key=keys.get(one.title_vi, ""),
            kind=one.kind,
            title=one.title,
            minutes=one.minutes,
            state=one.state,
            seconds=seconds.get(one.id, 0),
            started_at=one.started_at,
            ended_at=one.ended_at,
        )
        for one in listed.items
    )


def _rounds(put: tuple[MotionView, ...], listed: AgendaView) -> Iterator[RoundFact]:
    kinds = {one.id: one.kind for one in listed.items}
    for motion in put:
        for one in motion.rounds:
            yield RoundFact(
                id=one.id,
                motion_id=motion.id,
                kind=motion.kind,
                title=motion.title,
                at_vote=is_of_voting(kinds.get(motion.item_id or "", "")),
                counts=one.method in (Method.SHOW_OF_HANDS, Method.PAPER_BALLOT) and not one.options,
                on_paper=one.method is Method.PAPER_BALLOT,
                needed=one.needed or 0,
                opened_at=one.opened_at,
                counted_at=one.counted_at,
                voided_at=one.voided_at,
                yes=one.yes,
                no=one.no,
                abstain=one.abstain,
                passed=one.passed,
            )


_PETITIONS = (
    "SELECT t.from_id, t.due_on, min(e.time) FROM petition t JOIN journal_change c ON c.row_id = t.id"
    " JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
    " WHERE t.deleted = 0 AND t.meeting_id = ? GROUP BY t.id ORDER BY min(e.time)"
)
_TASKS = (
    "SELECT t.owner_id, t.due_on, min(e.time) FROM task t JOIN journal_change c ON c.row_id = t.id"
    " JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
    " WHERE t.deleted = 0 AND t.meeting_id = ? GROUP BY t.id ORDER BY min(e.time)"
)


def _written(connection: sqlite3.Connection, sql: str, meeting_id: str) -> tuple[WrittenFact, ...]:
    """Return when the petitions or tasks of a meeting were first written, and by or for whom."""
    return tuple(
        WrittenFact(by or "", _EPOCH + timedelta(milliseconds=time >> COUNTER_BITS), due=due is not None)
        for by, due, time in connection.execute(sql, (meeting_id,))
    )
