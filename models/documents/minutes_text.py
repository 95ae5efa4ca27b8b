"""The minutes drafted from what happened, as plain text that the secretary edits (docs/domain.md, "Documents").

The same record gives the same text. A section without content is left out, and so is every note that is not for the
minutes: the record does not hold them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from models.documents.letterhead import lines_of
from models.documents.record import ItemRecord, MeetingRecord, meeting_record
from models.documents.wording import (
    capital,
    end_text,
    hour_text,
    names_with_reasons,
    roll_in_words,
    round_text,
    sentence,
    task_text,
)
from models.domain.formats import day_text
from models.domain.item_kinds import ItemKind
from models.domain.labels import label
from models.domain.language import LANGUAGES, _, fill, in_language, pgettext
from models.domain.scoring import grade_name
from models.domain.text import one_line
from models.domain.vocabulary import AttendanceState, ItemState, NoteKind, RoundState, Status
from models.queries.meetings import meeting
from models.queries.notes import NoteView
from models.queries.rules import meeting_rules
from models.queries.votes import MotionView

_NOT_DISCUSSED = frozenset({ItemState.PENDING, ItemState.SKIPPED, ItemState.DEFERRED})


def draft_minutes(record: MeetingRecord) -> str:
    """Return the draft in the language of the program."""
    sections = (
        (_("I- THOSE PRESENT"), _participants(record)),
        (_("II- PROCEEDINGS"), _proceedings(record)),
        (_("III- CONCLUSIONS AND VOTES"), _conclusions(record)),
    )
    parts = ["\n".join(_opening(record))]
    for title, lines in sections:
        if listed := list(lines):
            parts.append("\n".join([title, *listed]))
    return "\n\n".join([*parts, "\n".join(_closing(record))]) + "\n"


def draft_of_meeting(
    connection: sqlite3.Connection, meeting_id: str, home: Path | None, now: datetime, like: str = ""
) -> str:
    """Return the draft of a meeting's minutes, in the language of the text ``like``, else in the program's."""
    of = meeting(connection, meeting_id)
    record = meeting_record(connection, meeting_id, meeting_rules(home, of), home, now)
    return draft_like(record, like)


def draft_like(record: MeetingRecord, like: str) -> str:
    """Return the draft in the language in which another text begins, else in that of the program."""
    first = like.strip().partition("\n")[0].strip()
    for language in LANGUAGES:
        with in_language(language):
            if first == _("MINUTES"):
                return draft_minutes(record)
    return draft_minutes(record)


def _opening(record: MeetingRecord) -> Iterator[str]:
    of = record.meeting
    yield _("MINUTES")
    named = one_line(of.title) or _("Meeting of the cell ({kind})").format(kind=label(of.kind))
    yield _("{title}, {day}").format(title=named, day=day_text(of.day))
    yield "-----"
    if of.opened_at is None:
        planned = _("Planned for {day} at {time}; the meeting was not opened yet.")
        yield planned.format(day=day_text(of.scheduled_at), time=hour_text(of.scheduled_at))
        return
    began = of.opened_at
    where = one_line(of.place or record.cell.place)
    sentence = _("On {day} at {time}, {cell} held its meeting.")
    if where:
        sentence = _("On {day} at {time}, at {place}, {cell} held its meeting.")
    yield sentence.format(day=day_text(began), time=hour_text(began), place=where, cell=record.cell.name)


def _participants(record: MeetingRecord) -> Iterator[str]:
    people, of = record.electorate, record.meeting
    probationary = sum(Status.PROBATIONARY in row.statuses for row in record.roll)
    yield _("- Convened: {official} official members, {probationary} probationary.").format(
        official=people.official, probationary=probationary
    )
    if of.opened_at is not None:
        yield from _roll(record)
    if of.chair:
        yield _("- Chair: {name}.").format(name=of.chair)
    if of.minute_taker:
        yield _("- Minute-taker: {name}.").format(name=of.minute_taker)


def _roll(record: MeetingRecord) -> Iterator[str]:
    yield f"- {capital(roll_in_words(record.roll))}."
    yield _("- Present: {present} ({official} official, {probationary} probationary).").format(
        present=len(record.of(AttendanceState.PRESENT)),
        official=record.present(Status.OFFICIAL),
        probationary=record.present(Status.PROBATIONARY),
    )
    for state, text in _absences():
        if rows := record.of(state):
            yield text.format(count=len(rows), names=names_with_reasons(rows))
    if record.uncalled:
        yield _("- Not called ({count}): {names}.").format(
            count=len(record.uncalled), names=names_with_reasons(record.uncalled)
        )
    if record.guests:
        listed = (f"{one.full_name} ({one.role})" if one.role else one.full_name for one in record.guests)
        yield _("- Guests: {names}.").format(names=", ".join(listed))


def _absences() -> tuple[tuple[AttendanceState, str], ...]:
    return (
        (AttendanceState.EXCUSED, _("- Excused ({count}): {names}.")),
        (AttendanceState.UNEXCUSED, _("- Absent without a reason ({count}): {names}.")),
        (AttendanceState.ELSEWHERE, _("- Temporarily elsewhere ({count}): {names}.")),
        (AttendanceState.EXEMPT, _("- Exempt ({count}): {names}.")),
    )


def _proceedings(record: MeetingRecord) -> Iterator[str]:
    number = count(1)
    for found in record.items:
        if found.item.state in _NOT_DISCUSSED and not found.notes:
            continue
        yield _heading(next(number), found)
        yield from _happened(found)
    if record.notes_apart:  # written between the items, or after the meeting
        title = _("Outside the agenda")
        yield f"{next(number)}. {title}"
        yield from (_note(note) for note in record.notes_apart)
    left = [found.item.title for found in record.items if found.item.state is ItemState.DEFERRED]
    if left:
        yield _("Left for the next meeting: {items}.").format(items="; ".join(map(one_line, left)))


def _heading(number: int, found: ItemRecord) -> str:
    title = one_line(found.item.title)
    if not found.item.presenter_name:
        return f"{number}. {title}"
    return _("{number}. {title} (presented by {name})").format(
        number=number, title=title, name=found.item.presenter_name
    )


def _happened(found: ItemRecord) -> Iterator[str]:
    if found.speakers:
        yield _("- Spoke: {names}.").format(names=", ".join(found.speakers))
    yield from (_note(note) for note in found.notes)
    if found.item.conclusion:
        yield _("- Conclusion: {text}").format(text=sentence(found.item.conclusion))


def _note(note: NoteView) -> str:
    who = [capital(label(note.kind))] if note.kind is not NoteKind.OPINION or not note.by else []
    if note.by:
        who.append(note.by)
    about = _(" (about {name})").format(name=note.about) if note.about and note.about != note.by else ""
    return f"- {', '.join(who)}{about}: {sentence(note.text)}"


def _conclusions(record: MeetingRecord) -> Iterator[str]:
    number = count(1)
    for motion in record.motions:
        if rounds := list(_rounds(motion)):
            yield f"{next(number)}. {one_line(motion.title)}"
            yield from rounds
    blocks = (
        (_("Resolution"), (_resolution(one.number, one.title) for one in record.resolutions)),
        (pgettext("in the minutes", "Tasks"), (f"- {task_text(task)}." for task in record.tasks)),
        (_("Petitions"), (f"- {_petition(one.text, one.owner)}" for one in record.petitions)),
        (_("Score"), _score(record)),
    )
    for title, lines in blocks:
        if listed := list(lines):
            yield f"{next(number)}. {title}"
            yield from listed


def _rounds(motion: MotionView) -> Iterable[str]:
    """Yield the rounds that are over; before them what was voted on, and again where it was amended."""
    told = motion.title
    for one in motion.rounds:
        if one.state is not RoundState.OPEN:
            if one.question != told:
                yield from _question(one.question)
                told = one.question
            yield fill(_("- Round {number}: {text}."), {"number": one.number, "text": round_text(one)})


def _question(text: str) -> Iterator[str]:
    """Yield a text of several lines so that none looks like a heading of the minutes."""
    first, *others = lines_of(text)
    yield _("- Voted on: {text}").format(text=first)
    yield from (f"+ {line}" for line in others)


def _resolution(number: int | None, title: str) -> str:
    if number is None:
        return _("- Draft, not adopted: {title}.").format(title=one_line(title))
    return _("- No. {number}: {title}.").format(number=f"{number:02}", title=one_line(title))


def _petition(text: str, owner: str) -> str:
    return f"{sentence(text)[:-1]} ({owner})." if owner else sentence(text)


def _score(record: MeetingRecord) -> Iterator[str]:
    if record.grade is not None:
        yield _("- The cell gave itself {points} of {most} points: {grade}.").format(
            points=record.score.given, most=record.score.most, grade=grade_name(record.grade)
        )


def _closing(record: MeetingRecord) -> Iterator[str]:
    if closed := record.meeting.closed_at:
        began = record.meeting.opened_at or record.meeting.scheduled_at
        yield _("The meeting ended at {time}.").format(time=end_text(closed, began))
    if any(one.item.kind == ItemKind.MINUTES and one.item.state is ItemState.DONE for one in record.items):
        yield _("These minutes were read to the meeting, which adopted them.")
