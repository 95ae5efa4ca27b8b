"""The certificate of practice as a document, made by the machinery of all documents."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from models.documents.catalogue import DocumentFormat, made_on, render
from models.documents.letterhead import DocumentContent, paper
from models.documents.made import MadeDocument
from models.documents.paper import Block, DocumentHeading, Paper, Paragraph, Signature
from models.domain.clock import day_of
from models.domain.errors import Refused
from models.domain.language import N_, _, pgettext
from models.domain.text import clean_text, file_words, one_line
from models.practice.debriefing import Debriefing
from models.practice.report_text import practice_title, report_sections
from models.queries.people import CellView, cell

UNNAMED = "………………………………"
"""Printed for a trainee who is not named, to be filled in by hand."""


def made_certificate(connection: sqlite3.Connection, found: Debriefing, trainee: str, now: datetime) -> MadeDocument:
    """Return the certificate of a practice as PDF. Raises :class:`Refused` while its meeting is not closed."""
    if not found.is_over:
        raise Refused(N_("The practice is not over; close its meeting first, then the certificate can be made."))
    written = made_on(certificate(cell(connection), found, one_line(clean_text(trainee)), now), now)
    name = pgettext("name of a file", "practice certificate")
    stem = f"{file_words(name)}-{found.plan.draw.seed}"
    return MadeDocument(render(written, DocumentFormat.PDF, "", None), stem)


def certificate(of: CellView, found: Debriefing, trainee: str, now: datetime) -> Paper:
    """Return the certificate: who practised what, and how it went by the records."""
    intro = _("This is to say that comrade {name} has practised chairing a meeting with the program chibo:")
    body: list[Block] = [
        Paragraph(intro.format(name=trainee or UNNAMED)),
        Paragraph(f"{practice_title(found)}."),
    ]
    for section in report_sections(found):
        body += [DocumentHeading(section.title, level=2), *map(Paragraph, section.lines[: section.certified])]
    content = DocumentContent(
        sign="",
        title=_("CERTIFICATE OF PRACTICE"),
        subject=_("in chairing meetings of the cell"),
        body=tuple(body),
        right=Signature("", _("WHO PRACTISED"), trainee),
        note=_("Practice with a simulated cell. This is no document of the Party."),
    )
    return replace(paper(of, day_of(now), content), number="")
