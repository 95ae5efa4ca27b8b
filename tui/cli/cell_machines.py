"""Finds the machines of the cell for the ``device`` commands, by a name or the beginning of an id."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from models.domain.errors import UnknownRecord
from models.domain.language import N_
from models.domain.text import name_key
from tui.cli.access import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.client.account import MachineAccount
    from sync.client.http import ServerClient
    from sync.client.machines import Machine

_SAME_NAME = N_("Several machines are called {name}. Give the beginning of the id instead; see “chibo device list”.")


@contextlib.contextmanager
def server_of(home: Path) -> Iterator[tuple[MachineAccount, ServerClient]]:
    """Open a connection to this machine's server, with its account."""
    from sync.client.account import the_account
    from sync.client.http import ServerClient

    account = the_account(home)
    with ServerClient.of(account) as server:
        yield account, server


def machines_of(home: Path) -> tuple[tuple[Machine, ...], dict[str, str]]:
    """Return the machines of the cell, and their names by account."""
    from models.queries.machines import machine_names
    from sync.client.machines import machines

    with reading(home) as connection:
        names = machine_names(connection)
    with server_of(home) as (account, server):
        return machines(account, server), names


def id_of(name: str, names: dict[str, str]) -> str:
    """Return the id of the machine with a name; the argument itself if no machine has it.

    Raises :class:`UnknownRecord`.
    """
    fitting = [account for account, known in names.items() if name_key(known) == name_key(name)]
    if len(fitting) > 1:
        raise UnknownRecord(_SAME_NAME, name=name)
    return fitting[0] if fitting else name
