"""The draft of the minutes from the records, as plain text that the secretary edits (docs/domain.md, "Documents").

The same record gives the same text. A section without content is left out. Notes that are not for the minutes are not
in the record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from models.documents.letterhead import number_text
from models.documents.occasions import body_of, held_text, occasion
from models.documents.proceedings import proceedings, score_lines, shortcoming_lines
from models.documents.record import MeetingRecord, meeting_record
from models.documents.vote_words import motion_title, round_text
from models.documents.wording import (
    below,
    called_text,
    comrade,
    comrades,
    end_text,
    guest_names,
    hour_text,
    lines_of,
    names_with_reasons,
    percents_closed,
    petition_text,
    present_text,
    resolution_subject,
    roll_in_words,
    standings_text,
    subject_text,
    task_text,
    undashed,
    why_not_convened,
    with_office,
)
from models.domain.formats import day_text
from models.domain.item_kinds import ItemKind
from models.domain.language import LANGUAGES, Language, _, current_language, in_language, pgettext
from models.domain.text import capital, one_line, small
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    RoundState,
)
from models.queries.decisions import ResolutionLine
from models.queries.meetings import meeting
from models.queries.roll_call import RollCallRow
from models.queries.rules import meeting_rules
from models.queries.votes import MotionView


def draft_minutes(record: MeetingRecord) -> str:
    """Return the draft in the language of the program."""
    sections = (
        (_("I- THOSE PRESENT"), _participants(record)),
        (_("II- PROCEEDINGS"), proceedings(record)),
        (_("III- CONCLUSIONS AND VOTES"), _conclusions(record)),
    )
    parts = ["\n".join(_opening(record))]
    for title, lines in sections:
        if listed := list(lines):
            parts.append("\n".join([title, *listed]))
    return percents_closed("\n\n".join([*parts, "\n".join(_closing(record))]) + "\n")


def draft_of_meeting(
    connection: sqlite3.Connection, meeting_id: str, home: Path | None, now: datetime, like: str = ""
) -> str:
    """Return the draft of a meeting's minutes, in the language of the text ``like``, or the program's."""
    of = meeting(connection, meeting_id)
    record = meeting_record(connection, meeting_id, meeting_rules(home, of), home, now)
    return draft_like(record, like)


def draft_like(record: MeetingRecord, like: str) -> str:
    """Return the draft in the language in which the text ``like`` begins, or the program's."""
    with in_language(written_in(like) or current_language()):
        return draft_minutes(record)


def written_in(text: str) -> Language | None:
    """Return the language in which minutes begin; ``None`` if they have another first line."""
    first = text.strip().partition("\n")[0].strip()
    for language in LANGUAGES:
        with in_language(language):
            if first == _("MINUTES"):
                return language
    return None


def _opening(record: MeetingRecord) -> Iterator[str]:
    of = record.meeting
    yield _("MINUTES")
    yield subject_text(of)
    yield "-----"
    if of.opened_at is None:
        planned = _("Planned for {day} at {time}; the meeting was not opened yet.")
        yield planned.format(day=day_text(of.scheduled_at), time=hour_text(of.scheduled_at))
        return
    began = of.begins_at
    where = one_line(of.place or record.cell.place)
    sentence = _("On {day} at {time}, {cell} held {what}.")
    if where:
        sentence = _("On {day} at {time}, at {place}, {cell} held {what}.")
    yield sentence.format(
        day=day_text(began), time=hour_text(began), place=where, cell=record.cell.name, what=held_text(of.kind)
    )


def _participants(record: MeetingRecord) -> Iterator[str]:
    of = record.meeting
    yield _("- Convened: {members}.").format(members=called_text(record.called))
    if of.opened_at is not None:
        yield from _roll(record)
    if record.not_convened:
        named = (f"{comrade(row.full_name)} ({why_not_convened(row)})" for row in record.not_convened)
        yield _("- Not convened ({count}): {names}.").format(count=len(record.not_convened), names=", ".join(named))
    if of.chair:
        yield _("- Chair: {name}.").format(name=with_office(record.roll, of.chair))
    if of.minute_taker:
        yield _("- Minute-taker: {name}.").format(name=with_office(record.roll, of.minute_taker))


