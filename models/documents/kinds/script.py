"""The chair's script (kịch bản điều hành) as a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.documents.letterhead import DocumentContent, paper
from models.documents.paper import Block, DocumentHeading, Paper, Paragraph
from models.documents.record import MeetingRecord
from models.documents.script_text import SpokenPart
from models.documents.wording import quoted, subject_text
from models.domain.language import _


def script(record: MeetingRecord, parts: Sequence[SpokenPart]) -> Paper:
    """Return the script of a meeting: for each item the chair's opening, questions and closing words."""
    of = record.meeting
    sheet = DocumentContent(
        sign="",
        title=_("THE CHAIR’S SCRIPT"),
        subject=subject_text(of),
        body=tuple(_body(parts)),
    )
    return paper(record.cell, of.day, sheet)


def _body(parts: Sequence[SpokenPart]) -> Iterator[Block]:
    yield Paragraph(_("For the chair alone; it is no record of the meeting."), is_italic=True)
    for part in parts:
        yield DocumentHeading(part.heading, level=2)
        yield Paragraph(_("Chair: {text}").format(text=quoted(part.opening)))
        if part.presenter:
            yield Paragraph(_("Presents: {name}.").format(name=part.presenter))
        if part.questions:
            yield Paragraph(_("To ask and to remember:"), is_italic=True)
            yield from (Paragraph(f"- {one}") for one in part.questions)
        if part.close:
            yield Paragraph(_("Chair, to close: {text}").format(text=quoted(part.close)))
