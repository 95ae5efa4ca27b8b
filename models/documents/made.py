"""Makes the files of letters and of the number book; those of meetings are made in :mod:`sync.reports`, which signs
them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.documents.catalogue import DocumentFormat, made_on, render
from models.documents.kinds.letters import letter as letter_paper
from models.documents.kinds.number_book_paper import number_book_paper
from models.documents.notices import notices
from models.documents.number_book import number_book
from models.documents.paper import Paper, with_texts
from models.documents.wording import percents_closed
from models.domain.clock import day_of
from models.domain.labels import label
from models.domain.language import pgettext
from models.domain.text import file_words
from models.domain.warnings import RuleWarning
from models.queries.letters import letter
from models.queries.people import cell

LETTER, BOOK = "letter", "book"
"""The names of the Word templates of letters and of the number book."""
_STEM_WORDS = 6  # of the subject, in the name of a letter's file


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document's file: its content, its name without the ending, and warnings about it."""

    content: bytes
    stem: str
    notices: tuple[RuleWarning, ...] = ()


def made_letter(
    home: Path, connection: sqlite3.Connection, key: str, wished: DocumentFormat, now: datetime
) -> MadeDocument:
    """Return the file of a letter; raises :class:`DataFileWrong` for a template or a font."""
    view = letter(connection, key, day_of(now))
    subject = "-".join(file_words(view.subject).split("-")[:_STEM_WORDS])
    number = f"{view.number:02}-" if view.number is not None else ""
    stem = f"{number}{file_words(label(view.kind))}-{subject}"
    return _made(letter_paper(view, day_of(now)), wished, LETTER, home, stem, now)


def made_book(home: Path, connection: sqlite3.Connection, wished: DocumentFormat, now: datetime) -> MadeDocument:
    """Return the file of the number book of the term; raises as :func:`made_letter` does."""
    today = day_of(now)
    paper = number_book_paper(cell(connection), number_book(connection, today), today)
    return _made(paper, wished, BOOK, home, f"{book_stem()}-{today.isoformat()}", now)


def made_sheet(connection: sqlite3.Connection, now: datetime) -> MadeDocument:
    """Return the number book of the term as a workbook (XLSX)."""
    from models.exports.tables import Export, sheet
    from models.exports.writers import to_xlsx

    return MadeDocument(
        to_xlsx(sheet(connection, Export.BOOK, day_of(now))), f"{book_stem()}-{day_of(now).isoformat()}"
    )


def book_stem() -> str:
    """Return the name of the number book's file, without the day: ``so-van-ban-di``."""
    return file_words(pgettext("name of a file", "number book"))


def _made(paper: Paper, wished: DocumentFormat, template: str, home: Path, stem: str, now: datetime) -> MadeDocument:
    written = made_on(with_texts(paper, percents_closed), now)
    return MadeDocument(render(written, wished, template, home), stem, notices(written, wished))
