"""The lists of a meeting: attendance, tasks, petitions, the score sheet, the evaluator's form."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from models.documents.letterhead import DocumentContent, of_the_cell, of_the_meeting, paper
from models.documents.paper import (
    Align,
    BlankLines,
    Block,
    Paper,
    Paragraph,
    Signature,
    TableColumn,
    table,
    without_empty,
)
from models.documents.record import MeetingRecord
from models.documents.wording import in_cell, lines_of, reached_text, roll_in_words, subject_text, target_text
from models.domain.errors import Refused
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.scoring import Total, grade_name
from models.domain.text import capital, one_line
from models.domain.vocabulary import ScoreStage
from models.queries.decisions import TaskLine
from models.queries.evaluations import EvaluationView
from models.queries.score_sheet import ScoreSheet
from models.queries.scoring import GivenScore

LINES_FOR_REMARKS = 5

_NO_TASKS = N_("No task was given at this meeting.")
_NO_PETITIONS = N_("No petition was recorded at this meeting.")


def attendance(record: MeetingRecord) -> Paper:
    """Return the attendance sheet: marks where the roll was called, and room to sign."""
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Full name"), 12),
        TableColumn(_("Office, standing"), 10),
        TableColumn(_("Roll-call mark"), 9, Align.CENTRE),
        TableColumn(_("Signature"), 8, signed=True),
    )
    rows = []
    for number, row in enumerate(record.roll, 1):
        office = [label(row.office)] if row.office else []
        standing = ", ".join([*office, *sorted(label(one) for one in row.statuses)])
        mark = row.mark_text
        mark = f"{mark} ({row.reason})" if row.reason else mark
        rows.append((str(number), row.full_name, capital(standing), capital(mark), ""))
    total = (Paragraph(f"{capital(roll_in_words(record.roll))}."),) if any(row.state for row in record.roll) else ()
    sheet = _sheet(record, _("ATTENDANCE SHEET"), (*table(columns, rows), *total))
    return paper(record.cell, record.meeting.day, sheet)


def tasks(record: MeetingRecord) -> Paper:
    """Return the list of the tasks that the meeting assigned. Raises :class:`Refused` when there are none."""
    if not record.tasks:
        raise Refused(_NO_TASKS)
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Who"), 9),
        TableColumn(_("Work"), 14),
        TableColumn(_("Target"), 6, Align.CENTRE),
        TableColumn(_("Until"), 5, Align.CENTRE),
        TableColumn(_("Result"), 6),
    )
    rows = [
        (
            *(str(number), task.owner, one_line(task.title), target_text(task)),
            *(day_text(task.due_on) if task.due_on else "", _result(task)),
        )
        for number, task in enumerate(record.tasks, 1)
    ]
    sheet = _sheet(record, _("LIST OF TASKS"), table(columns, rows))
    return paper(record.cell, record.meeting.day, sheet)


def _result(task: TaskLine) -> str:
    reached = reached_text(task.progress, task.unit) if task.actual is not None else ""
    return "; ".join(filter(None, (reached, in_cell(task.result))))


def petitions(record: MeetingRecord) -> Paper:
    """Return the register of the meeting's petitions. Raises :class:`Refused` when there are none."""
    if not record.petitions:
        raise Refused(_NO_PETITIONS)
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("What is asked"), 15),
        TableColumn(_("From"), 6),
        TableColumn(_("To"), 6),
        TableColumn(_("Owner"), 6),
        TableColumn(_("Until"), 5, Align.CENTRE),
        TableColumn(_("State, answer"), 7),
    )
    rows = [
        (
            *(str(number), in_cell(one.text), one.sender, one.addressed_to, one.owner),
            day_text(one.due_on) if one.due_on else "",
            ": ".join(filter(None, (label(one.state), in_cell(one.answer)))),
        )
        for number, one in enumerate(record.petitions, 1)
    ]
    sheet = _sheet(record, _("REGISTER OF PETITIONS"), without_empty(columns, rows))
    return paper(record.cell, record.meeting.day, sheet)


def score(record: MeetingRecord, found: ScoreSheet) -> Paper:
    """Return the meeting's score sheet with the cell's own points."""
    grade = found.grade(ScoreStage.SELF)
    body = _criteria(found, found.given[ScoreStage.SELF])
    if grade:
        body = (*body, Paragraph(_("Grade: {grade}.").format(grade=grade_name(grade))))
    return paper(record.cell, record.meeting.day, _sheet(record, _("SCORE SHEET OF THE MEETING"), body))


def evaluation(record: MeetingRecord, found: ScoreSheet, written: EvaluationView) -> Paper:
    """Return the form of the attending superior: what has been entered, and blank lines to write on."""
    given = found.given[ScoreStage.SUPERIOR]
    grade = found.grade(ScoreStage.SUPERIOR)
    remarks: list[Block] = [Paragraph(line) for line in lines_of(written.remark)]
    blocks = (
        *_criteria(found, given or None, ScoreStage.SUPERIOR),
        Paragraph(_("Grade: {grade}.").format(grade=grade_name(grade) if grade else "………………")),
        Paragraph(_("Remarks:")),
        *(remarks or [BlankLines(LINES_FOR_REMARKS)]),
    )
    sheet = DocumentContent(
        sign="",
        title=_("EVALUATION OF THE MEETING"),
        subject=subject_text(record.meeting),
        body=blocks,
        right=Signature("", _("EVALUATOR"), written.evaluator),
    )
    return paper(record.cell, record.meeting.day, sheet)


def _criteria(
    found: ScoreSheet, given: Mapping[str, GivenScore] | None, stage: ScoreStage = ScoreStage.SELF
) -> tuple[Block, ...]:
    """Return the criteria under their headings and the sum, with the points in ``given``, else blank."""
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Criterion"), 16),
        TableColumn(_("At most"), 4, Align.CENTRE),
        TableColumn(_("Points"), 4, Align.CENTRE),
        TableColumn(_("Remark"), 9),
    )
    rows: list[tuple[str, ...]] = []
    strong: list[int] = []
    number = count(1)
    for heading in found.table.headings:
        lines = [line for line in heading.criteria if found.applies(line)]
        if lines:
            strong.append(len(rows))
            whole = found.heading_total(heading, stage)
            rows.append(("", one_line(str(heading.title)), str(whole.most), _sum(whole), ""))
        for line in lines:
            one = given.get(line.key) if given else None
            points, remark = (str(one.points), in_cell(one.remark)) if one else ("", "")
            rows.append((str(next(number)), one_line(str(line.title)), str(line.points), points, remark))
    strong.append(len(rows))
    whole = found.total(stage)
    rows.append(("", _("Sum"), str(whole.most), _sum(whole), ""))
    return table(columns, rows, strong)


def _sum(whole: Total) -> str:
    """Return a sum, or nothing while a line of it has no points: a partial sum could be taken for the final one."""
    return "" if whole.missing else str(whole.given)


def _sheet(record: MeetingRecord, title: str, body: tuple[Block, ...]) -> DocumentContent:
    taker, _chair = of_the_meeting(record)
    return DocumentContent(
        sign="", title=title, subject=subject_text(record.meeting), body=body, left=taker, right=of_the_cell(record)
    )
