"""All kinds of documents and formats by name, as the command line and the screens offer them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from models.documents.kinds import ballots, lists, membership, votes
from models.documents.kinds import invitation as invitations
from models.documents.kinds import minutes as written_minutes
from models.documents.kinds import resolution as resolutions
from models.documents.kinds import script as scripts
from models.documents.names import ABOUT_A_MOTION, OF_MOTION_KIND, DocumentKind
from models.documents.paper import Paper, with_texts
from models.documents.record import MeetingRecord, meeting_record
from models.documents.script_text import script_of
from models.documents.sealed_paper import sealed_whole
from models.documents.wording import percents_closed
from models.domain.clock import day_of, local
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_
from models.queries.evaluations import offered_evaluation
from models.queries.minutes import find_minutes
from models.queries.rules import rules_of_meeting
from models.queries.score_sheet import ScoreSheet, score_sheet
from models.queries.sealed import as_sealed
from models.queries.sheets import meeting_sheet


class DocumentFormat(StrEnum):
    """The file formats; each value is the file name extension."""

    PDF = "pdf"
    DOCX = "docx"
    TEXT = "txt"
    MARKDOWN = "md"


_WHICH_MOTION = N_("Say which motion: 1 to {count}.")
_NO_MOTION = N_("The meeting has no motion.")
_NONE_OF_KIND = N_("The meeting has no motion of the kind “{kind}”; the resolution is made of one that passed.")

Source = tuple[sqlite3.Connection, Path, datetime]


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A requested document: its kind, its meeting, and its motion (of a resolution, the motion that adopted it)."""

    kind: DocumentKind
    meeting_id: str
    motion: int | None = None


def make(source: Source, wanted: DocumentRequest) -> Paper:
    """Return a document; of a meeting with approved minutes, as the records were at the approval.

    Raises :class:`Refused` when the records do not hold what it is about.
    """
    connection, home, now = source
    followed_up = wanted.kind in (DocumentKind.TASKS, DocumentKind.PETITIONS)
    with as_sealed(connection, wanted.meeting_id, with_tasks=not followed_up) as read:
        paper = _made((read, home, now), wanted)
    if wanted.kind is not DocumentKind.MINUTES:  # minutes are excluded: their sealed text is printed letter for letter
        paper = with_texts(paper, percents_closed)
    return sealed_whole(paper if paper.created else made_on(paper, now))


def made_on(paper: Paper, now: datetime) -> Paper:
    """Return a document with the day of its making: made twice on a day it gives the same bytes."""
    today = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return replace(paper, created=today.isoformat(timespec="seconds"))


def _made(source: Source, wanted: DocumentRequest) -> Paper:
    record = _record(source, wanted.meeting_id)
    if wanted.kind in ABOUT_A_MOTION:
        return _about_a_motion(wanted.kind)(record, _motion(record, wanted))
    if wanted.kind is DocumentKind.MINUTES:
        return written_minutes.minutes(record, find_minutes(source[0], wanted.meeting_id))
    if wanted.kind in (DocumentKind.SCORE, DocumentKind.EVALUATION):
        return _scored(source, record, wanted.kind)
    if wanted.kind is DocumentKind.SCRIPT:
        return scripts.script(record, script_of(source[0], source[1], wanted.meeting_id))
    if wanted.kind is DocumentKind.RESOLUTION:
        return resolutions.resolution(record, wanted.motion)
    plain = _PLAIN.get(wanted.kind)
    return plain(record) if plain else invitations.invitation(record, day_of(source[2]))


def _scored(source: Source, record: MeetingRecord, kind: DocumentKind) -> Paper:
    sheet = _sheet(source, record.meeting.id)
    if kind is DocumentKind.SCORE:
        return lists.score(record, sheet)
    return lists.evaluation(record, sheet, offered_evaluation(source[0], record.meeting.id))


def render(paper: Paper, wished: DocumentFormat, template: str, home: Path | None, sealed: bytes = b"") -> bytes:
    """Return a document's file; ``template`` names the Word template, ``sealed`` is attached to a PDF.

    The libraries are imported on first use. Raises :class:`DataFileWrong`.
    """
    if wished is DocumentFormat.PDF:
        from models.documents.rendering.pdf import to_pdf

        return to_pdf(paper, sealed)
    if wished is DocumentFormat.DOCX:
        from models.documents.rendering.docx import to_docx

        return to_docx(paper, template, home)
    from models.documents.rendering.plain import to_markdown, to_text

    return (to_text(paper) if wished is DocumentFormat.TEXT else to_markdown(paper)).encode()


def _record(source: Source, meeting_id: str) -> MeetingRecord:
    connection, home, now = source
    return meeting_record(connection, meeting_id, rules_of_meeting(connection, home, meeting_id), home, now)


def _sheet(source: Source, meeting_id: str) -> ScoreSheet:
    connection, home, now = source
    rules = rules_of_meeting(connection, home, meeting_id)
    return score_sheet(connection, meeting_id, meeting_sheet(connection, home, meeting_id), rules, now)


def _motion(record: MeetingRecord, wanted: DocumentRequest) -> int:
    """Return the number of the motion that is meant: the one named, else the only one of the kind."""
    kind = OF_MOTION_KIND.get(wanted.kind)
    numbers = [one.number for one in record.motions if kind in (None, one.kind)]
    if not numbers:
        raise Refused(_NONE_OF_KIND, kind=label(kind)) if kind else Refused(_NO_MOTION)
    if wanted.motion is None and len(numbers) > 1:
        raise Refused(_WHICH_MOTION, count=len(record.motions))
    return wanted.motion or numbers[0]


def _about_a_motion(kind: DocumentKind) -> Callable[[MeetingRecord, int], Paper]:
    return {
        DocumentKind.BALLOTS: ballots.ballots,
        DocumentKind.COUNT: votes.count,
        DocumentKind.EXTRACT: votes.extract,
        DocumentKind.ADMISSION: membership.admission,
        DocumentKind.CONFIRMATION: membership.confirmation,
    }[kind]


_PLAIN: Mapping[DocumentKind, Callable[[MeetingRecord], Paper]] = {
    DocumentKind.ATTENDANCE: lists.attendance,
    DocumentKind.TASKS: lists.tasks,
    DocumentKind.PETITIONS: lists.petitions,
}
