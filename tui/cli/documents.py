"""``document``, ``print``: the papers that an office expects."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from models.acts.registry import perform
from models.documents.catalogue import DocumentFormat, DocumentRequest
from models.documents.files import make_folder, write_whole
from models.documents.made import BOOK, LETTER, MadeDocument
from models.documents.names import DocumentKind, name_of
from models.domain.clock import system_clock
from models.domain.errors import Refused, StoreUnusable, WrongUsage
from models.domain.language import N_, _
from models.domain.state_sets import NOT_OPENED
from models.domain.text import one_line
from models.queries.invitations import outdated_invitation
from models.queries.lookup import latest_meeting
from models.queries.meetings import find_meeting, meeting, meeting_title, meetings
from models.store.limits import DATABASE
from sync.reports.signed_document import made
from tui.cli import letters
from tui.cli.access import acting, reading
from tui.cli.output import print_line, print_notice, print_table
from tui.cli.outputs import Force, Out, suffix_of, write_out

_NO_PRINTER = N_("No printer is set up on this machine. Write the file with “chibo document”, and print it elsewhere.")
_NOT_PRINTED = N_("The printer took nothing: {detail}.")
_NO_KIND = N_("There is no kind of document “{kind}”; there are: {known}.")
_NO_MEETING = N_("There is no meeting yet.")

Kind = Annotated[DocumentKind, typer.Argument(help=_(N_("Which document.")))]
Meeting = Annotated[str, typer.Option(help=_(N_("Which meeting (day or id); else the latest.")))]
Motion = Annotated[int | None, typer.Option(help=_(N_("Which motion, by its number.")))]


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Documents of a meeting: make, list, templates.")))
    program.add_typer(group, name="document")
    _add_make(group)
    _add_list(group)
    _add_templates(group)
    letters.add_to(group)
    _add_print(program)


def _add_make(group: typer.Typer) -> None:
    @group.command("make", help=_(N_("Make a document as PDF, DOCX, text or Markdown.")))
    def make_document(
        context: typer.Context,
        kind: Kind,
        meeting: Meeting = "",
        motion: Motion = None,
        out: Out = "",
        format: Annotated[  # noqa: A002
            DocumentFormat | None, typer.Option(help=_(N_("Format; else by the file's name, or PDF.")))
        ] = None,
        force: Force = False,
    ) -> None:
        wished = format or _format_of(out)
        document = _made(context.obj, kind, meeting, motion, wished)
        write_out(out, f"{document.stem}.{wished.value}", document.content, force=force)
        _print_warnings(document)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the kinds of document.")))
    def list_kinds(context: typer.Context) -> None:
        print_table((kind.value, name_of(kind)) for kind in DocumentKind)
        if (context.obj / DATABASE).is_file():
            _print_outdated(context.obj)


def _add_templates(group: typer.Typer) -> None:
    @group.command("template", help=_(N_("Copy the Word template into your folder, to edit it there.")))
    def copy_template(
        context: typer.Context,
        kind: Annotated[str, typer.Argument(help=_(N_("For one kind alone.")))] = "",
    ) -> None:
        from models.documents.rendering.docx import FOLDER, shipped

        folder: Path = context.obj / FOLDER
        known = (*(one.value for one in DocumentKind), LETTER, BOOK)
        if kind and kind not in known:
            raise WrongUsage(_NO_KIND, kind=kind, known=", ".join(known))
        path = folder / f"{kind or 'paper'}.docx"
        if path.exists():
            raise Refused(N_("{path} is there already; it was left as it is."), path=path)
        make_folder(folder)
        write_whole(path, shipped(kind).read_bytes())
        print_line(str(path))


def _add_print(program: typer.Typer) -> None:
    @program.command("print", help=_(N_("Print a document on the system's printer.")))
    def print_document(
        context: typer.Context,
        kind: Kind,
        meeting: Meeting = "",
        motion: Motion = None,
        text: Annotated[bool, typer.Option("--text", help=_(N_("As plain text, for an old printer.")))] = False,
    ) -> None:
        wished = DocumentFormat.TEXT if text else DocumentFormat.PDF
        document = _made(context.obj, kind, meeting, motion, wished)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{document.stem}.{wished.value}"
            write_whole(path, document.content)
            _to_printer(path)
        print_line(_("Printed: {name}").format(name=name_of(kind)))
        _print_warnings(document)


def _to_printer(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path, "print")  # noqa: S606 - the system's own way to its printer
        return
    program = shutil.which("lp")
    if program is None:
        raise StoreUnusable(_NO_PRINTER)
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise StoreUnusable(_NOT_PRINTED, detail=one_line(done.stderr).rstrip("."))


def _print_warnings(document: MadeDocument) -> None:
    for notice in document.notices:
        print_notice(f"⚠ {notice}")


def _print_outdated(home: Path) -> None:
    """Tell which invitations to meetings that are still to come say no more what the records say."""
    with reading(home) as connection:
        for one in meetings(connection):
            if warning := outdated_invitation(connection, one.id):
                print_notice(f"⚠ {meeting_title(one)}: {warning}")


def _keep_invitation(home: Path, meeting_id: str) -> None:
    with acting(home) as store:
        perform(store, "invitation.keep", meeting=meeting_id)


def _made(home: Path, kind: DocumentKind, wanted: str, motion: int | None, wished: DocumentFormat) -> MadeDocument:
    """Return a document's file."""
    with reading(home) as connection:
        key = find_meeting(connection, wanted) if wanted else latest_meeting(connection)
        if key is None:
            raise Refused(_NO_MEETING)
        document = made(home, connection, DocumentRequest(kind, key, motion), wished, system_clock()())
        to_come = meeting(connection, key).state in NOT_OPENED
    if kind is DocumentKind.INVITATION and to_come:
        _keep_invitation(home, key)
    return document


def _format_of(out: str) -> DocumentFormat:
    return DocumentFormat(suffix_of(out)) if suffix_of(out) in set(DocumentFormat) else DocumentFormat.PDF
