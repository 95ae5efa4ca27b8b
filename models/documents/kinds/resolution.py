"""Resolution (nghị quyết): evaluation of the month, tasks of the next, who does what, the score, the vote."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count

from models.documents.kinds.minutes import SECTION, blocks
from models.documents.letterhead import DocumentContent, of_the_cell, paper, recipients
from models.documents.occasions import occasion
from models.documents.paper import (
    Align,
    Block,
    Paper,
    Paragraph,
    TableColumn,
    numbered,
    section,
    sections,
    table,
    without_empty,
)
from models.documents.proceedings import note_lines, score_lines, shortcoming_lines
from models.documents.record import MeetingRecord
from models.documents.vote_words import method_text
from models.documents.wording import (
    called_text,
    end_text,
    hour_text,
    lines_of,
    office_number,
    present_text,
    resolution_subject,
    roll_in_words,
    sentence,
    start_text,
    target_text,
    task_result,
    with_office,
)
from models.domain.bands import Rate
from models.domain.errors import Refused
from models.domain.formats import day_text, percent_text
from models.domain.item_kinds import ItemKind
from models.domain.language import N_, _
from models.domain.text import capital, one_line
from models.domain.vocabulary import NoteKind, ResolutionState, RoundState
from models.queries.decisions import ResolutionLine, TaskLine
from models.queries.votes import RoundView

_NONE = N_(
    "No resolution of this meeting was adopted yet: {key:go.live}, {key:resolution} drafts it, and a motion of that"
    " kind ({key:vote}) that passes adopts it."
)
_NOT_BY_THIS = N_("Motion {number} adopted no resolution; those of these motions can be had: {numbers}.")


def resolution(record: MeetingRecord, number: int | None = None) -> Paper:
    """Return the resolution that a motion of the meeting adopted, without a number the first one.

    Raises :class:`Refused` when the meeting, or that motion, adopted none.
    """
    adopted = _adopted(record, number)
    sheet = DocumentContent(
        sign="NQ",
        title=_("RESOLUTION"),
        subject=resolution_subject(adopted.title, record.meeting),
        body=tuple(_body(record, adopted)),
        number=adopted.number,
        right=of_the_cell(record),
        recipients=recipients(record.cell, _("members of the cell")),
    )
    return paper(record.cell, adopted.adopted_on or record.meeting.day, sheet)


def _adopted(record: MeetingRecord, number: int | None) -> ResolutionLine:
    adopted = [one for one in record.resolutions if one.state is ResolutionState.ADOPTED]
    if not adopted:
        raise Refused(_NONE)
    if number is None:
        return adopted[0]
    numbers = {motion.id: motion.number for motion in record.motions}
    found = [one for one in adopted if numbers.get(one.motion_id or "") == number]
    if not found:
        listed = ", ".join(str(numbers[one.motion_id]) for one in adopted if one.motion_id in numbers)
        raise Refused(_NOT_BY_THIS, number=number, numbers=listed or "–")
    return found[0]


def _body(record: MeetingRecord, adopted: ResolutionLine) -> Iterator[Block]:
    yield Paragraph(_opening(record))
    yield Paragraph(_enacting(record))
    if _has_frame(adopted.text):
        yield from blocks(list(lines_of(adopted.text)))
        yield from section(_("ASSIGNMENT OF THE TASKS"), *_assignment(record.tasks))
    else:
        yield from sections(
            (_("EVALUATION OF THE LAST MONTH"), _evaluation(record, adopted)),
            (_("TASKS OF THE NEXT MONTH"), tuple(Paragraph(line) for line in lines_of(adopted.text))),
            (_("ASSIGNMENT OF THE TASKS"), _assignment(record.tasks)),
            (_("SELF-SCORE OF THE MEETING"), tuple(_score(record))),
        )
    yield Paragraph(_follow_up(record))
    if vote := _vote(record, adopted):
        yield Paragraph(_voted(vote))


def _has_frame(text: str) -> bool:
    """Return whether a text has its own sections (``I- …``), as a thematic resolution has; these are kept."""
    return any(SECTION.match(line) for line in lines_of(text))


def _enacting(record: MeetingRecord) -> str:
    text = _("On the basis of the Charter of the Party and of what was discussed at {occasion}, {cell} resolves:")
    return text.format(occasion=occasion(record.meeting.kind), cell=record.cell.name)


def _follow_up(record: MeetingRecord) -> str:
    text = _("The secretary follows up this resolution; members report on their tasks at the next meeting of {cell}.")
    return text.format(cell=record.cell.name)


def _opening(record: MeetingRecord) -> str:
    of = record.meeting
    began = of.begins_at
    hours = _("from {began}").format(began=hour_text(began))
    if of.closed_at:
        hours = _("from {began} to {ended}").format(began=hour_text(began), ended=end_text(of.closed_at, began))
    held = _("On {day}, {hours}, {cell} met. {roll}. Convened: {called}; present: {present}.").format(
        day=day_text(began),
        hours=hours,
        cell=record.cell.name,
        roll=capital(roll_in_words(record.roll)),
        called=called_text(record.called),
        present=present_text(record.attendance),
    )
    chair = _("Chair: {name}.").format(name=with_office(record.roll, of.chair)) if of.chair else ""
    taker = _("Minute-taker: {name}.").format(name=with_office(record.roll, of.minute_taker)) if of.minute_taker else ""
    return " ".join(filter(None, (held, chair, taker)))


def _evaluation(record: MeetingRecord, adopted: ResolutionLine) -> tuple[Block, ...]:
    noted = [note for item in record.items for note in item.notes]
    kinds = (NoteKind.PRAISE, NoteKind.REMINDER)
    judged = [line for kind in kinds for one in noted if one.kind is kind for line in note_lines(one)]
    return numbered(
        (_("Politics and ideology"), _said_in(record, _IDEOLOGY)),
        (_("Leadership of the tasks"), _said_in(record, _LEADERSHIP)),
        (_("What became of the last month's tasks"), tuple(_last_tasks(record))),
        (_("Praise and reminders"), tuple(map(Paragraph, judged))),
        (_("Limits and causes"), tuple(map(Paragraph, lines_of(adopted.limits)))),
    )


_IDEOLOGY = frozenset({ItemKind.REPORT, ItemKind.DOCUMENTS, ItemKind.IDEOLOGY, ItemKind.STUDY})
_LEADERSHIP = frozenset({ItemKind.LAST_MONTH})


def _said_in(record: MeetingRecord, kinds: Collection[str]) -> tuple[Block, ...]:
    """Return the chair's conclusions on the items of some kinds."""
    found = (one.item for one in record.items if one.item.kind in kinds and one.item.conclusion)
    return tuple(Paragraph(f"- {one_line(one.title)}: {sentence(one.conclusion)}") for one in found)