def _roll(record: MeetingRecord) -> Iterator[str]:
    yield f"- {capital(roll_in_words(record.roll))}."
    here = (present_text(record.attendance), standings_text(record.of(AttendanceState.PRESENT)))
    yield _("- Present: {present}.").format(present="; ".join(filter(None, here)))
    for text, named in (
        (_("- Came late: {names}."), _moments(record.late, lambda row: row.arrived_at)),
        (_("- Left early: {names}."), _moments(record.left_early, lambda row: row.left_at)),
    ):
        if named:
            yield text.format(names=named)
    if online := [row for row in record.of(AttendanceState.PRESENT) if row.online]:
        names = comrades(row.full_name for row in online)
        yield _("- Attending online ({count}): {names}.").format(count=len(online), names=names)
    for state, text in _absences():
        if rows := record.of(state):
            yield text.format(count=len(rows), names=names_with_reasons(rows))
    if record.uncalled:
        yield _("- Not called ({count}): {names}.").format(
            count=len(record.uncalled), names=names_with_reasons(record.uncalled)
        )
    if record.guests:
        yield _("- Guests: {names}.").format(names=guest_names(record.guests))


def _moments(rows: Iterable[RollCallRow], of: Callable[[RollCallRow], datetime | None]) -> str:
    named = ((comrade(row.full_name), of(row)) for row in rows)
    return ", ".join(f"{name} ({hour_text(at)})" for name, at in named if at)


def _absences() -> tuple[tuple[AttendanceState, str], ...]:
    return (
        (AttendanceState.EXCUSED, _("- Excused ({count}): {names}.")),
        (AttendanceState.UNEXCUSED, _("- Absent without a reason ({count}): {names}.")),
        (AttendanceState.ELSEWHERE, _("- Temporarily elsewhere ({count}): {names}.")),
        (AttendanceState.EXEMPT, _("- Exempt ({count}): {names}.")),
    )


def _conclusions(record: MeetingRecord) -> Iterator[str]:
    number = count(1)
    for motion in record.motions:
        if rounds := list(_rounds(motion)):
            yield f"{next(number)}. {motion_title(motion)}"
            yield from rounds
    blocks = (
        (_("Resolution"), _resolutions(record)),
        (pgettext("in the minutes", "Tasks"), (f"- {task_text(task)}." for task in record.tasks)),
        (_("Petitions"), (f"- {petition_text(one)}." for one in record.petitions)),
        (_("Score"), (*score_lines(record), *shortcoming_lines(record))),
    )
    for title, lines in blocks:
        if listed := list(lines):
            yield f"{next(number)}. {title}"
            yield from listed


def _rounds(motion: MotionView) -> Iterable[str]:
    """Yield the rounds that are over, with the wording that was voted on; again after each amendment."""
    told = motion.title
    for one in motion.rounds:
        if one.state is not RoundState.OPEN:
            if one.question != told:
                yield from _question(one.question)
                told = one.question
            yield f"- {round_text(one)}."


def _question(text: str) -> Iterator[str]:
    """Yield the lines of a text so that none looks like a heading of the minutes."""
    first, *others = lines_of(text)
    yield _("- Voted on: {text}").format(text=undashed(first))
    yield from below("\n".join(others))


def _resolutions(record: MeetingRecord) -> Iterator[str]:
    """Yield the resolutions: drafted ones, and those on an admission or confirmation, which the vote itself makes."""
    drafted = {one.motion_id for one in record.resolutions}
    yield from (_resolution(record, one) for one in record.resolutions)
    for motion in record.motions:
        if motion.resolution_number and motion.id not in drafted:
            number = small(number_text(record.cell, motion.resolution_number, "NQ"))
            yield _("- Resolution {number}: {title}.").format(number=number, title=motion_title(motion))


def _resolution(record: MeetingRecord, one: ResolutionLine) -> str:
    title = resolution_subject(one.title, record.meeting)
    if one.number is None:
        return _("- Draft, not adopted: {title}.").format(title=title)
    number = small(number_text(record.cell, one.number, "NQ"))
    return _("- Resolution {number}: {title}.").format(number=number, title=title)


def _closing(record: MeetingRecord) -> Iterator[str]:
    if closed := record.meeting.closed_at:
        began = record.meeting.begins_at
        held = capital(occasion(record.meeting.kind))
        yield _("{occasion} ended at {time}.").format(occasion=held, time=end_text(closed, began))
    if any(one.item.kind == ItemKind.MINUTES and one.item.state is ItemState.DONE for one in record.items):
        yield _("These minutes were read to {body}, which adopted them.").format(body=body_of(record.meeting.kind))
