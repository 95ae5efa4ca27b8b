"""``admin report``: the reports of cells; acknowledge them, return them with a remark, remove false ones."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.language import N_, _, ngettext
from sync.vocabulary import ReceivedReportState
from tui.cli.administering import change_database, read_database, time_text
from tui.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sync.server.reports import ReportOutcome

_STATES = {
    ReceivedReportState.SENT: N_("sent"),
    ReceivedReportState.ACKNOWLEDGED: N_("acknowledged"),
    ReceivedReportState.RETURNED: N_("returned"),
}


def add_to(admin: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Reports that cells sent: read, acknowledge, return, remove.")))
    admin.add_typer(group, name="report")
    _add_list(group)
    _add_show(group)
    _add_acknowledge(group)
    _add_return(group)
    _add_remove(group)
    _add_unbind(group)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the reports in the order they came.")))
    def list_reports(
        context: typer.Context,
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
        state: Annotated[ReceivedReportState | None, typer.Option(help=_(N_("Only those in one state.")))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found, names = read_database(context, _reports, cell, state)
        if as_json:
            print_json(found)
        else:
            print_table(
                (one.id, names[one.cell], time_text(one.received_at), _(_STATES[one.state]), one.remark)
                for one in found
            )


def _reports(
    connection: Connection, cell: str, state: ReceivedReportState | None
) -> tuple[list[ReportOutcome], dict[str, str]]:
    from sync.server.reports import listing
    from sync.server.tree import cell_names

    return listing(connection, _cell_id(connection, cell), state), cell_names(connection)


def _add_show(group: typer.Typer) -> None:
    @group.command("show", help=_(N_("Print a report as it was sent (JSON, signed); “chibo verify” checks it.")))
    def show(
        context: typer.Context,
        report: Annotated[str, typer.Argument(metavar="ID", help=_(N_("Its id, from the list.")))],
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
    ) -> None:
        sys.stdout.write(read_database(context, _document, report, cell).decode("utf-8"))


def _add_acknowledge(group: typer.Typer) -> None:
    @group.command("acknowledge", help=_(N_("Acknowledge a report; the cell is told.")))
    def acknowledge(
        context: typer.Context,
        report: Annotated[str, typer.Argument(metavar="ID", help=_(N_("Its id, from the list.")))],
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
        remark: Annotated[str, typer.Option(help=_(N_("A word to the cell.")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        _decide(context, report, cell, ReceivedReportState.ACKNOWLEDGED, remark, as_json=as_json)


def _add_return(group: typer.Typer) -> None:
    @group.command("return", help=_(N_("Return a report to its cell with a remark.")))
    def send_back(
        context: typer.Context,
        report: Annotated[str, typer.Argument(metavar="ID", help=_(N_("Its id, from the list.")))],
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
        remark: Annotated[str, typer.Option(help=_(N_("What is to be mended.")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        _decide(context, report, cell, ReceivedReportState.RETURNED, remark, as_json=as_json)


def _add_remove(group: typer.Typer) -> None:
    @group.command(
        "remove",
        help=_(
            N_(
                "Remove reports of a cell with their figures and petitions: what a stolen machine sent. What the cell's"
                " records have it sends again."
            )
        ),
    )
    def remove(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        reports: Annotated[
            list[str] | None, typer.Argument(metavar="[ID]...", help=_(N_("Their ids, from the list.")))
        ] = None,
        machine: Annotated[
            str,
            typer.Option(metavar="ID", help=_(N_("Those that one machine sent (see “chibo admin account list”)."))),
        ] = "",
        everything: Annotated[bool, typer.Option("--all", help=_(N_("All reports of the cell.")))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found = change_database(context, _removed, cell, reports or [], machine, everything=everything)
        if as_json:
            print_json({"cell": cell, "removed": list(found)})
        else:
            text = ngettext("Removed: {count} report.", "Removed: {count} reports.", len(found))
            print_line(text.format(count=len(found)))


def _removed(
    connection: Connection, now: datetime, cell: str, reports: list[str], machine: str, *, everything: bool
) -> tuple[str, ...]:
    from sync.server.report_removal import remove
    from sync.server.tree import find_cell

    return remove(connection, now, find_cell(connection, cell).id, reports, machine, everything=everything)


def _add_unbind(group: typer.Typer) -> None:
    @group.command(
        "unbind",
        help=_(
            N_(
                "Let a cell whose records or keys were made anew report again; the next report says by what"
                " it is known."
            )
        ),
    )
    def unbind(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        change_database(context, _unbind, cell)
        if as_json:
            print_json({"cell": cell, "unbound": True})
        else:
            print_line(_("The next report of {cell} says by what it is known.").format(cell=cell))


def _unbind(connection: Connection, now: datetime, cell: str) -> None:
    from sync.server.report_binding import unbind
    from sync.server.tree import find_cell

    unbind(connection, now, find_cell(connection, cell).id)


def _decide(
    context: typer.Context, report: str, cell: str, state: ReceivedReportState, remark: str, *, as_json: bool
) -> None:
    line = change_database(context, _decided, report, cell, state, remark)
    if as_json:
        print_json(line)
    else:
        print_line(f"{line.id}: {_(_STATES[line.state])}")


def _decided(
    connection: Connection, now: datetime, report: str, cell: str, state: ReceivedReportState, remark: str
) -> ReportOutcome:
    from sync.server.reports import decide

    return decide(connection, now, report, state, remark, cell=_cell_id(connection, cell))


def _document(connection: Connection, report: str, cell: str) -> bytes:
    from sync.server.reports import document

    return document(connection, report, _cell_id(connection, cell))


def _cell_id(connection: Connection, cell: str) -> str | None:
    from sync.server.tree import find_cell

    return find_cell(connection, cell).id if cell else None
