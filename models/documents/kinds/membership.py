"""Resolutions by which the cell proposes an admission or a confirmation to the superior committee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.documents.letterhead import DocumentContent, committee_of, of_the_cell, paper, recipients
from models.documents.paper import BlankLines, Block, Paper, Paragraph, numbered
from models.documents.record import MeetingRecord
from models.documents.vote_words import (
    method_text,
    needed_text,
    reckoning_text,
)
from models.documents.wording import (
    called_text,
    comrade,
    hour_text,
    lines_of,
    office_number,
    with_office,
)
from models.domain.bands import Rate
from models.domain.clock import day_of
from models.domain.errors import Refused
from models.domain.formats import day_text, percent_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import capital, one_line, small
from models.domain.vocabulary import AttendanceState, MotionKind, MotionState
from models.queries.decisions import ResolutionLine
from models.queries.roll_call import RollCallRow
from models.queries.votes import MotionView, RoundView

BLANK = 2
"""Lines to write on by hand where the records say nothing of merits or faults."""

_ANOTHER_KIND = N_("Motion {number} is not of the kind “{kind}”; those of these motions can be had: {numbers}.")
_NOT_PASSED = N_("“{title}” has not passed; the resolution is made of the count by which it passes.")


def admission(record: MeetingRecord, number: int) -> Paper:
    """Return the resolution that proposes an admission to the Party."""
    motion, counted = _passed(record, number, MotionKind.ADMISSION)
    asked = small(one_line(motion.title))
    if motion.subject:
        asked = _("admit {name} to the Party").format(name=one_line(motion.subject))
    return _resolution(record, motion, counted, _("proposing an admission to the Party"), asked)


def confirmation(record: MeetingRecord, number: int) -> Paper:
    """Return the resolution that proposes to confirm a member on probation as official member."""
    motion, counted = _passed(record, number, MotionKind.CONFIRMATION)
    asked = _("confirm {name} as an official member").format(name=comrade(one_line(motion.subject)))
    return _resolution(record, motion, counted, _("proposing the confirmation of an official member"), asked)


def _passed(record: MeetingRecord, number: int, kind: MotionKind) -> tuple[MotionView, RoundView]:
    motion = record.motion(number)
    if motion.kind is not kind:
        numbers = ", ".join(str(one.number) for one in record.motions if one.kind is kind)
        raise Refused(_ANOTHER_KIND, number=number, kind=label(kind), numbers=numbers or "–")
    counted = motion.last_counted
    if counted is None or motion.state is not MotionState.PASSED:
        raise Refused(_NOT_PASSED, title=one_line(motion.title))
    return motion, counted


def _resolution(record: MeetingRecord, motion: MotionView, counted: RoundView, subject: str, asked: str) -> Paper:
    drafted = next((one for one in record.resolutions if one.motion_id == motion.id), None)
    sheet = DocumentContent(
        sign="NQ",
        title=_("RESOLUTION"),
        subject=subject,
        body=(
            *_basis(record, motion, asked),
            *numbered(
                (_("The meeting"), tuple(map(Paragraph, _present(record)))),
                (_("Merits"), _written(drafted.text if drafted else motion.text)),
                (_("Faults and limits"), _written(drafted.limits if drafted else "")),
                (_("Result of the vote"), tuple(map(Paragraph, _votes(counted)))),
            ),
            Paragraph(_enacting(record, asked)),
        ),
        number=drafted.number if drafted else motion.resolution_number,
        right=of_the_cell(record),
        recipients=recipients(record.cell),
    )
    return paper(record.cell, _day(record, counted, drafted), sheet)


def _day(record: MeetingRecord, counted: RoundView, drafted: ResolutionLine | None) -> date:
    if drafted and drafted.adopted_on:
        return drafted.adopted_on
    return day_of(counted.counted_at) if counted.counted_at else record.meeting.day


def _basis(record: MeetingRecord, motion: MotionView, asked: str) -> Iterator[Block]:
    of = record.meeting
    began = of.begins_at
    citation = record.rules.votes.thresholds[motion.kind].citation
    yield Paragraph(_("- On the basis of: {document};").format(document=citation))
    text = _("- On the basis of what was discussed at the meeting of {day}, at which {cell} considered to {asked},")
    yield Paragraph(text.format(day=day_text(began), cell=record.cell.name, asked=asked))


def _present(record: MeetingRecord) -> Iterator[str]:
    of = record.meeting
    began = of.begins_at
    yield _("- Held on {day}, from {began}.").format(day=day_text(began), began=hour_text(began))
    here = record.of(AttendanceState.PRESENT)
    for text, rows in ((_("- Members: {count}."), record.roll), (_("- Present: {count}."), here)):
        yield text.format(count=called_text(rows))
    if absent := [row for row in record.roll if row.state is not AttendanceState.PRESENT]:
        named = ", ".join(f"{comrade(row.full_name)} ({_why_absent(row)})" for row in absent)
        yield _("- Absent: {count}: {names}.").format(count=office_number(len(absent)), names=named)
    if of.chair:
        yield _("- Chair: {name}.").format(name=with_office(record.roll, of.chair))
    if of.minute_taker:
        yield _("- Minute-taker: {name}.").format(name=with_office(record.roll, of.minute_taker))


def _why_absent(row: RollCallRow) -> str:
    """Return why a member was not there: the reason, else the mark of the roll-call."""
    return one_line(row.reason) or row.mark_text or _("not called")


def _written(text: str) -> tuple[Block, ...]:
    """Return what was written, else room to write it by hand."""
    return tuple(map(Paragraph, lines_of(text))) or (BlankLines(BLANK),)


def _votes(counted: RoundView) -> Iterator[str]:
    yield _("- Voted by {method}.").format(method=method_text(counted.method))
    if reckoning := reckoning_text(counted):
        yield f"- {capital(reckoning)}."
    for text, votes in (
        (_("- For it: {votes}/{counted} official members, which is {percent}."), counted.yes or 0),
        (_("- Against it: {votes}/{counted} official members, which is {percent}."), counted.no or 0),
        (_("- Of another opinion: {votes}/{counted} official members, which is {percent}."), counted.abstain or 0),
    ):
        share = percent_text(Rate(votes, counted.counted))
        yield text.format(votes=office_number(votes), counted=office_number(counted.counted), percent=share)
    if needed := needed_text(counted):
        yield _("- {needed}: passed.").format(needed=capital(needed))


def _enacting(record: MeetingRecord, asked: str) -> str:
    text = _("{cell} resolves: to propose that {committee} consider and decide to {asked}.")
    committee = committee_of(record.cell.superior) or _("the superior committee")
    return text.format(cell=record.cell.name, committee=committee, asked=asked.rstrip("."))
