"""One exchange of this machine's store with a carrier: keys fetched where they are wanted, reports carried along."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from models.store.store import Store
from sync.client.account import Account, save_account
from sync.client.faults import Declined
from sync.client.folder import Folder
from sync.client.http import Server
from sync.client.replica import replica_of, save_known, save_refused
from sync.exchange.core import exchange
from sync.exchange.mending import lacking, resealed
from sync.exchange.parties import Moved
from sync.keys.boxes import open_ring
from sync.keys.sealing import Sealer
from sync.protocol.fields import Malformed
from sync.protocol.parcels import Head

Heads = Mapping[str, Head]


def exchange_with_server(
    store: Store, account: Account, server: Server, heads: Heads | None = None
) -> tuple[Moved, Account]:
    """Exchange with the central server; return what moved, and the account, whose keys may be newer now.

    ``heads`` is what the server held a moment ago, where that is known. Raises :class:`NoExchange` and
    :class:`StoreUnusable`; what was taken until then is kept.
    """
    if heads is None:
        heads = server.heads()
    if server.attended != server.besides:  # before anything is sealed: the keys may be others
        account = _attend(store, account, server)
    moved = _exchange(store, account, server, account.server, heads)
    if moved.waiting:
        newer = fetch_ring(store.home, account, server)
        if newer != account:
            return moved.followed_by(_exchange(store, newer, server, account.server)), newer
    return moved, account


def _attend(store: Store, account: Account, server: Server) -> Account:
    """Look at what the server has beside the heads: take over newer keys, put again what is damaged there."""
    mark = server.besides
    account = fetch_ring(store.home, account, server)
    server.damaged = server.wanted()
    with replica_of(store) as replica:
        sealer = Sealer(account.cell, account.ring)
        for parcel in resealed(replica, sealer, server.damaged):  # each by itself: of several one may be wanted no more
            with suppress(Declined):
                server.put_again([parcel])
    server.attended = mark
    return account


def exchange_with_folder(store: Store, account: Account, path: Path) -> Moved:
    """Exchange with a folder. Raises :class:`StoreUnusable` when it cannot be read or written."""
    return _exchange(store, account, Folder(path, account.cell), "folder")


def fetch_ring(home: Path, account: Account, server: Server) -> Account:
    """Take over a ring that continues this machine's and was sealed for it; anything else is left where it is."""
    boxes, _ = server.keys()
    if boxes.mine is None:
        return account
    try:
        ring = open_ring(boxes.mine, account.cell, account.id, account.seal_seed)
    except Malformed:
        return account
    if ring == account.ring or not ring.continues(account.ring):
        return account
    newer = account.with_ring(ring)
    save_account(home, newer)
    return newer


def _exchange(store: Store, account: Account, carrier: Server | Folder, name: str, heads: Heads | None = None) -> Moved:
    server = carrier if isinstance(carrier, Server) else None
    mark = f"{server.besides} {account.ring.newest.id}" if server and server.besides else ""
    with replica_of(store) as replica, _without_collecting():
        before, before_refused = replica.known(name), replica.refused(name, mark)
        known, refused = dict(before), dict(before_refused)
        try:
            moved = exchange(replica, carrier, Sealer(account.cell, account.ring), known, heads, refused)
        finally:
            if known != before:
                save_known(store, name, known)
            if refused != before_refused and mark:
                save_refused(store, name, mark, refused)
        absent = lacking(replica, server.damaged) if server else ()
    return replace(moved, refused=tuple({one.device: one for one in (*absent, *moved.refused)}.values()))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage collector rest: what an exchange takes up holds no cycles, and all of it is looked through in
    vain again and again, which takes a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
