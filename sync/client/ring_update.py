"""Taking over a newer key ring that another machine sealed for this one."""

from __future__ import annotations

from pathlib import Path

from sync.client.account import MachineAccount, save_account
from sync.client.http import ServerClient
from sync.keys.boxes import open_ring
from sync.protocol.fields import Malformed
from sync.protocol.messages.keys import KeyBoxes


def fetch_ring(home: Path, account: MachineAccount, server: ServerClient) -> MachineAccount:
    """Fetch the key boxes, and take over the ring in this machine's: see :func:`take_over_ring`."""
    boxes, _ = server.keys()
    return take_over_ring(home, account, boxes)


def take_over_ring(home: Path, account: MachineAccount, boxes: KeyBoxes) -> MachineAccount:
    """Take over a ring that continues this machine's and was sealed for it.

    Of a ring of the cell that parted from this machine's, its keys are taken beside the own ones, so that either can be
    read: see :func:`sync.client.machines.fetch_keys`. Anything else is left where it is.
    """
    if boxes.mine is None:
        return account
    try:
        ring = open_ring(boxes.mine, account.cell, account.id, account.seal_seed)
    except Malformed:
        return account
    ring = ring if ring.continues(account.ring) else account.ring.joined_with(ring)
    if ring == account.ring:
        return account
    newer = account.with_ring(ring)
    save_account(home, newer)
    return newer
