"""``init``, ``roster import``, ``demo``: from an empty folder to a cell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.acts.registry import perform
from models.domain.clock import day_of, system_clock
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import CellKind
from models.queries.people import existing_members
from models.roster.preview import Preview, RowOutcome, compare
from models.roster.reading import read_roster
from models.store.connection import is_vacant
from models.store.limits import DATABASE
from models.store.store import Store
from tui.cli.access import acting, reading
from tui.cli.output import json_value, print_json, print_line, print_notice, print_table
from tui.roster_import.words import change_words, errors_line

_OUTCOMES = {
    RowOutcome.NEW: N_("new"),
    RowOutcome.UNCHANGED: N_("unchanged"),
    RowOutcome.CHANGED: N_("changed"),
    RowOutcome.ERROR: N_("error"),
}

_WITH_ERRORS = N_("Nothing was imported: {errors} Mend the file, or leave these lines out with --skip-errors.")


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    roster = typer.Typer(help=_(N_("The members, from a list as cells keep it.")))
    program.add_typer(roster, name="roster")

    @program.command("init", help=_(N_("Make the store and name the cell.")))
    def init(
        context: typer.Context,
        name: Annotated[str, typer.Option(help=_(N_("Name of the cell.")))],
        superior: Annotated[str, typer.Option(help=_(N_("The superior committee.")))] = "",
        place: Annotated[str, typer.Option(help=_(N_("Place, as documents name it.")))] = "",
        code: Annotated[str, typer.Option(help=_(N_("Abbreviation in document numbers.")))] = "CB",
        kind: Annotated[CellKind | None, typer.Option(help=_(N_("Type of cell.")))] = None,
    ) -> None:
        initialise(context.obj, name=name, superior=superior, place=place, code=code, kind=kind)

    @roster.command("import", help=_(N_("Import a roster (XLSX, XLS, ODS, CSV); twice doubles nothing.")))
    def import_roster(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help=_(N_("The list.")))],
        dry_run: Annotated[bool, typer.Option("--dry-run", help=_(N_("Only show what would be done.")))] = False,
        skip_errors: Annotated[bool, typer.Option("--skip-errors", help=_(N_("Leave out lines with errors.")))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        preview = _preview(context.obj, file)
        if as_json:
            print_json(_preview_json(preview))
        else:
            _print_preview(preview)
        if not dry_run:
            if preview.counts[RowOutcome.ERROR] and not skip_errors:
                raise Refused(_WITH_ERRORS, errors=errors_line(preview))
            with acting(context.obj) as store:
                print_notice(perform(store, "roster.import", file=file, allow_errors=skip_errors).label)

    @program.command("demo", help=_(N_("Furnish a cell with a year of meetings to play with, and open it.")))
    def demo(
        context: typer.Context,
        no_open: Annotated[bool, typer.Option("--no-open", help=_(N_("Only furnish it.")))] = False,
    ) -> int:
        from tui.cli.demo import furnish
        from tui.main import open_screens

        home = furnish(context.obj)
        return 0 if no_open else open_screens(home)


def initialise(home: Path, *, name: str, superior: str, place: str, code: str, kind: CellKind | None) -> None:
    """Make the store, unless it exists without a cell, and name the cell."""
    if not name.strip():
        raise Refused(N_("The cell needs a name; give --name."))
    exists = not is_vacant(home / DATABASE)
    if exists:
        from sync.daemon.before_init import check_init

        check_init(home, system_clock())
    store = Store.open(home, system_clock()) if exists else Store.create(home, system_clock())
    try:
        outcome = perform(store, "cell.create", name=name, superior=superior, place=place, code=code, kind=kind)
    finally:
        store.close()
    print_line(outcome.label)


def _preview(home: Path, file: Path) -> Preview:
    today = day_of(system_clock()())
    with reading(home) as connection:
        return compare(read_roster(file, today), existing_members(connection, today))


def _print_preview(preview: Preview) -> None:
    for finding in preview.roster.findings:
        print_notice(str(finding))
    rows = [
        (
            str(one.row.line),
            _(_OUTCOMES[one.outcome]),
            one.row.full_name,
            label(one.row.standing) if one.row.standing else "",
            label(one.row.office) if one.row.office else "",
            " ".join((*map(change_words, one.changes), *map(str, one.row.findings))),
        )
        for one in preview.rows
    ]
    print_table(rows)
    print_line(", ".join(f"{_(text)}: {preview.counts[outcome]}" for outcome, text in _OUTCOMES.items()))
    for member in preview.missing:
        print_notice(_("Not in the file, and left as it is: {name}").format(name=member.full_name))


def _preview_json(preview: Preview) -> dict[str, object]:
    return {
        "rows": [
            {
                "line": one.row.line,
                "outcome": one.outcome.value,
                "full_name": one.row.full_name,
                "birth_date": json_value(one.row.birth_date),
                "changes": json_value(one.changes),
                "findings": [
                    {"severity": finding.severity.value, "text": str(finding)} for finding in one.row.findings
                ],
            }
            for one in preview.rows
        ],
        "counts": {outcome.value: preview.counts[outcome] for outcome in RowOutcome},
        "findings": [str(finding) for finding in preview.roster.findings],
        "missing": [member.full_name for member in preview.missing],
    }
