"""``serve``: the central server."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.errors import StoreUnusable, WrongUsage
from models.domain.language import N_, _
from tui.cli.administering import server_now, time_text
from tui.cli.output import print_line

if TYPE_CHECKING:
    from sync.server.first_cell import OpenedCell
    from sync.server.running import ListenOptions
    from sync.server.settings import Settings

_NO_ADDRESS = N_(
    "Say how laptops reach this server: --address https://NAME, with the name or number of this machine in its network."
)
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
        new_cell: Annotated[
            str,
            typer.Option(help=_(N_("Add this cell, and print the command for its first laptop."))),
        ] = "",
        below: Annotated[str, typer.Option(help=_(N_("What the new cell stands below (id or name).")))] = "",
        address: Annotated[
            str,
            typer.Option(
                envvar="CHIBO_SERVER",
                metavar="URL",
                help=_(N_("The server's address, as laptops reach it; else the one on which it listens.")),
            ),
        ] = "",
        plain_http: Annotated[
            bool, typer.Option("--plain-http", help=_(N_("Allow addresses other than this machine's without TLS.")))
        ] = False,
    ) -> int:
        check_installed()
        from sync.server.running import ListenOptions
        from sync.server.running import serve as run
        from sync.server.settings import MIB, Limits, Settings

        limits = Limits(cell_octets=cell_space * MIB)
        settings = Settings(home=context.obj, database=database, workers=workers, limits=limits)
        listening = ListenOptions(host, port, tls_cert, tls_key, plain_http)
        first = FirstLaptop(settings, new_cell, below, _checked(address, listening), tls_cert) if new_cell else None
        return run(settings, listening, partial(_announce, first))


@dataclass(frozen=True, slots=True)
class FirstLaptop:
    """The cell of ``--new-cell``, opened in the server's database when the server listens."""

    settings: Settings
    cell: str
    below: str
    address: str
    certificate: Path | None

    def print_join_command(self, listens_on: str) -> None:
        """Open the cell and print the command for its first laptop, or how further ones join."""
        opened = self._opened()
        if not opened.code:
            print_line(_("“{name}” has laptops already: “chibo invite” on one of them lets another join.")
                .format(name=opened.name))  # fmt: skip
            return
        from sync.client.invitation import Invitation
        from sync.client.join_checks import is_safe

        address = self.address or listens_on
        text = Invitation.from_code(opened.code, address).to_text()
        print_line(_("On the first laptop of “{name}”, once, until {time}:")
            .format(name=opened.name, time=time_text(opened.expires_at)))  # fmt: skip
        authority = (
            f" --authority {self.certificate.name}" if self.certificate and _is_private(self.certificate) else ""
        )
        print_line(f"chibo join {text}{'' if is_safe(address) else ' --plain-http'}{authority}", indent=4)
        if authority:
            print_line(
                _("Copy the file {path} to every laptop: by it they know this server.").format(path=self.certificate)
            )

    def _opened(self) -> OpenedCell:
        from sync.server.administration import open_database
        from sync.server.first_cell import open_cell

        with open_database(self.settings) as database:
            return database.write(open_cell, server_now(), self.cell, self.below)


def _checked(address: str, listening: ListenOptions) -> str:
    """Return the server's address for laptops.

    Raises :class:`WrongUsage` if laptops cannot use it, or if it is missing.
    """
    from sync.client.address import checked_address

    if address:
        return checked_address(address)
    if listening.host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not listened on
        raise WrongUsage(_NO_ADDRESS)
    return address


def check_installed() -> None:
    """Raise :class:`StoreUnusable` when the server's libraries are not installed, with how to install them."""
    if not all(find_spec(name) for name in _NEEDED):
        raise StoreUnusable(
            N_("The central server is not installed here. Install it with: {command}"),
            command='pip install "chibo[server]"',
        )


def _is_private(certificate: Path) -> bool:
    """Return whether a certificate chain ends in a self-signed one, which no laptop trusts."""
    from cryptography import x509

    last = x509.load_pem_x509_certificates(certificate.read_bytes())[-1]
    return last.issuer == last.subject


def _announce(first: FirstLaptop | None, address: str) -> None:
    print_line(_("The server listens on {address}").format(address=address))
    if first is not None:
        first.print_join_command(address)
    sys.stdout.flush()
