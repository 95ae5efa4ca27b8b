"""``serve``: the central server."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from models.domain.errors import StoreUnusable
from models.domain.language import N_, _
from tui.cli.output import say

_NEEDED = ("fastapi", "uvicorn", "psycopg")


def add_to(program: typer.Typer) -> None:
    """Add the command."""

    @program.command("serve", help=_(N_("Run the central server, which carries the records of cells between laptops.")))
    def serve(
        context: typer.Context,
        host: Annotated[str, typer.Option(help=_(N_("Address to listen on.")))] = "127.0.0.1",
        port: Annotated[int, typer.Option(min=0, max=65535, help=_(N_("Port; 0 takes a free one.")))] = 8440,
        database: Annotated[
            str,
            typer.Option(
                envvar="CHIBO_DATABASE",
                metavar="URL",
                help=_(N_("A PostgreSQL database, like postgresql://user@host/name; else a file in --home.")),
            ),
        ] = "",
        workers: Annotated[int, typer.Option(min=1, max=64, help=_(N_("Processes that answer.")))] = 1,
        tls_cert: Annotated[Path | None, typer.Option(help=_(N_("Certificate chain (PEM).")))] = None,
        tls_key: Annotated[Path | None, typer.Option(help=_(N_("The certificate's key (PEM).")))] = None,
        cell_space: Annotated[
            int, typer.Option(min=1, metavar="MB", help=_(N_("Space for the boxes of one cell, in MB.")))
        ] = 4096,
        plain_http: Annotated[
            bool, typer.Option("--plain-http", help=_(N_("Allow addresses other than this machine's without TLS.")))
        ] = False,
    ) -> int:
        check_installed()
        from sync.server.running import Listening
        from sync.server.running import serve as run
        from sync.server.settings import MIB, Limits, Settings

        limits = Limits(cell_octets=cell_space * MIB)
        settings = Settings(home=context.obj, database=database, workers=workers, limits=limits)
        listening = Listening(host, port, tls_cert, tls_key, plain_http)
        return run(settings, listening, _announce)


def check_installed() -> None:
    """Raise :class:`StoreUnusable` when the server's libraries are not installed, with how to install them."""
    if not all(find_spec(name) for name in _NEEDED):
        raise StoreUnusable(
            N_("The central server is not installed here. Install it with: {command}"),
            command='pip install "chibo[server]"',
        )


def _announce(address: str) -> None:
    say(_("The server listens on {address}").format(address=address))
    sys.stdout.flush()
