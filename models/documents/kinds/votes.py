"""Papers of a vote: minutes of a count, ballot papers, an extract of the minutes. None tells who voted what."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.letterhead import Sheet, of_the_cell, of_the_meeting, paper, recipients
from models.documents.paper import Block, Heading, Paper, Paragraph, Signature, Slips
from models.documents.record import MeetingRecord
from models.documents.wording import day_text, round_text
from models.domain.errors import Refused, UnknownRecord
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.vocabulary import RoundState
from models.queries.votes import MotionView, RoundView

SLIPS_WITHOUT_COUNT = 12
"""Ballot papers where nobody was marked as present yet."""

_NO_MOTION = N_("The meeting has no motion {number}; it has {count}.")
_NOT_COUNTED = N_("The motion “{title}” was not counted yet.")


def motion_of(record: MeetingRecord, number: int) -> MotionView:
    """Return a motion by its number within the meeting. Raises :class:`UnknownRecord`."""
    for motion in record.motions:
        if motion.number == number:
            return motion
    raise UnknownRecord(_NO_MOTION, number=number, count=len(record.motions))


def count(record: MeetingRecord, number: int) -> Paper:
    """Return the minutes of the counts of a motion, voided rounds too. Raises :class:`Refused` before any count."""
    motion = motion_of(record, number)
    rounds = [one for one in motion.rounds if one.state is not RoundState.OPEN]
    if not rounds:
        raise Refused(_NOT_COUNTED, title=motion.title)
    tellers = [name for one in rounds for name in one.tellers]
    sheet = Sheet(
        sign="BB",
        title=_("MINUTES OF THE COUNT"),
        subject=one_line(motion.title),
        body=tuple(block for one in rounds for block in _round(one)),
        left=Signature("", _("FOR THE COUNTING COMMITTEE"), tellers[0] if tellers else ""),
        right=of_the_meeting(record)[1],
        recipients=recipients(record.cell),
    )
    return paper(record.cell, record.meeting.day, sheet)


def ballots(record: MeetingRecord, number: int) -> Paper:
    """Return ballot papers for a motion, as many as voters are present, several to a page."""
    motion = motion_of(record, number)
    lines = tuple(option.label for option in motion.options) or (_("Agree"), _("Disagree"))
    slips = record.electorate.voters_present or SLIPS_WITHOUT_COUNT
    slip = Slips(slips, _("BALLOT"), one_line(motion.title), lines)
    sheet = Sheet(sign="PB", title="", subject="", body=(slip,))
    return paper(record.cell, record.meeting.day, sheet)


def extract(record: MeetingRecord, number: int) -> Paper:
    """Return the extract of the minutes about one motion."""
    motion = motion_of(record, number)
    item = next((found for found in record.items if found.item.id == motion.item_id), None)
    body: list[Block] = [
        Paragraph(_("At its meeting of {day}, {cell} decided on:").format(
            day=day_text(record.meeting.day), cell=record.cell.name)),
        Heading(one_line(motion.title), 2),
    ]  # fmt: skip
    if motion.text:
        body.append(Paragraph(one_line(motion.text)))
    body += [block for one in motion.rounds if one.state is not RoundState.OPEN for block in _round(one)]
    if item and item.item.conclusion:
        body.append(Paragraph(_("Conclusion: {text}").format(text=one_line(item.item.conclusion))))
    sheet = Sheet(
        sign="TBB",
        title=_("EXTRACT OF THE MINUTES"),
        subject=one_line(motion.title),
        body=tuple(body),
        right=of_the_cell(record),
        recipients=recipients(record.cell),
    )
    return paper(record.cell, record.meeting.day, sheet)


def _round(found: RoundView) -> Iterator[Block]:
    yield Heading(_("Round {number} ({method})").format(number=found.number, method=label(found.method)), 2)
    yield Paragraph(
        _("Official members: {official}; counted: {counted}; voters present: {present}.").format(
            official=found.official, counted=found.counted, present=found.voters_present
        )
    )
    yield Paragraph(f"{round_text(found)}.")
    if found.tellers:
        yield Paragraph(_("Counting committee: {names}.").format(names=", ".join(found.tellers)))
