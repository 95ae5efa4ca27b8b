"""``device clean`` and ``device remove``: a member removes from the server what no machine can read, and what a revoked
machine put.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.clock import VIETNAM, day_of, system_clock
from models.domain.language import N_, _
from models.domain.typed.days import YearHint, read_day
from tui.cli.cell_machines import id_of, machines_of, server_of
from tui.cli.output import json_value, print_json, print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.protocol.messages.entries import RemovedRun


def add_to(group: typer.Typer) -> None:
    """Add the commands to ``device``."""
    _add_clean(group)
    _add_remove(group)


def _add_remove(group: typer.Typer) -> None:
    @group.command(
        "remove",
        help=_(
            N_(
                "Remove from the server for good what a machine put that is shut out. Laptops that have it keep it and"
                " do not send it again; machines that join later do not get it."
            )
        ),
    )
    def remove(
        context: typer.Context,
        machine: Annotated[str, typer.Argument(help=_(N_("The machine: its name, or the beginning of its id.")))],
        since: Annotated[str, typer.Option(help=_(N_("Only what it put on this day or later.")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.client.machines import find
        from sync.client.removals import remove_for_good

        found, names = machines_of(context.obj)
        wanted = find(found, id_of(machine, names))
        day = read_day(since, day_of(system_clock()()), YearHint.PAST) if since else None
        begin = datetime.combine(day, time.min, VIETNAM) if day else None
        with server_of(context.obj) as (_account, server):
            removed = remove_for_good(server, wanted.id, begin)
        if as_json:
            print_json([json_value(one) for one in removed])
        elif not removed:
            print_line(_("The server has nothing of it that can be removed."))
        else:
            _print_removed(removed)


def _print_removed(removed: Sequence[RemovedRun]) -> None:
    count = sum(one.parcels for one in removed)
    print_line(_("Removed: {count} parcels of {devices} devices.").format(count=count, devices=len(removed)))


def _add_clean(group: typer.Typer) -> None:
    @group.command(
        "clean",
        help=_(
            N_(
                "Remove from the server what other machines put there and this cell cannot read: after a theft, once"
                " the machine is shut out."
            )
        ),
    )
    def clean(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        with server_of(context.obj) as (_account, server):
            removed = server.remove_damaged()
        if as_json:
            print_json([json_value(one) for one in removed])
        elif not removed:
            print_line(_("There is nothing at the server that could not be read."))
        else:
            _print_removed(removed)