def _last_tasks(record: MeetingRecord) -> Iterator[Block]:
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Task"), 9),
        TableColumn(_("Who"), 6),
        TableColumn(_("State at the start"), 6),
        TableColumn(_("Result"), 8),
    )
    day, number = record.carried.day, count(1)
    for title, tasks in (("", record.carried.last_tasks), (_("Left from before:"), record.carried.other_tasks)):
        rows = [
            (str(next(number)), one_line(task.title), task.owner, start_text(task), capital(task_result(task, day)))
            for task in tasks
        ]
        if title and rows:
            yield Paragraph(title)
        yield from without_empty(columns, rows)


def _assignment(tasks: tuple[TaskLine, ...]) -> tuple[Block, ...]:
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Who"), 9),
        TableColumn(_("Work"), 13),
        TableColumn(_("Target"), 6, Align.CENTRE),
        TableColumn(_("Until"), 5, Align.CENTRE),
    )
    rows = [
        (str(number), task.owner, one_line(task.title), target_text(task), day_text(task.due_on) if task.due_on else "")
        for number, task in enumerate(tasks, 1)
    ]
    return table(columns, rows)


def _score(record: MeetingRecord) -> Iterator[Block]:
    """Yield the points by the headings of the sheet, the sum with its grade, and the shortcomings that were named."""
    if record.grade is not None:
        yield from _by_headings(record)
    lines = (*score_lines(record), *shortcoming_lines(record))
    yield from (Paragraph(line) for line in lines)


def _by_headings(record: MeetingRecord) -> tuple[Block, ...]:
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Heading"), 18),
        TableColumn(_("At most"), 4, Align.CENTRE),
        TableColumn(_("Points"), 4, Align.CENTRE),
    )
    return table(
        columns,
        [
            (str(number), one_line(title), str(whole.most), str(whole.given))
            for number, (title, whole) in enumerate(record.headings, 1)
        ],
    )


def _vote(record: MeetingRecord, adopted: ResolutionLine) -> RoundView | None:
    rounds = [one for motion in record.motions if motion.id == adopted.motion_id for one in motion.rounds]
    passed = [one for one in rounds if one.state is RoundState.COUNTED and one.passed]
    return passed[-1] if passed else None


def _voted(vote: RoundView) -> str:
    rate = Rate(vote.yes or 0, vote.counted)
    text = _("The cell adopted the resolution by {method}: {yes}/{counted} members for it ({percent}).")
    return text.format(
        method=method_text(vote.method),
        yes=office_number(rate.numerator),
        counted=office_number(rate.denominator),
        percent=percent_text(rate),
    )
