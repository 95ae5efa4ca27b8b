"""Takes over a newer key ring that another machine sealed for this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from models.queries.machines import confirms_recovery
from models.store.store import Store
from sync.client.account import MachineAccount, save_account
from sync.keys.boxes import open_ring
from sync.keys.ring import KeyRing
from sync.protocol.fields import Malformed
from sync.protocol.messages.keys import KeyBoxes

ConfirmsRecovery = Callable[[KeyRing], bool]
"""Tells whether the records here confirm that a ring's recovery code was made by a machine of the cell."""


def confirms_nothing(_ring: KeyRing) -> bool:
    """Confirm no recovery code."""
    return False


def confirmed_by(store: Store) -> ConfirmsRecovery:
    """Return the function that confirms recovery codes by a store's records."""

    def confirms(ring: KeyRing) -> bool:
        with store.reading() as connection:
            return confirms_recovery(connection, ring.recovery, ring.newest.id)

    return confirms


def take_over_ring(
    home: Path, account: MachineAccount, boxes: KeyBoxes, confirms: ConfirmsRecovery = confirms_nothing
) -> MachineAccount:
    """Take over a ring that continues this machine's and was sealed for it.

    The keys of a diverged ring of the cell are added to this machine's own, so that both can be read: see
    :func:`sync.client.machines.fetch_keys`. Any other ring is ignored. Another recovery code is accepted only if the
    records confirm it: any machine with the ring could put its own.
    """
    ring = ring_in(account, boxes)
    if ring is None:
        return account
    ring = ring if ring.continues(account.ring) else account.ring.joined_with(ring)
    if not confirms(ring):
        ring = replace(ring, recovery_key=account.ring.recovery_key)
    if ring == account.ring:
        return account
    newer = account.with_ring(ring)
    save_account(home, newer)
    return newer


def has_another_recovery_code(account: MachineAccount, boxes: KeyBoxes) -> bool:
    """Tell whether the ring sealed for this machine has another recovery code than its own."""
    ring = ring_in(account, boxes)
    return ring is not None and ring.recovery_key != account.ring.recovery_key


def ring_in(account: MachineAccount, boxes: KeyBoxes) -> KeyRing | None:
    """Return the ring sealed for this machine, if it is of its cell and has as many keys as was signed."""
    if boxes.mine is None:
        return None
    try:
        ring = open_ring(boxes.mine, account.cell, account.id, account.seal_seed)
    except Malformed:
        return None
    sign = (boxes.signed or {}).get(account.id)
    is_as_signed = sign is None or sign.version == len(ring.keys)
    return ring if ring.tag_key == account.ring.tag_key and is_as_signed else None
