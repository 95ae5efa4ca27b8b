"""One exchange of this machine's store with a carrier, including newer keys."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from models.store.store import Store
from sync.client.account import MachineAccount
from sync.client.cell_check import check_cell
from sync.client.faults import AccessDenied
from sync.client.folder import Folder
from sync.client.http import ServerClient
from sync.client.machines import fetch_keys, keep_recovery_code, put_again_if_older, show_keys, take_over_keys
from sync.client.removals import removals
from sync.client.replica import StoreReplica, replica_of, save_declined, save_given, save_known, save_refused
from sync.client.ring_update import has_another_recovery_code
from sync.exchange.core import exchange
from sync.exchange.interfaces import ExchangeResult, PutUnavailable
from sync.exchange.repair import lacking, resealed
from sync.keys.sealing import Sealer
from sync.protocol.parcels import TaggedHead

Heads = Mapping[str, TaggedHead]


def exchange_with_server(
    store: Store,
    account: MachineAccount,
    server: ServerClient,
    heads: Heads | None = None,
    not_taken: PutUnavailable | None = None,
) -> tuple[ExchangeResult, MachineAccount]:
    """Exchange with the central server; return the result, and the account, which may have newer keys.

    ``heads`` are the server's heads if they were read a moment ago; ``not_taken`` is the reason why nothing is put this
    time. Raises :class:`ExchangeFailed` and :class:`StoreUnusable`; what was received before is kept.
    """
    if heads is None:
        heads = server.heads()
    server.is_our_cells = server.is_our_cells or check_cell(store, account, server, heads)
    if server.attended != server.besides:  # before sealing, because the keys may have changed
        account = _attend(store, account, server)
    result = _exchange(store, account, server, account.server, heads, not_taken)
    if result.waiting:
        newer = fetch_keys(store, account, server)
        if newer != account:
            again = _exchange(store, newer, server, account.server, None, result.puts_blocked_by)
            result, account = result.followed_by(again), newer
    if server.is_recovery_untold and result.puts_blocked_by is None:
        before, account = account, keep_recovery_code(store, account, server)
        server.has_new_recovery |= account.ring.recovery_key != before.ring.recovery_key
        server.is_recovery_untold = False
    asked = {parcel.key_id for parcel in result.unopened} - server.keys_asked
    if asked and server.protocol > 1:
        server.keys_asked |= asked
        show_keys(account, server)
    for parcel in result.unopened:  # no newer key exists: the writer has to seal it again, or it is a stranger's
        with suppress(PutUnavailable):
            server.reject(parcel)
    return result, account


def _attend(store: Store, account: MachineAccount, server: ServerClient) -> MachineAccount:
    """Process the server's state beside the heads: take over newer keys, put damaged parcels again."""
    mark = server.besides
    boxes, version = server.keys()
    before, account = account, take_over_keys(store, account, server, boxes)
    server.has_new_recovery |= account.ring.recovery_key != before.ring.recovery_key
    server.is_recovery_untold = has_another_recovery_code(account, boxes)
    if server.protocol > 1:
        with suppress(PutUnavailable, AccessDenied):  # the oldest machine registers, once
            server.register()
        with suppress(PutUnavailable):
            server.keys_put_again |= put_again_if_older(account, server, boxes, version)
    server.damaged, server.removals = server.wanted(), removals(server)
    with replica_of(store) as replica:
        sealer = Sealer(account.cell, account.ring)
        for parcel in resealed(replica, sealer, server.damaged):  # one by one: some may not be requested any more
            with suppress(PutUnavailable):
                server.put_again([parcel])
    server.attended = mark
    return account


def exchange_with_folder(store: Store, account: MachineAccount, path: Path) -> ExchangeResult:
    """Exchange with a folder. Raises :class:`StoreUnusable` when it cannot be read or written."""
    folder = Folder(path, account.cell)
    with replica_of(store) as replica:
        folder.look_from(replica, Sealer(account.cell, account.ring))
        check_cell(store, account, folder, folder.heads())
        return replace(_exchange(store, account, folder, "folder"), skipped=folder.skipped)


def _exchange(
    store: Store,
    account: MachineAccount,
    carrier: ServerClient | Folder,
    name: str,
    heads: Heads | None = None,
    not_taken: PutUnavailable | None = None,
) -> ExchangeResult:
    server = carrier if isinstance(carrier, ServerClient) else None
    batch_size = server.batch_size if server else None
    mark = f"{server.besides} {account.ring.newest.id}" if server and server.besides else ""
    with replica_of(store) as replica, _without_collecting():
        before, before_refused = replica.known(name), replica.refused(name, mark)
        known, refused = dict(before), dict(before_refused)
        declined = dict(before_declined := replica.declined(name))
        before_given = replica.given()
        given = _all_of(replica) if before_given is None else dict(before_given)
        try:
            sealer = Sealer(account.cell, account.ring)
            ends = {one.device: one.first for one in server.removals} if server else {}
            if server:
                server.own_device = replica.device
            result = exchange(
                replica, carrier, sealer, known, heads, refused, declined, batch_size, not_taken, given, ends
            )
        finally:
            if known != before:
                save_known(store, name, known)
            if given != before_given:
                save_given(store, given)
            if declined != before_declined:
                save_declined(store, name, declined)
            if refused != before_refused and mark:
                save_refused(store, name, mark, refused)
        absent = lacking(replica, server.damaged) if server else ()
    return replace(result, refused=tuple({one.device: one for one in (*absent, *result.refused)}.values()))


def _all_of(replica: StoreReplica) -> dict[str, int]:
    return {device: head.seq for device, head in replica.heads().items()}


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Disable the garbage collector: an exchange creates no reference cycles, and scanning its objects takes a third of
    the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
