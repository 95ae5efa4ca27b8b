"""``device clean``: removes parcels from the server that nobody can read."""

from __future__ import annotations

from typing import Annotated

import typer

from models.domain.language import N_, _
from tui.cli.output import json_value, print_json, print_line


def add_to(group: typer.Typer) -> None:
    """Add the command to ``device``."""

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
        from sync.client.account import the_account
        from sync.client.http import ServerClient

        with ServerClient.of(the_account(context.obj)) as server:
            removed = server.remove_damaged()
        if as_json:
            print_json([json_value(one) for one in removed])
        elif not removed:
            print_line(_("There is nothing at the server that could not be read."))
        else:
            count = sum(one.parcels for one in removed)
            print_line(_("Removed: {count} parcels of {devices} devices.").format(count=count, devices=len(removed)))
