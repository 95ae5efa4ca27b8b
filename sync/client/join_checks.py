"""Conditions for joining: an acceptable address, and a store that can take the cell's records."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

import httpx

from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_
from models.practice.keeping import is_practice
from models.queries.machines import machine_names
from models.queries.people import find_cell
from models.store.connection import is_vacant
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.store import Store
from sync.client.account import MachineAccount
from sync.client.invitation import Invitation

_PLAIN = N_(
    "The address {server} is without TLS: everybody on the way could take this machine's place."
    " If you know that line, say --plain-http."
)
_OTHER_RECORDS = N_(
    "This folder holds records of {name}, which is another cell than the invitation's, even if it is called the same:"
    " “chibo init” makes a cell of its own. A laptop that joins gets name and records from the others; join in a new"
    " folder: “chibo --home FOLDER join …”."
)


_PRACTICE = N_(
    "This folder is that of a practice, which is never sent; join in another folder: “chibo --home FOLDER join …”."
)


def check_address(server: str, *, plain_http: bool) -> None:
    """Raise :class:`WrongUsage` for an address without TLS that is not this machine's own, unless allowed."""
    if not (plain_http or is_safe(server)):
        raise WrongUsage(_PLAIN, server=server)


def is_safe(server: str) -> bool:
    """Tell whether an address has TLS, or is this machine's own."""
    parts = httpx.URL(server)
    return parts.scheme == "https" or _is_loopback(parts.host)


def prepare_store(home: Path, records: str, *, is_first: bool) -> None:
    """Create the store if there is none; raise :class:`Refused` if its records are not those of the invitation's cell,
    or those of a practice.

    A first machine brings its records. Any other has an empty store, or the cell's records already.
    """
    if is_vacant(home / DATABASE):  # missing, or its creation was interrupted
        Store.create(home).close()
        return
    connection = open_reader(home)
    try:
        if is_practice(connection):
            raise Refused(_PRACTICE)
        found = find_cell(connection)
    finally:
        connection.close()
    if found is None or is_first or found.id == records:
        return
    raise Refused(_OTHER_RECORDS, name=found.name)


def has_begun(home: Path, account: MachineAccount, invitation: Invitation) -> bool:
    """Tell whether an earlier join by this invitation created the account but was interrupted before the machine was
    named in the cell's records, so that it continues from there.
    """
    if account.server != invitation.server or is_vacant(home / DATABASE):
        return False
    if invitation.ring is not None and invitation.ring.tag_key != account.ring.tag_key:
        return False
    connection = open_reader(home)
    try:
        return account.id not in machine_names(connection)
    finally:
        connection.close()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
