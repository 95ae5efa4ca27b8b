"""``admin``: the organisation tree, codes, machines, reports, supervisors and the audit log of the central server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.language import N_, _
from tui.cli import admin_access, admin_devices, admin_reports, admin_supervisors, admin_tree
from tui.cli.administering import read_database, time_text
from tui.cli.output import print_json, print_line, print_table
from tui.cli.serve import check_installed

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sync.server.audit import AuditLine


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Administer the central server: on its machine, also while it runs.")))
    program.add_typer(group, name="admin")
    _add_common(group)
    for module in (admin_tree, admin_access, admin_devices, admin_reports, admin_supervisors):
        module.add_to(group)
    _add_audit(group)
    _add_backup(group)


def _add_common(group: typer.Typer) -> None:
    @group.callback()
    def common(
        context: typer.Context,
        database: Annotated[
            str,
            typer.Option(
                envvar="CHIBO_DATABASE",
                metavar="URL",
                help=_(N_("A PostgreSQL database, like postgresql://user@host/name; else a file in --home.")),
            ),
        ] = "",
    ) -> None:
        check_installed()
        from sync.server.administration import settings_for

        context.obj = settings_for(context.obj, database)


def _add_audit(group: typer.Typer) -> None:
    @group.command(
        "audit", help=_(N_("List what was done to places, codes, machines, keys and reports, the newest first."))
    )
    def audit(
        context: typer.Context,
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
        limit: Annotated[int, typer.Option(min=1, help=_(N_("At most so many.")))] = 100,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found = read_database(context, _lines, cell, limit)
        if as_json:
            print_json(found)
        else:
            print_table((time_text(one.at), one.event, one.actor, one.subject) for one in found)


def _add_backup(group: typer.Typer) -> None:
    @group.command("backup", help=_(N_("Copy the server's database (SQLite) to a new file, also while it runs.")))
    def backup(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help=_(N_("Where to.")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.administration import back_up

        back_up(context.obj, file)
        if as_json:
            print_json({"file": file})
        else:
            print_line(_("Written: {path}").format(path=file))


def _lines(connection: Connection, cell: str, limit: int) -> list[AuditLine]:
    from sync.server.audit import lines
    from sync.server.tree import find_cell

    return lines(connection, cell=find_cell(connection, cell).id if cell else None, limit=limit)
