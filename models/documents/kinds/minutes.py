"""Minutes (biên bản): the text as it was written and approved, without any change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from models.documents.letterhead import DocumentContent, of_the_meeting, paper, place_and_day, recipients
from models.documents.minutes_text import draft_minutes, written_in
from models.documents.paper import Block, DocumentHeading, Paper, PaperAddendum, Paragraph, Seal
from models.documents.record import MeetingRecord
from models.documents.wording import lines_of
from models.domain.clock import VIETNAM, day_of
from models.domain.language import Language, _, current_language, in_language
from models.domain.vocabulary import AddendumKind
from models.queries.minutes import MinutesView

_UNKNOWN = datetime(2020, 1, 1, tzinfo=UTC)
SECTION = re.compile(r"[IVX]+- ")
_POINT = re.compile(r"\d+(?:\.\d+)?\. ")
_RULE = re.compile(r"-{3,}")


def minutes(record: MeetingRecord, written: MinutesView | None, language: Language | None = None) -> Paper:
    """Return the minutes: sealed, written, or drafted from the records where none were written.

    Letterhead and signatures are in the language of the written text, unless a ``language`` is given.
    """
    text = written.text if written and written.text else ""
    with in_language(language or written_in(text) or current_language()):
        return _minutes(record, written, text or draft_minutes(record))


def _minutes(record: MeetingRecord, written: MinutesView | None, text: str) -> Paper:
    title, subject, lines = parts_of(text)
    sealed = written is not None and written.is_sealed
    taker, chair = of_the_meeting(record)
    sheet = DocumentContent(
        sign="BB",
        title=title or _("MINUTES"),
        subject=subject,
        body=tuple(blocks(lines)),
        number=record.minutes_number if sealed else None,
        left=taker,
        right=chair,
        recipients=recipients(record.cell),
        note="" if sealed else _("DRAFT"),
        seal=seal_with(written.seal) if written and sealed else None,
        addenda=tuple(_addenda(record, written)) if written else (),
    )
    made = paper(record.cell, record.meeting.day, sheet)
    return replace(made, created=_sealed_at(written).isoformat(timespec="seconds")) if sealed and written else made


def _addenda(record: MeetingRecord, written: MinutesView) -> Iterator[PaperAddendum]:
    """Yield what stands under the signatures: each addendum with its number, its day and its own signatures."""
    taker, chair = of_the_meeting(record)
    for number, one in enumerate(written.addenda, 1):
        title = _("CORRECTION NO. {number}") if one.kind is AddendumKind.CORRECTION else _("SUPPLEMENT NO. {number}")
        yield PaperAddendum(
            title=title.format(number=f"{number:02}"),
            place_and_day=place_and_day(record.cell.place, day_of(one.written_at)),
            lines=tuple(lines_of(one.text)),
            left=taker,
            right=chair,
        )


def seal_with(digest: str) -> Seal:
    """Return the seal of minutes by the SHA-256 of their text, with its labels."""
    return Seal(
        digest,
        digest_label=_("SHA-256 of the minutes' text"),
        whole_label=_("SHA-256 of the whole paper"),
        picture=_("QR code with the SHA-256 of this paper"),
    )


def _sealed_at(written: MinutesView) -> datetime:
    """Return when sealed minutes got their present content: their approval, or their last addendum."""
    times = [one.written_at for one in written.addenda]
    return max([*times, *([written.approved_at] if written.approved_at else [])], default=_UNKNOWN).astimezone(VIETNAM)


def parts_of(text: str) -> tuple[str, str, list[str]]:
    """Return title, subject and the other lines of a text; without a title, all lines are among the others."""
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
