"""``document new``, ``document letter``, ``document book``: letters of the cell, and its number book."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from models.acts.words import perform_words
from models.documents.catalogue import DocumentFormat
from models.documents.kinds.number_book_paper import row
from models.documents.made import book_stem, made_book, made_letter
from models.documents.number_book import number_book
from models.domain.clock import day_of, system_clock
from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.text_file import read_text
from models.domain.vocabulary import LetterKind
from models.queries.handles import letters
from models.queries.lookup import choose_named
from tui.cli.access import acting, reading
from tui.cli.output import print_line, print_notice, print_table
from tui.cli.outputs import Force, Out, suffix_of, write_out

LARGEST_TEXT = 1_000_000
"""Bytes of a file from which the text of a letter is read."""


class BookFormat(StrEnum):
    """The formats of the number book."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "txt"


def add_to(group: typer.Typer) -> None:
    """Add the commands to those of the documents."""
    _add_new(group)
    _add_letter(group)
    _add_book(group)


def _add_new(group: typer.Typer) -> None:
    @group.command("new", help=_(N_("Draft a letter: KH, CTr, TB, TTr, CV, KL or BC; --issue gives it its number.")))
    def new_letter(
        context: typer.Context,
        kind: Annotated[LetterKind, typer.Argument(case_sensitive=False, help=_(N_("Its kind, by the sign.")))],
        title: Annotated[str, typer.Argument(help=_(N_("What it is about.")))],
        text: Annotated[str, typer.Option(help=_(N_("Its text.")))] = "",
        text_file: Annotated[Path | None, typer.Option(help=_(N_("A file with its text, instead of --text.")))] = None,
        to: Annotated[list[str] | None, typer.Option(help=_(N_("A recipient; once for each.")))] = None,
        signer: Annotated[str, typer.Option(help=_(N_("Who signs; else the secretary.")))] = "",
        issue: Annotated[
            bool, typer.Option("--issue", help=_(N_("Issue it at once; it changes no more then.")))
        ] = False,
    ) -> None:
        words = {"kind": kind.value, "title": title, "text": _text_of(text_file) if text_file else text}
        words |= {"recipients": "\n".join(to)} if to else {}
        words |= {"signer": signer} if signer else {}
        with acting(context.obj) as store:
            drafted = perform_words(store, "letter.draft", words)
            print_line(drafted.label)
            if issue:
                print_line(perform_words(store, "letter.issue", {"letter": drafted.value}).label)


def _add_letter(group: typer.Typer) -> None:
    @group.command(
        "letter", help=_(N_("Make the file of a letter, named by words of its subject, or list the letters."))
    )
    def make_letter(
        context: typer.Context,
        letter: Annotated[str, typer.Argument(help=_(N_("Which letter; none: list them.")))] = "",
        out: Out = "",
        format: Annotated[  # noqa: A002
            DocumentFormat | None, typer.Option(help=_(N_("Format; else by the file's name, or PDF.")))
        ] = None,
        force: Force = False,
    ) -> None:
        with reading(context.obj) as connection:
            listed = letters(connection, "")
            if not letter:
                print_table((one.detail, one.name) for one in listed)
                return
            by_name = DocumentFormat(suffix_of(out)) if suffix_of(out) in set(DocumentFormat) else DocumentFormat.PDF
            wished = format or by_name
            key = choose_named(N_("letter"), letter, listed)
            document = made_letter(context.obj, connection, key, wished, system_clock()())
        write_out(out, f"{document.stem}.{wished.value}", document.content, force=force)
        for notice in document.notices:
            print_notice(f"⚠ {notice}")


def _add_book(group: typer.Typer) -> None:
    @group.command("book", help=_(N_("Show the book of outgoing documents of the term, or write it to a file.")))
    def show_book(
        context: typer.Context,
        out: Out = "",
        format: Annotated[BookFormat | None, typer.Option(help=_(N_("Format; else by the file's name.")))] = None,  # noqa: A002
        force: Force = False,
    ) -> None:
        now = system_clock()()
        wished = format or (BookFormat(suffix_of(out)) if suffix_of(out) in set(BookFormat) else None)
        with reading(context.obj) as connection:
            if wished is None and not out:
                lines = number_book(connection, day_of(now))
                print_table(tuple(cell.replace("\n", "; ") for cell in row(line)) for line in lines)
                if not lines:
                    print_line(_("No document was issued in this term yet."))
                return
            wished = wished or BookFormat.PDF
            content = _book(context.obj, connection, wished, now)
        write_out(out, f"{book_stem()}-{day_of(now).isoformat()}.{wished.value}", content, force=force)


def _book(home: Path, connection: sqlite3.Connection, wished: BookFormat, now: datetime) -> bytes:
    if wished not in (BookFormat.XLSX, BookFormat.CSV):
        return made_book(home, connection, DocumentFormat(wished.value), now).content
    from models.exports.tables import Export, sheet
    from models.exports.writers import to_csv, to_xlsx

    found = sheet(connection, Export.BOOK, day_of(now))
    return to_xlsx(found) if wished is BookFormat.XLSX else to_csv(found)


def _text_of(path: Path) -> str:
    """Return the text of a file. Raises :class:`WrongUsage` if it cannot be read, or is too large."""
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise WrongUsage(N_("{path} is too large for the text of a letter."), path=path)
        return read_text(path)
    except (OSError, ValueError):
        raise WrongUsage(N_("The file {path} cannot be read; check the path."), path=path) from None
