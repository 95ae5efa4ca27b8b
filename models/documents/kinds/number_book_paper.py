"""The number book (sổ văn bản đi) as a document."""

from __future__ import annotations

from datetime import date

from models.documents.letterhead import DocumentContent, paper
from models.documents.number_book import BookEntry, BookGap, BookLine
from models.documents.paper import Align, Paper, Paragraph, TableColumn, table
from models.documents.wording import without_type
from models.domain.formats import day_text
from models.domain.language import _
from models.domain.text import capital
from models.queries.people import CellView


def number_book_paper(cell: CellView, lines: tuple[BookLine, ...], today: date) -> Paper:
    """Return the number book of a term; one line for each document, and for each gap in the numbers."""
    columns = (
        TableColumn(_("Number and sign"), 6),
        TableColumn(_("Day"), 5, Align.CENTRE),
        TableColumn(_("Kind and subject"), 13),
        TableColumn(_("Recipients"), 8),
        TableColumn(_("Signed by"), 7),
    )
    body = table(columns, [row(line) for line in lines]) or (Paragraph(_("No document was issued in this term yet.")),)
    sheet = DocumentContent(sign="", title=_("BOOK OF OUTGOING DOCUMENTS"), subject="", body=body)
    return paper(cell, today, sheet)


def row(line: BookLine) -> tuple[str, str, str, str, str]:
    """Return a line of the book as the cells of a table."""
    if isinstance(line, BookGap):
        return (line.numbers, "", _("no document has this number"), "", "")
    number = _("{number} (twice)").format(number=line.number) if line.is_double else line.number
    return (number, day_text(line.day), subject_of(line), "\n".join(line.recipients), line.signer)


def subject_of(entry: BookEntry) -> str:
    """Return kind and subject in one: ``Thông báo kết quả kiểm tra``."""
    return kind_and_subject(entry.kind, entry.subject)


def kind_and_subject(kind: str, subject: str) -> str:
    """Return kind and subject of a document in one text, the kind once: ``Kế hoạch kiểm tra``."""
    return capital(_("{kind}: {subject}").format(kind=kind, subject=without_type(subject, kind)))
