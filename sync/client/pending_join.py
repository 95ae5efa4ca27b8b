"""The state of an unfinished join: a code can be used once, and an answer may get lost in transit.

It is stored in ``HOME/joining.json`` (0600) until the machine has joined; the same code then continues it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.account import MachineAccount, read_secret, write_secret
from sync.keys.boxes import public_key
from sync.keys.ring import SEED_BYTES, KeyRing
from sync.protocol.fields import Malformed
from sync.protocol.json_record import JsonRecord, in_base64
from sync.protocol.message import Code, Key
from sync.protocol.messages.accounts import EnrolRequest

FILE = "joining.json"


@dataclass(frozen=True, slots=True)
class PendingJoin(JsonRecord):
    """The private keys of a machine that joins by a code, its key ring, and the account once there is one."""

    code: Code = field(repr=False)
    seal_seed: Key = field(repr=False)
    sign_seed: Key = field(repr=False)
    ring: Annotated[KeyRing, in_base64(KeyRing)] = field(repr=False)
    account: Annotated[MachineAccount, in_base64(MachineAccount)] | None = None

    @classmethod
    def new(cls, code: str, ring: KeyRing) -> PendingJoin:
        """Return a new state with random private keys."""
        return cls(code, secrets.token_bytes(SEED_BYTES), secrets.token_bytes(SEED_BYTES), ring)

    def request(self) -> EnrolRequest:
        """Return the enrolment request, bound to the cell by its ring."""
        sign_key = Ed25519PrivateKey.from_private_bytes(self.sign_seed).public_key().public_bytes_raw()
        seal_key = public_key(self.seal_seed)
        mac = self.ring.mac(seal_key, sign_key)
        return EnrolRequest(code=self.code, seal_key=seal_key, sign_key=sign_key, mac=mac)


def load_pending_join(home: Path, code: str) -> PendingJoin | None:
    """Return the unfinished join with a code; ``None`` if there is none, or one with another code."""
    try:
        begun = PendingJoin.read(read_secret(home / FILE))
    except (OSError, Malformed):
        return None
    return begun if begun.code == code else None


def save_pending_join(home: Path, begun: PendingJoin) -> None:
    """Store the state before the next step. Raises :class:`StoreUnusable`."""
    write_secret(home / FILE, begun.to_bytes())


def drop_pending_join(home: Path) -> None:
    """Delete the state: the machine has joined."""
    (home / FILE).unlink(missing_ok=True)
