"""``table``, ``calendar``, ``restore``: exports for other programs, and restoring a complete export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from models.acts.registry import perform
from models.domain.clock import day_of, system_clock
from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.typed.days import year_of
from models.exports.tables import Export, file_stem, sheet
from models.store.limits import DATABASE
from models.store.store import Store
from tui.cli.access import acting, reading
from tui.cli.output import json_text, print_json, print_line, print_notice
from tui.cli.outputs import STANDARD_OUTPUT, Force, Out, suffix_of, write_out

_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}

_LEFT_OUT = N_("Not taken over: the journal and this machine's access to a server; “chibo join” joins it anew.")


class TableFormat(StrEnum):
    """The formats of tables."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Separator(StrEnum):
    """The separators of CSV."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    _add_table(program)
    _add_calendar(program)
    _add_restore(program)


def _add_table(program: typer.Typer) -> None:
    @program.command(
        "table",
        help=_(N_("Write members, attendance, tasks, petitions, votes or the book of documents as CSV or XLSX.")),
    )
    def table(
        context: typer.Context,
        what: Annotated[Export, typer.Argument(help=_(N_("Which table.")))],
        out: Out = "",
        format: Annotated[TableFormat | None, typer.Option(help=_(N_("Format; else by the file's name.")))] = None,  # noqa: A002
        year: Annotated[int | None, typer.Option(help=_(N_("Only of this year.")))] = None,
        separator: Annotated[Separator, typer.Option(help=_(N_("What parts the values of CSV.")))] = Separator.COMMA,
        force: Force = False,
    ) -> None:
        from models.exports.writers import to_csv, to_xlsx

        by_name = TableFormat.CSV if out == STANDARD_OUTPUT else TableFormat.XLSX
        wished = format or (TableFormat(suffix_of(out)) if suffix_of(out) in set(TableFormat) else by_name)
        with reading(context.obj) as connection:
            of_year = None if year is None else year_of(year)
            found = sheet(connection, what, day_of(system_clock()()), of_year)
        rows = [dict(zip(found.headings, row, strict=True)) for row in found.rows]
        if wished is TableFormat.JSON and not out:
            print_json(rows)
            return
        if wished is TableFormat.JSON:
            content = json_text(rows).encode()
        else:
            content = to_xlsx(found) if wished is TableFormat.XLSX else to_csv(found, _SEPARATORS[separator])
        write_out(out, f"{file_stem(what)}.{wished.value}", content, force=force)


def _add_calendar(program: typer.Typer) -> None:
    @program.command("calendar", help=_(N_("Write the calendar of meetings and due tasks (ICS).")))
    def calendar(
        context: typer.Context,
        out: Out = "",
        force: Force = False,
    ) -> None:
        from models.exports.calendar import to_calendar

        with reading(context.obj) as connection:
            content = to_calendar(connection, system_clock()())
        write_out(out, "chibo.ics", content, force=force)


def _add_restore(program: typer.Typer) -> None:
    @program.command("restore", help=_(N_("Take over what “chibo export” wrote, into a folder without records.")))
    def restore(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help=_(N_("The export.")))],
    ) -> None:
        home: Path = context.obj
        if not file.is_file():
            raise WrongUsage(N_("There is no file {path}; check the path."), path=file)
        if not (home / DATABASE).is_file():
            Store.create(home).close()
        with acting(home) as store:
            outcome = perform(store, "store.restore", file=file)
        print_line(outcome.label)
        for warning in outcome.warnings:
            print_notice(f"⚠ {warning}")
        print_notice(_(_LEFT_OUT))
