"""``admin org``: the tree of provinces, committees and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.clock import system_clock
from models.domain.language import N_, _
from sync.vocabulary import OrganisationKind
from tui.cli.administering import change_database, read_database, time_text
from tui.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from sync.server.tree import TreePlace

_KINDS = {
    OrganisationKind.PROVINCE: N_("province"),
    OrganisationKind.COMMITTEE: N_("Party committee"),
    OrganisationKind.CELL: N_("cell"),
}


def add_to(admin: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Provinces, committees and cells, and which stands below which.")))
    admin.add_typer(group, name="org")
    _add_add(group)
    _add_move(group)
    _add_close(group)
    _add_list(group)


def _add_add(group: typer.Typer) -> None:
    @group.command("add", help=_(N_("Add a place to the tree.")))
    def add(
        context: typer.Context,
        kind: Annotated[OrganisationKind, typer.Argument(help=_(N_("What it is.")))],
        name: Annotated[str, typer.Argument(help=_(N_("Its name.")))],
        below: Annotated[str, typer.Option(help=_(N_("What it stands below (id or name).")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.tree import add as add_place

        place = change_database(context, add_place, kind, name, below)
        _print_result(place, _("Added: {name}  {id}"), as_json=as_json)


def _add_move(group: typer.Typer) -> None:
    @group.command("move", help=_(N_("Put a place, with all below it, below another.")))
    def move(
        context: typer.Context,
        what: Annotated[str, typer.Argument(help=_(N_("The place (id or name).")))],
        below: Annotated[str, typer.Option(help=_(N_("What it stands below (id or name).")))],
        since: Annotated[
            str,
            typer.Option(help=_(N_("The first month in which a cell counts there, like 2026-12; else this month."))),
        ] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.tree import move as move_place

        _print_result(
            change_database(context, move_place, what, below, since or None), _("Moved: {name}  {id}"), as_json=as_json
        )


def _add_close(group: typer.Typer) -> None:
    @group.command("close", help=_(N_("Count a cell no longer after a month: it was dissolved, or transferred out.")))
    def close(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        month: Annotated[str, typer.Option(help=_(N_("The last month that counts, like 2026-12.")))] = "",
        reopen: Annotated[
            bool, typer.Option("--reopen", help=_(N_("Count it again from now on and for the months between.")))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.tree import close as close_cell

        last = None if reopen else month or time_text(system_clock()())[:7]
        told = _("Counts again: {name}  {id}") if reopen else _("Counts no longer: {name}  {id}")
        _print_result(change_database(context, close_cell, cell, last), told, as_json=as_json)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the tree.")))
    def list_all(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.tree import listing

        found = read_database(context, listing)
        if as_json:
            print_json(found)
        else:
            print_table(("  " * one.depth + one.name, _(_KINDS[one.kind]), one.id) for one in found)


def _print_result(place: TreePlace, template: str, *, as_json: bool) -> None:
    if as_json:
        print_json(place)
    else:
        print_line(template.format(name=place.name, id=place.id))
