"""Minutes (biên bản): the text that was written and approved, as it stands; no word of it is made anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.documents.letterhead import DocumentContent, of_the_meeting, paper, recipients
from models.documents.minutes_text import draft_minutes
from models.documents.paper import Block, DocumentHeading, Paper, Paragraph, Seal
from models.documents.record import MeetingRecord
from models.domain.language import _
from models.queries.minutes import MinutesView

SECTION = re.compile(r"[IVX]+- ")
_POINT = re.compile(r"\d+\. ")
_RULE = re.compile(r"-{3,}")


def minutes(record: MeetingRecord, written: MinutesView | None) -> Paper:
    """Return the minutes: sealed, written, or drafted from the records where none were written."""
    text = written.text if written and written.text else draft_minutes(record)
    title, subject, lines = parts_of(text)
    sealed = written is not None and written.is_sealed
    taker, chair = of_the_meeting(record)
    addenda = [Paragraph(f"{_('Addendum')}: {one.text}") for one in written.addenda] if written else []
    sheet = DocumentContent(
        sign="BB",
        title=title or _("MINUTES"),
        subject=subject,
        body=(*blocks(lines), *addenda),
        number=record.minutes_number if sealed else None,
        left=taker,
        right=chair,
        recipients=recipients(record.cell),
        note="" if sealed else _("DRAFT"),
        seal=Seal(written.seal) if written and sealed else None,
    )
    return paper(record.cell, record.meeting.day, sheet)


def parts_of(text: str) -> tuple[str, str, list[str]]:
    """Return title, subject and the rest of a text; one that somebody began in another way is all rest, untitled."""
    lines = text.splitlines()
    if len(lines) > 2 and _RULE.fullmatch(lines[2].strip()):
        return lines[0].strip(), lines[1].strip(), lines[3:]
    return "", "", lines


def blocks(lines: list[str]) -> Iterator[Block]:
    """Return the lines of minutes as headings and paragraphs."""
    for line in (line.strip() for line in lines):
        if SECTION.match(line):
            yield DocumentHeading(line)
        elif _POINT.match(line):
            yield DocumentHeading(line, 2)
        elif line:
            yield Paragraph(line)
