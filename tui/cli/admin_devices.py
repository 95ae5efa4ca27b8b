"""``admin device`` and ``admin scrub``: the journals of a cell at the server, and their damage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.clock import system_clock
from models.domain.language import N_, _
from tui.cli.administering import change_database, read_database
from tui.cli.output import json_value, print_json, print_line, print_table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from sync.protocol.messages.entries import RemovedRun
    from sync.server.removals import AllowedAgain
    from sync.server.repair import DeviceLine


def add_to(admin: typer.Typer) -> None:
    """Add the commands."""
    device = typer.Typer(help=_(N_("The devices of a cell, and how much each has at the server.")))
    admin.add_typer(device, name="device")
    _add_list(device)
    _add_remove(device)
    _add_allow(device)
    _add_scrub(admin)
    membership = typer.Typer(help=_(N_("The key by which a cell's machines prove that they have its keys.")))
    admin.add_typer(membership, name="membership")
    _add_forget(membership)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List a cell's devices with what they take, the largest first.")))
    def list_devices(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found = read_database(context, _devices, cell)
        if as_json:
            print_json(found)
            return
        told = _("{entries} entries, {size} MB")
        print_table(
            (
                one.device,
                one.account,
                told.format(entries=one.entries, size=f"{one.octets / 1e6:.1f}"),
                _state(one),
            )
            for one in found
        )


def _state(one: DeviceLine) -> str:
    if one.removed_from:
        return _("removed for good from entry {first} on").format(first=one.removed_from)
    return _("damaged from entry {first} on").format(first=one.first_damaged) if one.first_damaged else ""


def _devices(connection: Connection, cell: str) -> list[DeviceLine]:
    from sync.server.repair import devices
    from sync.server.tree import find_cell

    return devices(connection, find_cell(connection, cell).id)


def _add_remove(group: typer.Typer) -> None:
    @group.command(
        "remove",
        help=_(
            N_(
                "Remove a device's entries from the server for good: laptops keep theirs, and do not send them again."
                " Machines that join later do not get them."
            )
        ),
    )
    def remove(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        device: Annotated[str, typer.Argument(help=_(N_("The device's id, from the list.")))],
        first: Annotated[int, typer.Option("--from", min=1, help=_(N_("Only from this entry on.")))] = 1,
        repair: Annotated[
            bool, typer.Option("--repair", help=_(N_("Have laptops send it again: what is damaged, but wanted.")))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        removed = change_database(context, _cut if repair else _remove, cell, device, first)
        if as_json:
            print_json(json_value(removed))
        else:
            print_line(_("Removed: {count} parcels of {device}.").format(count=removed.parcels, device=device))


def _remove(connection: Connection, now: datetime, cell: str, device: str, first: int) -> RemovedRun:
    from sync.server.removals import remove
    from sync.server.tree import find_cell

    return remove(connection, now, find_cell(connection, cell).id, device, first)


def _cut(connection: Connection, now: datetime, cell: str, device: str, first: int) -> RemovedRun:
    from sync.server.repair import cut
    from sync.server.tree import find_cell

    return cut(connection, now, find_cell(connection, cell).id, device, first)


def _add_allow(group: typer.Typer) -> None:
    @group.command("allow", help=_(N_("Take again what was removed for good: laptops that have it send it.")))
    def allow(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        device: Annotated[str, typer.Argument(help=_(N_("The device's id, from the list.")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        allowed = change_database(context, _allow, cell, device)
        if as_json:
            print_json({"cell": cell, "device": device, "allowed": True, "parcels": allowed.parcels})
        else:
            print_allowed(allowed)


def print_allowed(allowed: AllowedAgain) -> None:
    """Print what is taken again of a device, and how much of it the server has kept."""
    print_line(_("Allowed again: {device}.").format(device=allowed.device))
    if allowed.parcels:
        print_line(_("Back at the server: {count} parcels.").format(count=allowed.parcels), indent=2)
    else:
        print_line(_("The server has kept nothing of it: the laptops that have it send it."), indent=2)


def _allow(connection: Connection, now: datetime, cell: str, device: str) -> AllowedAgain:
    from sync.server.removals import allow
    from sync.server.tree import find_cell

    return allow(connection, now, find_cell(connection, cell).id, device)


def _add_scrub(admin: typer.Typer) -> None:
    @admin.command(
        "scrub", help=_(N_("Read all parcels again, and have those put again that rotted; the server may run."))
    )
    def scrub(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server import scrub
        from sync.server.administration import open_database

        with open_database(context.obj) as database:
            found = scrub.scrub(database, system_clock()())
        if as_json:
            print_json(json_value(found))
        else:
            print_line(_("Read: {read} parcels, damaged: {rotten}.").format(read=found.read, rotten=found.rotten))


def _add_forget(group: typer.Typer) -> None:
    @group.command(
        "forget",
        help=_(
            N_("Forget it, where a wrong one was registered: the cell's oldest machine registers it anew by itself.")
        ),
    )
    def forget(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        change_database(context, _forget, cell)
        if as_json:
            print_json({"cell": cell, "forgotten": True})
        else:
            print_line(_("Forgotten for {cell}.").format(cell=cell))


def _forget(connection: Connection, now: datetime, cell: str) -> None:
    from sync.server.membership import forget
    from sync.server.tree import find_cell

    forget(connection, now, find_cell(connection, cell).id)
