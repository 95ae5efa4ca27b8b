"""Checks that a carrier's records belong to this cell before an exchange."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.errors import Refused
from models.domain.language import N_
from models.queries.people import find_cell
from models.store.store import Store
from sync.client.account import MachineAccount
from sync.client.folder import Folder
from sync.client.http import ServerClient
from sync.client.replica import StoreReplica, save_cell
from sync.exchange.cell_identity import is_another_cell
from sync.keys.sealing import Sealer
from sync.protocol.parcels import TaggedHead

_ANOTHER = N_(
    "This folder holds the records of {name}, and the cell that it would exchange them with has others: nothing was"
    " exchanged, so that two cells are not mixed. Join in a folder of its own (“chibo --home FOLDER join …”), or put"
    " the right store back."
)


def check_cell(
    store: Store, account: MachineAccount, carrier: ServerClient | Folder, heads: Mapping[str, TaggedHead]
) -> bool:
    """Raise :class:`Refused` if the store belongs to a cell and the carrier holds only entries of another.

    Returns whether the check can be skipped next time: the store records the cell to which it belongs. Also raises
    :class:`ExchangeFailed`.
    """
    with store.reading() as connection:
        replica = StoreReplica(store, connection)
        if replica.cell == account.cell:
            return True
        if not heads or (own := find_cell(connection)) is None:
            return False
        if is_another_cell(replica, carrier, Sealer(account.cell, account.ring), heads):
            raise Refused(_ANOTHER, name=own.name)
    save_cell(store, account.cell)
    return True
