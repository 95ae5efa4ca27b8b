"""Taking over a newer key ring that another machine sealed for this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from models.queries.machines import tells_of_recovery
from models.store.store import Store
from sync.client.account import MachineAccount, save_account
from sync.client.http import ServerClient
from sync.keys.boxes import open_ring
from sync.keys.ring import KeyRing
from sync.protocol.fields import Malformed
from sync.protocol.messages.keys import KeyBoxes

IsTold = Callable[[KeyRing], bool]
"""Tells whether the records here say of a ring's recovery code that somebody of the cell made it."""


def nothing_is_told(_ring: KeyRing) -> bool:
    """Say of no recovery code that it was made."""
    return False


def told_by(store: Store) -> IsTold:
    """Return what a store tells of recovery codes."""

    def is_told(ring: KeyRing) -> bool:
        with store.reading() as connection:
            return tells_of_recovery(connection, ring.recovery, ring.newest.id)

    return is_told


def fetch_ring(home: Path, account: MachineAccount, server: ServerClient) -> MachineAccount:
    """Fetch the key boxes, and take over the ring in this machine's: see :func:`take_over_ring`."""
    boxes, _ = server.keys()
    return take_over_ring(home, account, boxes)


def take_over_ring(
    home: Path, account: MachineAccount, boxes: KeyBoxes, is_told: IsTold = nothing_is_told
) -> MachineAccount:
    """Take over a ring that continues this machine's and was sealed for it.

    Of a ring of the cell that parted from this machine's, its keys are taken beside the own ones, so that either can be
    read: see :func:`sync.client.machines.fetch_keys`. Anything else is left where it is. Another recovery code comes
    with it only where the records tell that it was made: whoever has the ring could put his own.
    """
    ring = ring_in(account, boxes)
    if ring is None:
        return account
    ring = ring if ring.continues(account.ring) else account.ring.joined_with(ring)
    if not is_told(ring):
        ring = replace(ring, recovery_key=account.ring.recovery_key)
    if ring == account.ring:
        return account
    newer = account.with_ring(ring)
    save_account(home, newer)
    return newer


def has_another_recovery_code(account: MachineAccount, boxes: KeyBoxes) -> bool:
    """Tell whether the ring that was sealed for this machine is of another recovery code than its own."""
    ring = ring_in(account, boxes)
    return ring is not None and ring.recovery_key != account.ring.recovery_key


def ring_in(account: MachineAccount, boxes: KeyBoxes) -> KeyRing | None:
    """Return the ring that was sealed for this machine: of its cell, and of as many keys as was signed."""
    if boxes.mine is None:
        return None
    try:
        ring = open_ring(boxes.mine, account.cell, account.id, account.seal_seed)
    except Malformed:
        return None
    sign = (boxes.signed or {}).get(account.id)
    is_as_signed = sign is None or sign.version == len(ring.keys)
    return ring if ring.tag_key == account.ring.tag_key and is_as_signed else None
